"""--in: values of stdin and of files in each form that people keep them in,
passed on with the bytes that they have; and what is wrong with each form."""
import threading

from support import packing, peers, suite
from support.programs import PATIENCE_S
from support.wire import frame

# Three values, none in its shortest encoding: what is passed on keeps it.
VALUES = (b"\xcd\x00\x01", b"\xdc\x00\x02\xd9\x01x\xcc\x05",
          b"\xdf\x00\x00\x00\x01\xda\x00\x01a\xc6\x00\x00\x00\x01\xff")
JSON = b'[1,\n"x"] 2.5\n\n{"a":null}'
JSON_VALUES = (b"\x92\x01\xa1x", b"\xcb\x40\x04\0\0\0\0\0\0", b"\x81\xa1a\xc0")


def spaced(values):
    """Hex text with white space in odd places, none of it between values."""
    text = b"".join(values).hex()
    return " \n".join(text[at:at + 3] for at in range(0, len(text), 3)).encode()


FORMS = (("json", JSON, JSON_VALUES),
         ("msgpack", b"".join(VALUES), VALUES),
         ("frames", b"".join(map(frame, VALUES)), VALUES),
         ("hex", spaced(VALUES), VALUES))

# Input, its good values, and the sentence about the next one.
FAULTS = (
    ("json", b"1\n2\n[3,}", 2,
     r'stdin: value 3: line 3, column 4: expected a value, got "}"'),
    ("json", b'1 "open', 1,
     r"stdin: value 2: line 1, column 8: expected .*, got the end"),
    ("msgpack", b"\x01\x02\x92\x03\xc1", 2,
     "stdin: value 3 at byte 2: byte 2: expected a value, got 0xc1"),
    ("msgpack", b"\x01\x92\x02", 1,
     "stdin: value 2 at byte 1: the input ends inside it, after 2 bytes"),
    ("frames", frame(b"\x01") + b"\0\0\0\0", 1,
     "stdin: frame 2 at byte 5: frame of 0 bytes"),
    ("frames", frame(b"\x01") + frame(b"\x92\x01"), 1,
     r"stdin: frame 2 at byte 5: byte \d: "),
    ("frames", frame(b"\x01") + b"\0\0", 1,
     "stdin: frame 2 at byte 5: the input ends inside it, after 2 bytes"),
    ("hex", b"01\n 02 9x", 2,
     "stdin: value 3 at line 2, column 6: expected a hex digit, not x"),
    ("hex", b"01\n 92 c1 00", 1,
     "stdin: value 2 at line 2, column 2: byte 1: expected a value, got 0xc1"),
    ("hex", b"01 9", 1,
     "stdin: value 2 at line 1, column 4: the input ends inside a byte"),
    ("hex", b"01 92", 1,
     "stdin: value 2 at line 1, column 4: the input ends inside it, after 1 b"),
)


class Receiver:
    """A peer that keeps what it is sent until the sender has finished."""

    def __init__(self):
        self.got = b""
        self.ended = threading.Event()
        self.url = peers.stream(self._take)

    def _take(self, conn):
        while chunk := conn.recv(65536):
            self.got += chunk
        self.ended.set()

    def all(self):
        assert self.ended.wait(PATIENCE_S), "the sender has not finished"
        return self.got


def notification(value):
    return frame(b"\x93\x02\xa1m\x91" + value)


