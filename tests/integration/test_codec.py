"""encode and decode: every msgpack that others wrote survives both."""
import json

from support import packing, suite

LINES = b'1\n{"a":[1,2.0,null]}\n'
DEPTH_MAX = 512
FRAMINGS = ("u32be", "none", "msgpack-int", "varint", "u32le", "u16be")


def load(path):
    return json.loads(suite.shared(path).read_text(encoding="utf-8"))


def kawanet():
    groups = load("kawanet-msgpack-test-suite/msgpack-test-suite.json")
    for cases in groups.values():
        for case in cases:
            yield from (bytes.fromhex(text.replace("-", ""))
                        for text in case["msgpack"])


def captured(framing):
    for row in load("peer-captures/captures.json"):
        data = bytes.fromhex(row["hex"])
        if row["framing"] == framing and data != b"\xc1":
            yield data


def hostile():
    for row in load("hostile-vectors/vectors.json"):
        if row["hex"]:  # the long ones are made by a rule: test_hostile.py
            yield row


def is_one_value(data):
    try:
        packing.parse_one(data)
        return True
    except packing.Bad:
        return False


class Codec(suite.Case):
    def survives(self, values):
        """Values that follow each other, encoded in any width: each comes back
        equal, and in its shortest encoding; so what was short is the same."""
        shortest = packing.pack_all(packing.parse_all(values))
        lines = self.expect("decode", stdin=values, out=None)
        self.assertEqual(lines.count(b"\n"), len(packing.parse_all(values)))
        self.expect("encode", stdin=lines, out=shortest)
        self.expect("decode", stdin=shortest, out=lines)

    def test_lines_of_json_are_the_same_when_they_come_back(self):
        packed = self.expect("encode", stdin=LINES, out=None)
        self.assertEqual(packed, b"\x01\x81\xa1a\x93\x01\xcb\x40" + b"\0" * 7 +
                         b"\xc0")
        self.expect("decode", stdin=packed, out=LINES)

    def test_every_framing_comes_back(self):
        for framing in FRAMINGS:
            with self.subTest(framing=framing):
                framed = self.expect("encode", "-F", framing, stdin=LINES,
                                     out=None)
                self.expect("decode", "-F", framing, stdin=framed, out=LINES)

    def test_every_encoding_of_kawanets_suite_survives(self):
        self.survives(b"".join(kawanet()))

    def test_mpacks_files_survive(self):
        suite.shared("mpack-messagepack/messagepack")
        for path in sorted(suite.DATA.glob("mpack-messagepack/*/*.mp")):
            with self.subTest(path=path.name):
                self.survives(path.read_bytes())

    def test_the_cases_of_msgpack_c_survive(self):
        for name in ("cases.mpac", "cases_compact.mpac"):
            with self.subTest(name=name):
                path = suite.shared(f"msgpack-c-cases/{name}")
                self.survives(path.read_bytes())

    def test_the_cases_of_msgpack_c_are_their_json(self):
        stream = suite.shared("msgpack-c-cases/cases.mpac").read_bytes()
        lines = self.expect("decode", stdin=stream, out=None)
        self.assertEqual([json.loads(line) for line in lines.splitlines()],
                         load("msgpack-c-cases/cases.json"))

    def test_what_neovim_says_survives(self):
        self.survives(b"".join(captured("none")))

    def test_what_tarantool_says_is_decoded_frame_by_frame(self):
        for data in captured("msgpack-int"):
            _, begin = packing.parse(data)
            lines = self.expect("decode", stdin=data[begin:], out=None)
            self.expect("decode", "-F", "msgpack-int", "--values", "2",
                        stdin=data, out=lines)
            self.expect("decode", "-F", "msgpack-int", "--values", "2",
                        "--hex", stdin=data.hex().encode(), out=lines)

    def test_what_tarantool_says_survives(self):
        """Its frames hold a header and a body: two values, told apart here."""
        for data in captured("msgpack-int"):
            _, begin = packing.parse(data)
            self.survives(data[begin:])

    def test_twitter_json_is_the_same_json(self):
        text = suite.shared("nativejson-benchmark/twitter.json").read_bytes()
        packed = self.expect("encode", stdin=text, out=None)
        self.survives(packed)
        line = self.expect("decode", stdin=packed, out=None)
        self.assertEqual(json.loads(line), json.loads(text))

    def test_numbers_of_the_roundtrip_files_stay_the_same(self):
        suite.shared("nativejson-benchmark/roundtrip")
        for path in suite.DATA.glob("nativejson-benchmark/roundtrip/*.json"):
            with self.subTest(path=path.name):
                text = path.read_bytes()
                packed = self.expect("encode", stdin=text, out=None)
                line = self.expect("decode", stdin=packed, out=None)
                self.assertEqual(json.loads(line), json.loads(text))

    def test_hostile_values_that_are_valid_survive(self):
        for row in hostile():
            if row["cls"] == "valid" and row["depth"] <= DEPTH_MAX:
                with self.subTest(name=row["name"]):
                    self.survives(bytes.fromhex(row["hex"]))

    def test_hostile_values_that_are_not_valid_are_refused(self):
        for row in hostile():
            if row["cls"] in ("truncated", "invalid") or \
                    row.get("depth", 0) > DEPTH_MAX:
                with self.subTest(name=row["name"]):
                    status, out, err = self.run_program(
                        "decode", stdin=bytes.fromhex(row["hex"]))
                    self.assertRegex(err, r"\Amsgwire: decode: stdin: value 1 "
                                          r"at byte \d+: [^\n]*[^.\n]\n\Z")
                    promise = "that a value may have" in err
                    self.assertEqual(status, 5 if promise else 6)
                    self.assertEqual(out, b"")

    def test_frames_are_parted_as_the_vectors_say(self):
        unfinished = ("partial", "only header", "lie")
        for row in load("framing-vectors/vectors.json"):
            with self.subTest(framing=row["framing"], name=row["name"]):
                lines, whole = 0, True
                for frame in row["frames"]:
                    whole = whole and is_one_value(bytes.fromhex(frame))
                    lines += whole
                status, out, err = self.run_program(
                    "decode", "-F", row["framing"], "--max-frame", "16Mi",
                    stdin=bytes.fromhex(row["hex"]))
                self.assertEqual(out.count(b"\n"), lines)
                if whole and row["then"] == "need-more" and \
                        not any(word in row["name"] for word in unfinished):
                    self.assertEqual((status, err), (0, ""))
                else:
                    self.assertIn(status, (5, 6))
                    self.assertRegex(err, r"\Amsgwire: decode: stdin: "
                                          r"(frame|value) \d+ at byte \d+: "
                                          r"[^\n]*[^.\n]\n\Z")

    def test_what_came_before_a_bad_value_is_written(self):
        self.expect("decode", stdin=b"\x01\x02\xc1\x03", status=6,
                    out=b"1\n2\n", err="value 3 at byte 2: ")
        self.expect("encode", stdin=b"1\n2\nnul\n3\n", status=6,
                    out=b"\x01\x02", err="line 3, column")

    def test_a_file_is_read_as_stdin_is(self):
        (self.folder / "lines").write_bytes(LINES)
        packed = self.expect("encode", "lines", cwd=self.folder, out=None)
        (self.folder / "packed").write_bytes(packed)
        self.expect("decode", "packed", cwd=self.folder, out=LINES)
        self.expect("decode", "-", stdin=packed, out=LINES)

    def test_int_string_keeps_integers_from_readers_that_round(self):
        packed = packing.pack([2**53, 2**53 + 1, -2**63, 2**64 - 1])
        lines = self.expect(
            "decode", "--int-string", stdin=packed,
            out=b'[9007199254740992,{"$int":"9007199254740993"},'
                b'{"$int":"-9223372036854775808"},'
                b'{"$int":"18446744073709551615"}]\n')
        self.expect("encode", stdin=lines, out=packed)


if __name__ == "__main__":
    suite.main()
