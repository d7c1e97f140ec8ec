"""Envelopes: what is known of a message stands around it, and what was printed
so can be sent again, byte for byte."""
import json
import queue
import threading
import time

from support import packing, peers, suite
from support.wire import frame

# Written wider than needed, deep, binary, beyond what JSON itself can say.
MESSAGES = [bytes.fromhex(text) for text in (
    "9400cd000ba470696e6790", "9302a16190", "cc07", "c0",
    "dd00000001db00000001ff", "de0001c700051a", "82a161c4020001a1617f",
    "cb7ff8000000000001", "ca3fc00000", "d7ff00000004600000ff", "d3" + "ff" * 8,
    "81a3726177c0", "81a76d65737361676501")]


def came_at(told):
    """Its time as text that sorts: seconds, then all nine decimals."""
    seconds, _, decimals = told["time"]["$ts"].rstrip("Z").partition(".")
    return seconds, decimals.ljust(9, "0")


class Recorder:
    """A peer that keeps the bodies that come."""

    def __init__(self):
        self.bodies = queue.Queue()

    def stream(self, conn):
        for whole in peers.bodies(conn):
            for body in whole:
                self.bodies.put(body)

    def datagram(self, body):
        self.bodies.put(body)
        return []

    def expect(self, case, bodies):
        for body in bodies:
            case.assertEqual(self.bodies.get(timeout=suite.PATIENCE_S), body)
        case.assertTrue(self.bodies.empty())


def telling(conn):
    conn.recv(65536)
    conn.sendall(b"".join(map(frame, MESSAGES)))
    peers.silent(conn)


class Out(suite.Case):
    def test_what_is_known_stands_around_each_answer(self):
        server = self.serve(listen=("tcp://127.0.0.1:0", "udp://127.0.0.1:0",
                                    self.unix()))
        for url in server.urls:
            with self.subTest(url=url):
                began = time.time()
                out = self.expect("call", url, "echo", "-", "--envelope",
                                  stdin=b"7 8", out=None)
                for seq, line in enumerate(out.splitlines(), 1):
                    told = json.loads(line)
                    scheme = url.partition(":")[0]
                    rtt = told.pop("rtt")
                    self.assertGreater(rtt, 0)
                    self.assertLess(rtt, time.time() - began)
                    self.assertRegex(told.pop("time")["$ts"], "^20[0-9-]+T")
                    if scheme != "unix":
                        self.assertRegex(told.pop("local"), f"^{scheme}://127")
                    told.pop("local", None)
                    self.assertEqual(told, {
                        "peer": url, "transport": scheme, "bytes": 6,
                        "seq": seq, "message": [1, seq - 1, None, [6 + seq]]})

    def test_an_error_answer_is_printed_too_and_told(self):
        url = self.serve().url("tcp")
        out = self.expect("call", url, "upper", "-", "--envelope", status=8,
                          stdin=b'"a" 1 "b"', out=None, err="value 2: the peer")
        told = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([one["seq"] for one in told], [1, 2, 3])
        self.assertEqual(told[1]["message"][2]["code"], -32602)

    def test_an_answer_that_waits_for_another_keeps_its_time(self):
        def backwards(conn):
            came = []
            for whole in peers.bodies(conn):
                came += whole
                if len(came) == 2:
                    break
            first, second = came
            conn.sendall(frame(peers.echo(second)))
            threading.Event().wait(0.2)
            conn.sendall(frame(peers.echo(first)))
            peers.silent(conn)

        out = self.expect("call", peers.stream(backwards), "m", "-",
                          "--envelope", stdin=b"1 2", out=None)
        late, early = [json.loads(line) for line in out.splitlines()]
        self.assertLess(came_at(early), came_at(late))
        self.assertGreater(late["rtt"], 0.2)
        self.assertLess(early["rtt"], late["rtt"])

    def test_raw_output_is_the_message_itself(self):
        url = peers.stream(telling)
        out = self.expect("send", url, '{"message":1}', "--reply", "--envelope",
                          f"--count={len(MESSAGES)}", "-o", "raw", out=None)
        self.assertEqual(out, b"".join(MESSAGES))


class Again(suite.Case):
    def envelopes(self, *options):
        """The messages, printed as envelopes."""
        out = self.expect("send", peers.stream(telling), '{"message":1}',
                          "--reply", "--envelope", f"--count={len(MESSAGES)}",
                          *options, out=None)
        return out

    def test_what_was_printed_is_sent_again_byte_for_byte(self):
        for way in ("stream", "datagram"):
            for options, form in (((), ()), (("-o", "pretty"), ()),
                                  (("--int-string",), ()),
                                  (("-o", "msgpack"), ("--in", "msgpack"))):
                with self.subTest(way=way, options=options):
                    recorder = Recorder()
                    url = getattr(peers, way)(getattr(recorder, way))
                    self.expect("send", url, "--envelope", *form,
                                stdin=self.envelopes(*options))
                    recorder.expect(self, MESSAGES)

    def test_words_are_envelopes_too(self):
        recorder = Recorder()
        url = peers.stream(recorder.stream)
        self.expect("send", url, "--envelope", '{"message":[1]}',
                    'message:=2', '{"raw":{"$hex":"cc07"},"message":7}')
        recorder.expect(self, [b"\x91\x01", b"\x02", b"\xcc\x07"])

    def test_what_was_asked_is_known_by_its_answer(self):
        url = self.serve().url("tcp")
        out = self.expect("call", url, "echo", "1", "--envelope", out=None)
        recorder = Recorder()
        again = peers.stream(recorder.stream)
        self.expect("send", again, "--envelope", stdin=out)
        recorder.expect(self, [packing.pack([1, 0, None, [1]])])

    def test_what_is_no_envelope_is_6_after_what_was_good(self):
        for bad, why in ((b"7", "expected an envelope, .* got a value of type"),
                         (b'{"a":1}', 'expected the key "message"'),
                         (b'{"raw":"x"}', "raw is of type str, expected bin"),
                         (b'{"raw":{"$hex":"92"}}', "raw is not one msgpack")):
            with self.subTest(bad=bad):
                recorder = Recorder()
                url = peers.stream(recorder.stream)
                self.expect("send", url, "--envelope", status=6,
                            stdin=b'{"message":1}\n' + bad + b'{"message":2}',
                            err=f"value 2: .*{why}")
                recorder.expect(self, [b"\x01"])


if __name__ == "__main__":
    suite.main()
