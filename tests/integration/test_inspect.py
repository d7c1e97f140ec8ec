"""inspect: every byte is shown, and a fault is pointed at."""
import re
import shutil
import subprocess
import threading
import unittest

from support import packing, programs, suite
from support.wire import frame
import test_codec as codec
import test_hostile as hostile

REQUEST = b"\x94\x00\x07\xa5upper\x91\xa5hello"
CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]")
ROW = re.compile(r"[0-9a-f]{4,} ")
FLAT_KIB = 8 << 10
FAULT = re.compile(r"\Amsgwire: inspect: byte (\d+): [^\n]*[^.\n]\n\Z")


class Case(suite.Case):
    def inspect(self, data, *options, status=0):
        """Returns what was shown, and where the fault is."""
        ended, out, err = self.run_program("inspect", *options, stdin=data)
        self.assertEqual(ended, status, err)
        self.assertIsNone(CONTROL.search(out))
        if status == 0:
            self.assertEqual(err, "")
            return out.decode(), None
        self.assertRegex(err, FAULT)
        return out.decode(), int(FAULT.match(err).group(1))


class Values(Case):
    def test_a_request_is_named_with_all_its_parts(self):
        shown, _ = self.inspect(frame(REQUEST), "-F", "u32be")
        self.assertEqual(shown, """\
0000  00 00 00 10           frame u32be  16
0004  94                    fixarray      4  $              request #7 upper
0005  00                    positive fixint  $[0]           0  type
0006  07                    positive fixint  $[1]           7  msgid
0007  a5 75 70 70 65 72     fixstr        5  $[2]           "upper"  method
000d  91                    fixarray      1  $[3]           params
000e  a5 68 65 6c 6c 6f     fixstr        5  $[3][0]        "hello"
""")

    def test_a_fault_is_pointed_at_with_what_was_expected(self):
        shown, byte = self.inspect(b"\x92\x01\xc1", status=6)
        self.assertEqual(byte, 2)
        self.assertTrue(shown.endswith(
            "      ^ expected a value, got 0xc1, which msgpack never uses\n"))

    def test_values_of_one_frame_have_their_index(self):
        shown, _ = self.inspect(b"\x02\x90\xc0\x01\xc3", "-F", "varint",
                                "--values", "2")
        self.assertEqual(re.findall(r"\$\d\b", shown), ["$0", "$1", "$0"])
        _, byte = self.inspect(b"\x03\x90\xc0\xc3", "-F", "varint",
                               "--values", "2", status=6)
        self.assertEqual(byte, 3)

    def test_a_preamble_is_shown_and_passed(self):
        shown, _ = self.inspect(b"Tarantool" + frame(b"\xc0"), "-F", "u32be",
                                "--preamble", "9")
        self.assertTrue(shown.startswith("0000  54 61 "))
        self.assertIn(" preamble      9 ", shown)
        self.assertIn("\n0009  00 00 00 01           frame u32be   1\n", shown)

    def test_nothing_is_nothing(self):
        self.assertEqual(self.inspect(b""), ("", None))
        self.assertEqual(self.inspect(b"", "--hex"), ("", None))

    def test_a_file_and_stdin_are_the_same(self):
        path = self.folder / "message"
        path.write_bytes(REQUEST)
        self.expect("inspect", path, out=self.inspect(REQUEST)[0].encode())


class Faults(Case):
    """The shared data: no crash, and the verdict that decode gives."""

    def agrees(self, data, *options):
        decoded, _, _ = self.run_program("decode", *options, stdin=data)
        status, out, err = self.run_program("inspect", *options, stdin=data)
        self.assertIsNone(CONTROL.search(out))
        self.assertEqual(status, decoded, err)
        if status:
            self.assertRegex(err, FAULT)
            self.assertIn(b"^ ", out)
        return status, out

    def test_hostile_vectors(self):
        for name, body, _, _ in hostile.vectors():
            with self.subTest(name=name):
                self.agrees(body)

    def test_framing_vectors(self):
        for row in codec.load("framing-vectors/vectors.json"):
            with self.subTest(framing=row["framing"], name=row["name"]):
                data = bytes.fromhex(row["hex"])
                decoded, lines, _ = self.run_program(
                    "decode", "-F", row["framing"], stdin=data)
                status, out, _ = self.run_program(
                    "inspect", "-F", row["framing"], stdin=data)
                self.assertEqual(status, decoded)
                if row["framing"] != "none":
                    self.assertGreaterEqual(out.count(b" frame "),
                                            lines.count(b"\n"))

    def test_captures(self):
        for row in codec.load("peer-captures/captures.json"):
            if row["framing"] not in codec.FRAMINGS:
                continue  # a greeting in plain text
            with self.subTest(hex=row["hex"][:40]):
                self.agrees(bytes.fromhex(row["hex"]), "-F", row["framing"])

    def test_frames_of_tarantool_hold_two_values(self):
        seen = 0
        for row in codec.load("peer-captures/captures.json"):
            if row["framing"] == "msgpack-int":
                data = bytes.fromhex(row["hex"])
                status, out = self.agrees(data, "-F", row["framing"],
                                          "--values", "2")
                self.assertEqual(status, 0)
                self.assertIn(b" $0 ", out)
                seen += b" $1" in out
        self.assertGreater(seen, 0)

    def test_valid_suites_have_no_fault(self):
        status, shown = self.agrees(b"".join(codec.kawanet()))
        self.assertEqual(status, 0)
        self.assertGreater(shown.count(b"\n"), 200)


