"""What an example server keeps: the contract, as far as its size allows."""
import json
import struct

import carried
import examples
from clients import send_in_pieces
from support import packing, suite, wire
from support.wire import framed_request, request

LIMIT = 16 << 20


class Server(suite.Case):
    @classmethod
    def setUpClass(cls):
        cls.tcp, cls.udp = (cls.one(scheme) for scheme in ("tcp", "udp"))
        cls.losses = set(carried.losses())

    @classmethod
    def one(cls, scheme):
        server = examples.Server(scheme)
        cls.addClassCleanup(server.end)
        return server

    def connect(self):
        stream = wire.Stream(self.tcp.url)
        self.addCleanup(stream.socket.close)
        return stream

    def dial(self):
        datagrams = wire.Datagrams(self.udp.url)
        self.addCleanup(datagrams.socket.close)
        return datagrams

    def test_msgwire_calls_it_over_tcp_and_udp(self):
        for server in (self.tcp, self.udp):
            with self.subTest(url=server.url):
                self.expect("call", server.url, "echo", "hello", "[1,true]",
                            out=b'["hello",[1,true]]\n')
                self.expect("wait", server.url, "--timeout", "5s", out=None)
                self.expect("call", server.url, "nosuch", status=8,
                            err=r"nosuch.* \(-32601\)")

    def test_many_calls_at_once_are_answered(self):
        numbers = range(1000)
        self.expect("call", self.tcp.url, "echo", "-",
                    stdin=b"".join(b"%d\n" % n for n in numbers),
                    out=b"".join(b"[%d]\n" % n for n in numbers))

    def test_frames_in_pieces_and_together(self):
        stream = self.connect()
        whole = framed_request(1, "echo", ["x" * 3000])
        send_in_pieces(stream.socket, whole[:2], whole[2:7], whole[7:])
        self.assertEqual(stream.message(), [1, 1, None, ["x" * 3000]])
        stream.send(framed_request(2, "echo", [2]) +
                    framed_request(3, "echo", [3]))
        self.assertEqual([stream.message(), stream.message()],
                         [[1, 2, None, [2]], [1, 3, None, [3]]])

    def test_a_client_that_is_slow_keeps_no_other_waiting(self):
        slow, other = self.connect(), self.connect()
        send_in_pieces(slow.socket, framed_request(1, "echo", ["late"])[:9])
        self.assertEqual(other.call("echo", "soon"), (None, ["soon"]))
        slow.send(framed_request(1, "echo", ["late"])[9:])
        self.assertEqual(slow.message(), [1, 1, None, ["late"]])

    def test_a_half_closed_stream_gets_all_its_answers(self):
        stream = self.connect()
        stream.send(b"".join(framed_request(n, "echo", [n])
                             for n in range(100)))
        stream.finish()
        self.assertEqual([message[1] for message in stream.messages()],
                         list(range(100)))

    def test_a_stream_that_ends_inside_a_frame_harms_no_one(self):
        stream = self.connect()
        stream.send(framed_request(1, "echo", [1]) + b"\0\0\0\x09\x94")
        stream.finish()
        answers = list(stream.messages())  # it may say something to that
        if examples.language not in examples.ONLOOKERS:
            self.assertEqual(answers[0], [1, 1, None, [1]])
        self.assertEqual(self.connect().call("ping"), (None, []))

    def test_a_length_that_can_not_be_is_told_and_ends_the_stream(self):
        for size, code in ((0, wire.PARSE_ERROR),
                           (LIMIT + 1, wire.FRAME_TOO_LARGE),
                           (0xffffffff, wire.FRAME_TOO_LARGE)):
            with self.subTest(size=size):
                stream = self.connect()
                stream.send(framed_request(1, "ping") +
                            struct.pack(">I", size) + b"x" * 100000)
                *answers, last = stream.messages()
                self.assertEqual(wire.code(last), code)
                if examples.language not in examples.ONLOOKERS:
                    self.assertEqual(answers, [[1, 1, None, []]])

    def test_the_longest_frame_is_echoed(self):
        """But for sed, which reads a line byte by byte."""
        slow = examples.language == "shell"
        text = "x" * ((1 << 20 if slow else LIMIT) - 64)
        self.assertEqual(self.connect().call("echo", text), (None, [text]))

    def test_what_is_no_value_is_told_and_the_stream_goes_on(self):
        stream = self.connect()
        for name, body, fault, *_ in carried.rows("bad.txt"):
            if body == "-":
                continue  # a frame of 0 bytes
            with self.subTest(bytes=name):
                answer = self.answer_to(stream, bytes.fromhex(body))
                if answer is None and examples.language in examples.ONLOOKERS:
                    continue
                deeper = fault == "deep" and \
                    examples.language in examples.DEEPER
                self.assertIn(wire.code(answer), (
                    wire.PARSE_ERROR, wire.INVALID_REQUEST if deeper else 0))

    def answer_to(self, stream, body):
        """What is said before the answer to a ping; None if nothing is."""
        stream.send(wire.frame(body) + framed_request(1000, "ping"))
        answer = stream.message()
        if answer == [1, 1000, None, []]:
            return None
        self.assertEqual(stream.message(), [1, 1000, None, []])
        return answer

    def test_nesting_without_end_harms_no_other_client(self):
        other, hostile = self.connect(), self.connect()
        for levels in (b"\x91" * (4 << 20), b"\x81" * (1 << 20)):
            hostile.send(wire.frame(levels))
        hostile.finish()
        list(hostile.messages())
        self.assertEqual(other.call("ping"), (None, []))
        self.assertEqual(self.connect().call("ping"), (None, []))

    def test_each_message_is_known_for_what_it_is(self):
        stream = self.connect()
        for name, body, shape, msgid, method, *_ in \
                carried.rows("messages.txt"):
            with self.subTest(message=name):
                body = bytes.fromhex(body)
                answer = self.answer_to(stream, body)
                if self.losses & carried.kinds_of(packing.parse_one(body)):
                    continue  # it can't tell this message from others
                told = None if answer is None else \
                    (answer[:2], wire.code(answer))
                if shape == "refused" and \
                        examples.language in examples.ONLOOKERS:
                    self.assertIsNone(told)
                else:
                    self.assertEqual(told, expected(shape, msgid, method))

    def test_datagrams_that_ask_for_nothing_get_nothing(self):
        datagrams = self.dial()
        for body in (b"", b"\xc1", b"\x94\x00", request(1, "echo") + b"\xc0",
                     b"\xc0", b"\x91\x00", packing.pack([0, 1, "m"]),
                     packing.pack([1, 1, None, 5]),
                     packing.pack([2, "nosuch", [1]])):
            datagrams.send(body)
        self.assertEqual(datagrams.call("echo", "first", msgid=9),
                         (None, ["first"]))

    def test_no_datagram_is_answered_by_twice_its_bytes(self):
        datagrams = self.dial()
        for name in ("x", "\x01" * 255, "ÿ" * 100, "m" * 64):
            asked = request(1, name)
            datagrams.send(asked)
            answer = datagrams.socket.recv(65536)
            self.assertEqual(wire.code(packing.parse_one(answer)),
                             wire.METHOD_NOT_FOUND)
            self.assertLessEqual(28 + len(answer), 2 * (28 + len(asked)))


    def test_conform_finds_nothing_but_what_is_told(self):
        ours = self.serve()
        for server in (self.tcp, self.udp):
            scheme = server.url.partition(":")[0]
            rules = self.rules(ours.url(scheme, "127.0.0.1"))
            self.assertGreater(len(rules), 10)
            for rule in rules - self.told():
                with self.subTest(url=server.url, rule=rule):
                    self.expect("conform", server.url, "--only", rule,
                                out=None, err=" 0 broken")

    def rules(self, url):
        """The names of all that are played, by a server that keeps them."""
        out = self.expect("conform", url, "-o", "json", out=None,
                          err=" 0 broken")
        ends = [json.loads(line) for line in out.splitlines()]
        return {one["rule"] for one in ends if one["end"] == "holds"}

    def told(self):
        """Rules that what the table tells of this language may break."""
        if examples.language == "c":
            return set()
        told = {"value.untouched"}
        if self.losses:
            told |= {"value.echo", "value.widths"}
            told |= {f"message.{what}"
                     for what in ("requests", "refused", "dropped")}
        if "a bin" in self.losses:
            told |= {"frame.large", "datagram.largest"}
        if examples.language in examples.DEEPER:
            told.add("value.bad")
        if examples.language in examples.ONLOOKERS:
            told |= {"frame.large", "frame.parts", "frame.empty",
                     "frame.too-long", "value.bad", "message.refused",
                     "end.fault-last"}
        return told


def expected(shape, msgid, method):
    """The head and the code of what a server says to a row of messages.txt."""
    if shape == "request":
        known = method in ("echo", "ping")
        return [1, int(msgid)], None if known else wire.METHOD_NOT_FOUND
    if shape == "refused":
        head = [2, "error"] if msgid == "-" else [1, int(msgid)]
        return head, wire.INVALID_REQUEST
    return None
