"""Bad input at the server: told, bounded, and no harm to anyone else."""
import itertools
import json
import random
import re
import struct

from support import packing, programs, suite, wire

DEPTH_MAX = 128
DATAGRAM_MAX = 65507


def vectors():
    """Yields (name, body, class, depth) of the hostile vectors."""
    path = suite.shared("hostile-vectors/vectors.json")
    for row in json.loads(path.read_text(encoding="utf-8")):
        parts = re.findall(r"'([0-9a-f]*)'(?:\*(\d+))?",
                           row.get("gen") or f"'{row['hex']}'")
        body = b"".join(bytes.fromhex(text) * int(count or 1)
                        for text, count in parts)
        yield row["name"], body, row["cls"], row.get("depth", 0)


def is_request(body):
    return body.startswith(b"\x94\x00")


def expected_code(body, kind, depth):
    if kind != "valid" or depth > DEPTH_MAX:
        return wire.PARSE_ERROR
    return wire.METHOD_NOT_FOUND if is_request(body) else wire.INVALID_REQUEST


class Hostile(suite.Case):
    def serve_streams(self, *options):
        return self.serve(*options, listen=("tcp://127.0.0.1:0", self.unix()))

    def still_serves(self, url):
        with wire.dial(url) as innocent:
            self.assertEqual(innocent.call("echo", "still here"),
                             (None, ["still here"]))

    def test_each_bad_body_gets_its_error_and_the_stream_goes_on(self):
        for url in self.serve_streams().urls:
            with wire.Stream(url) as peer:
                for name, body, kind, depth in vectors():
                    if not body:
                        continue  # no frame has an empty body: see below
                    with self.subTest(url=url, name=name):
                        peer.send(wire.frame(body))
                        self.assertEqual(wire.code(peer.message()),
                                         expected_code(body, kind, depth))
                        self.assertEqual(peer.call("echo", 1), (None, [1]))

    def test_bad_datagrams_are_counted_and_never_answered(self):
        server = self.serve()
        bad = 0
        with wire.Datagrams(server.url("udp")) as peer:
            for name, body, kind, depth in vectors():
                if len(body) > DATAGRAM_MAX:
                    continue
                with self.subTest(name=name):
                    peer.send(body)
                    if kind != "valid" or depth > DEPTH_MAX:
                        bad += 1
                    elif is_request(body):
                        self.assertEqual(wire.code(peer.message()),
                                         wire.METHOD_NOT_FOUND)
                    self.assertEqual(peer.call("echo", 1, msgid=77),
                                     (None, [1]))
        with wire.Stream(server.url("tcp")) as peer:
            _, stats = peer.call("stats")
        self.assertEqual(dict(stats)["datagrams_bad"], bad)

    def test_messages_of_no_shape_are_told_and_tied_where_they_can_be(self):
        tied = ([0, 7], [0, 7, "m"], [0, 7, "m", {}], [0, 7, "m", [], 1],
                [0, 7, "", []], [0, 7, "x" * 256, []], [0, 7, 5, []],
                [0, 7, "\udcff", []], [0, 7, b"", []])
        untied = (None, 1, "text", {}, [], [0], [0, -1, "m", []],
                  [0, 2**32, "m", []], [0, 1.0, "m", []], [0, "7", "m", []],
                  [3, 7, "m", []], ["0", 7, "m", []], [2, "m"], [2, "m", 1],
                  [1, 7, None], [2, "m", [], 1], [0.0, 7, "m", []])
        for url in self.serve_streams().urls:
            with wire.Stream(url) as peer:
                for value in itertools.chain(tied, untied):
                    with self.subTest(url=url, value=value):
                        peer.send(wire.frame(packing.pack(value)))
                        answer = peer.message()
                        self.assertEqual(wire.code(answer),
                                         wire.INVALID_REQUEST)
                        if value in tied:
                            self.assertEqual(answer[:2], [1, 7])
                        else:
                            self.assertEqual(answer[:2], [2, "error"])
                self.assertEqual(peer.call("ping"), (None, []))

    def test_responses_and_notifications_are_never_answered(self):
        quiet = ([1, 7, None, 1], [1, 7, {"code": -1, "message": "x"}, None],
                 [2, "no such method", []], [2, "upper", [1]],
                 [2, "error", [{"code": 1, "message": "x"}]])
        server = self.serve(listen=(*programs.LOOPBACK, self.unix()))
        for url in server.urls:
            with self.subTest(url=url), wire.dial(url) as peer:
                for value in quiet:
                    body = packing.pack(value)
                    peer.send(body if url.startswith("udp:")
                              else wire.frame(body))
                self.assertEqual(peer.call("echo", 1), (None, [1]))

    def test_the_stream_ends_after_max_bad_bodies_in_a_row(self):
        for url in self.serve_streams("--max-bad", "4").urls:
            with self.subTest(url=url), wire.Stream(url) as peer:
                for _ in range(3):  # a good one between: not in a row
                    peer.send(wire.frame(b"\xc1") * 3)
                    codes = [wire.code(peer.message()) for _ in range(3)]
                    self.assertEqual(codes, [wire.PARSE_ERROR] * 3)
                    self.assertEqual(peer.call("ping"), (None, []))
                peer.send(wire.frame(b"\xc1") * 10)
                codes = {wire.code(message) for message in peer.messages()}
                self.assertEqual(codes, {wire.PARSE_ERROR})
            self.still_serves(url)

    def test_answers_due_come_before_the_end_of_a_broken_stream(self):
        ends = ((b"\0\0\0\0", wire.PARSE_ERROR),
                (struct.pack(">I", (16 << 20) + 1), wire.FRAME_TOO_LARGE),
                (b"\xff\xff\xff\xff", wire.FRAME_TOO_LARGE),
                (b"GET / HTTP/1.1\r\n\r\n", wire.FRAME_TOO_LARGE))
        for url in self.serve_streams().urls:
            for end, code in ends:
                with self.subTest(url=url, end=end), wire.Stream(url) as peer:
                    peer.send(b"".join(wire.framed_request(n, "echo", [n])
                                       for n in range(100)) + end)
                    *answers, last = peer.messages()
                    self.assertEqual(answers,
                                     [[1, n, None, [n]] for n in range(100)])
                    self.assertEqual(wire.code(last), code)
            self.still_serves(url)

    def test_half_a_frame_and_silence_are_not_waited_for(self):
        server = self.serve_streams("--frame-timeout", "200ms")
        whole = wire.framed_request(1, "echo", ["x" * 100])
        for url in server.urls:
            for cut in (1, 3, 4, 5, 60, len(whole) - 1):
                with self.subTest(url=url, cut=cut), wire.Stream(url) as peer:
                    peer.send(whole[:cut])
                    self.still_serves(url)
                    (last,) = peer.messages()
                    self.assertEqual(wire.code(last), wire.TIMED_OUT)

    def test_a_stream_cut_anywhere_harms_no_one(self):
        server = self.serve_streams()
        whole = wire.framed_request(1, "echo", ["x" * 100])
        for url in server.urls:
            for cut in range(1, len(whole)):
                with wire.Stream(url) as peer:
                    peer.send(whole[:cut])
            self.still_serves(url)

    def test_garbage_harms_no_one(self):
        chance = random.Random(1)
        for url in self.serve_streams().urls:
            for _ in range(100):
                with wire.Stream(url) as peer:
                    peer.send(chance.randbytes(chance.randrange(1, 3000)))
                    garbage = wire.frame(chance.randbytes(50))
                    try:
                        peer.send(garbage * 20)
                    except OSError:
                        pass  # it has ended already, as it may
            self.still_serves(url)

    @suite.needs_plain_build
    def test_memory_follows_the_bytes_that_came_not_those_announced(self):
        server = self.serve_streams()
        before = programs.memory_kib(server.pid)
        reserved = programs.memory_kib(server.pid, "VmPeak")
        peers = [wire.Stream(server.urls[0]) for _ in range(200)]
        for peer in peers:
            peer.send(struct.pack(">I", 16 << 20) + b"\xdd\x00\xff\xff\xff" +
                      b"x" * 1000)
        self.still_serves(server.urls[0])
        for lie in (b"\xdd\xff\xff\xff\xff", b"\xdf\x7f\xff\xff\xff",
                    b"\xdb\xff\xff\xff\xff", b"\xdd\x08\x00\x00\x00" * 31):
            with wire.Stream(server.urls[0]) as peer:
                peer.send(wire.frame(lie))
                self.assertEqual(wire.code(peer.message()), wire.PARSE_ERROR)
        after = programs.memory_kib(server.pid)
        self.assertLess(after - before, 200 * 64)
        self.assertLess(programs.memory_kib(server.pid, "VmPeak") - reserved,
                        256 << 10)
        for peer in peers:
            peer.socket.close()

    @suite.needs_plain_build
    def test_a_message_of_millions_of_values_costs_twice_its_bytes(self):
        server = self.serve_streams()
        before = programs.memory_kib(server.pid)
        count = 12 << 20
        params = b"\xdd" + struct.pack(">I", count) + b"\xc0" * count
        body = b"\x94\x00\x01\xa4echo" + params
        with wire.Stream(server.urls[0]) as peer:
            peer.send(wire.frame(body))
            self.assertEqual(peer.body(), b"\x94\x01\x01\xc0" + params)
        peak = programs.memory_kib(server.pid, "VmHWM")
        self.assertLess(peak - before, 4 * len(body) >> 10)


if __name__ == "__main__":
    suite.main()