class InputForms(suite.Case):
    def sends(self, *words, stdin, expected, status=0, err="^$"):
        peer = Receiver()
        self.expect(words[0], peer.url, *words[1:], stdin=stdin, status=status,
                    err=err)
        self.assertEqual(peer.all(), expected)

    def test_send_passes_each_form_on_byte_for_byte(self):
        for form, data, values in FORMS:
            with self.subTest(form=form):
                self.sends("send", "--in", form, stdin=data,
                           expected=b"".join(map(frame, values)))

    def test_notify_passes_each_form_on_byte_for_byte(self):
        for form, data, values in FORMS:
            with self.subTest(form=form):
                self.sends("notify", "m", "-", "--in", form, stdin=data,
                           expected=b"".join(map(notification, values)))

    def test_call_asks_once_for_each_value_of_each_form(self):
        server = self.serve()
        for url in (server.url("tcp"), server.url("udp")):
            for form, data, values in FORMS:
                with self.subTest(form=form, url=url):
                    self.expect("call", url, "echo", "-", "--in", form,
                                "-o", "msgpack", stdin=data,
                                out=b"".join(b"\x91" + v for v in values))

    def test_frames_are_parted_by_the_framing_that_is_chosen(self):
        framed = self.expect("encode", "--in", "msgpack", "-F", "varint",
                             stdin=b"".join(VALUES), out=None)
        self.sends("send", "--in", "frames", "-F", "varint", stdin=framed,
                   expected=framed)

    def test_the_value_in_a_file_has_the_form_too(self):
        value = VALUES[1]
        for form, data in (("msgpack", value), ("frames", frame(value)),
                           ("hex", spaced([value]))):
            with self.subTest(form=form):
                name = self.folder / form
                name.write_bytes(data)
                self.sends("send", f"@{name}", "--in", form, stdin=b"",
                           expected=frame(value))

    def test_encode_keeps_bytes_and_adds_frames(self):
        for form, data, values in FORMS:
            if form == "frames":
                continue
            with self.subTest(form=form):
                self.expect("encode", "--in", form, stdin=data,
                            out=b"".join(values))
                self.expect("encode", "--in", form, "-F", "u32be", stdin=data,
                            out=b"".join(map(frame, values)))

    def test_decode_takes_frames_off_and_keeps_bytes(self):
        framed = b"".join(map(frame, VALUES))
        self.expect("decode", "-F", "u32be", "-o", "msgpack", stdin=framed,
                    out=b"".join(VALUES))

    def test_decode_reads_hex_text_of_any_framing(self):
        lines = b'1\n["x",5]\n{"a":{"$bin":"/w=="}}\n'
        self.expect("decode", "--hex", stdin=spaced(VALUES), out=lines)
        self.expect("decode", "--hex", "-F", "u32be", out=lines,
                    stdin=spaced(list(map(frame, VALUES))))
        self.expect("decode", "--hex", stdin=b"01 zz", status=6, out=b"1\n",
                    err="value 2 at line 1, column 4: expected a hex digit")

    def test_decode_reads_a_dump_with_offsets(self):
        data = b"".join(map(frame, VALUES))
        dump = "".join(f"{at:08x}: {data[at:at + 16].hex()}  {'.' * 16}\n"
                       for at in range(0, len(data), 16)).encode()
        lines = b'1\n["x",5]\n{"a":{"$bin":"/w=="}}\n'
        for text in (dump, dump.rstrip(b"\n")):
            self.expect("decode", "--hex", "-F", "u32be", stdin=text, out=lines)
        self.expect("decode", "--hex", status=6, out=b"1\n",
                    stdin=b"0000: 01 92 03  ...\n",
                    err="value 2 at byte 1: the input ends inside it, after 2")
        self.expect("decode", "--hex", status=6, out=b"1\n",
                    stdin=b"0000: 01  .\n0009: 02  .\n",
                    err="value 2 at byte 1: line 2: expected offset 1, got 9")

    def test_what_came_before_a_fault_is_sent_and_the_fault_told(self):
        for form, data, good, sentence in FAULTS:
            with self.subTest(form=form, data=data):
                self.sends("send", "--in", form, stdin=data, status=6,
                           expected=b"".join(frame(bytes([n + 1]))
                                             for n in range(good)),
                           err=rf"\Amsgwire: send tcp://[^ ]*: {sentence}")

    def test_call_answers_what_came_before_a_fault(self):
        server = self.serve()
        for form, data, good, sentence in FAULTS:
            with self.subTest(form=form, data=data):
                self.expect("call", server.url("tcp"), "echo", "-", "--in",
                            form, stdin=data, status=6, err=sentence,
                            out=b"".join(b"[%d]\n" % (n + 1)
                                         for n in range(good)))

    def test_encode_tells_the_same_faults(self):
        for form, data, good, sentence in FAULTS:
            if form == "frames":
                continue
            with self.subTest(form=form, data=data):
                self.expect("encode", "--in", form, stdin=data, status=6,
                            err=rf"\Amsgwire: encode: {sentence}",
                            out=bytes(range(1, good + 1)))

    def test_a_file_is_named_in_place_of_stdin(self):
        name = self.folder / "bad.json"
        name.write_bytes(b"1\n}")
        self.expect("encode", str(name), status=6, out=b"\x01",
                    err=rf"\Amsgwire: encode {name}: value 2: line 2, column 1")

    def test_a_value_is_sent_before_the_next_one_has_come(self):
        """A pipe that stays open: nothing waits for the input's end."""
        for form, value in (("json", b"1\n"), ("msgpack", b"\x01"),
                            ("frames", frame(b"\x01")), ("hex", b"01")):
            with self.subTest(form=form):
                client = self.start("call", self.serve().url("tcp"), "echo",
                                    "-", "--in", form)
                for _ in range(3):
                    client.stdin.write(value)
                    self.assertEqual(client.stdout.readline(), b"[1]\n")
                client.stdin.close()
                self.assertEqual(client.wait(PATIENCE_S), 0)

    def test_a_value_may_come_in_any_pieces(self):
        value = packing.pack(["x" * 300, {"a": [1, 2, 3]}])
        for form, data in (("msgpack", value), ("frames", frame(value)),
                           ("hex", value.hex().encode())):
            with self.subTest(form=form):
                client = self.start("call", self.serve().url("tcp"), "echo",
                                    "-", "--in", form, "-o", "msgpack")
                for at in range(0, len(data), 7):
                    client.stdin.write(data[at:at + 7])
                self.assertEqual(client.stdout.read(1 + len(value)),
                                 b"\x91" + value)
                client.stdin.close()
                self.assertEqual(client.wait(PATIENCE_S), 0)

    def test_a_value_longer_than_the_limit_is_refused(self):
        """Where its length is promised, before the rest has come."""
        long = packing.pack("x" * 3000)
        for form, data in (("msgpack", long[:50]), ("frames", frame(long)[:50]),
                           ("hex", long[:50].hex().encode()),
                           ("json", b'"' + b"x" * 3000 + b'"')):
            with self.subTest(form=form):
                self.expect("send", Receiver().url, "--in", form,
                            "--max-frame", "2k", status=5, stdin=data,
                            err="stdin: (value|frame) 1")

    def test_a_form_that_is_none_is_a_usage_error(self):
        self.expect("send", "tcp://127.0.0.1:1", "--in", "xml", status=2,
                    err="--in xml: expected json, msgpack, hex or frames")


if __name__ == "__main__":
    suite.main()