class Lengths(Case):
    def feeds(self, pieces, *options):
        """Runs inspect on the pieces, in flat memory. Returns its lines."""
        process = self.start("inspect", *options)
        shown = []
        reader = threading.Thread(
            target=lambda: shown.append(process.stdout.read()))
        reader.start()
        for piece in pieces:
            process.stdin.write(piece)
        if not programs.sanitized():
            self.assertLess(programs.memory_kib(process.pid, "VmHWM"),
                            FLAT_KIB)
        process.stdin.close()
        reader.join()
        self.assertEqual(process.wait(suite.PATIENCE_S), 0)
        return shown[0].count(b"\n")

    def test_a_long_stream_of_frames_is_shown_in_flat_memory(self):
        pieces = [frame(b"\xc0") * 500] * 100
        self.assertEqual(self.feeds(pieces, "-F", "u32be"), 3 * 50000 - 1)

    def test_a_value_longer_than_memory_may_be_is_one_row(self):
        mebibyte = bytes(1 << 20)
        self.assertEqual(
            self.feeds([b"\xc6\x0c\x80\0\0", *[mebibyte] * 200]), 1)

    def test_a_long_value_that_ends_early_is_pointed_at(self):
        data = b"\xc6\x00\x10\x00\x00" + bytes(1 << 19)
        shown, byte = self.inspect(data, status=6)
        self.assertEqual(byte, len(data))
        self.assertIn("expected 524288 more bytes of this bin 32", shown)

    def test_what_has_come_is_shown_before_more_does(self):
        process = self.start("inspect", "-F", "u32be")
        process.stdin.write(frame(REQUEST))
        shown = b""
        while shown.count(b"\n") < 7:
            shown += process.stdout.read(1 << 12)
        self.assertIn(b'"hello"', shown)
        process.stdin.close()
        self.assertEqual(process.wait(suite.PATIENCE_S), 0)


class HexText(Case):
    def test_hex_text_may_have_any_white_space(self):
        text = REQUEST.hex(" ").encode().replace(b" 91", b"\n91")
        self.assertEqual(self.inspect(text, "--hex"), self.inspect(REQUEST))

    def test_what_is_no_hex_is_told_with_its_place(self):
        self.expect("inspect", "--hex", stdin=b"93 01\nzz", status=6, out=None,
                    err="line 2, column 1: expected a hex digit, not z")

    def test_dumps_of_other_tools_are_read(self):
        for words in (("xxd",), ("xxd", "-g", "1"), ("xxd", "-c", "7"),
                      ("hexdump", "-C")):
            with self.subTest(tool=words):
                if not shutil.which(words[0]):
                    raise unittest.SkipTest(f"no {words[0]}")
                data = packing.pack(["two lines of a dump", 1, 2, 3, None])
                text = subprocess.run(words, input=data, check=True,
                                      stdout=subprocess.PIPE).stdout
                self.assertEqual(self.inspect(text, "--hex"),
                                 self.inspect(data))

    def test_a_dump_with_a_missing_line_is_refused(self):
        self.expect("inspect", "--hex", status=6, out=None,
                    stdin=b"00000000: c0c0  ..\n00000003: c0  .\n",
                    err="line 2: expected offset 2, got 3")

    def test_bytes_before_the_fault_are_shown(self):
        ended, out, _ = self.run_program("inspect", "--hex", stdin=b"c0 zz")
        self.assertEqual(ended, 6)
        self.assertRegex(out.decode(), ROW)


if __name__ == "__main__":
    suite.main()
