"""What an example client keeps: it asks, tells and hears, and is not fooled."""
import pathlib
import socket
import struct
import threading

import examples
import measure
from support import packing, programs, suite
from support.wire import frame

HELLO = packing.pack(["hello", 1])
TICK = packing.pack([2, "tick", [1]])
TOCK = packing.pack([2, "tock", ["x" * 300]])


def response(msgid, result, error=None):
    return packing.pack([1, msgid, error, result])


def unread(port, peer):
    """Bytes that the one who holds this end of a stream has not read yet."""
    ends = f":{port:04X}", f":{peer:04X}"
    for line in pathlib.Path("/proc/net/tcp").read_text().split("\n")[1:-1]:
        fields = line.split()
        if fields[1].endswith(ends[0]) and fields[2].endswith(ends[1]):
            return int(fields[4].partition(":")[2], 16)
    return 0  # it is closed


def send_in_pieces(sock, *pieces):
    """Each is read before the next is sent."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    here, there = sock.getsockname()[1], sock.getpeername()[1]
    for piece in pieces:
        sock.sendall(piece)
        programs.until(lambda: unread(there, here) == 0, "bytes to be read")


class Peer:
    """Takes one client, and does to its connection what the test says."""

    def __init__(self, play):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = "tcp://127.0.0.1:%d" % self.listener.getsockname()[1]
        self.heard = b""
        self.thread = threading.Thread(target=self._run, args=(play,))
        self.thread.start()

    def _run(self, play):
        self.listener.settimeout(programs.PATIENCE_S)
        with self.listener, self.listener.accept()[0] as self.conn:
            self.conn.settimeout(programs.PATIENCE_S)
            try:
                play(self)
            except OSError:
                pass  # the client has left, which it may

    def hear(self, size=1 << 30):
        """Waits for so many bytes, or for the end."""
        while len(self.heard) < size:
            chunk = self.conn.recv(65536)
            if not chunk:
                return
            self.heard += chunk

    def hear_message(self):
        self.hear(4)
        self.hear(4 + struct.unpack(">I", self.heard[:4])[0])
        return packing.parse_one(next(measure.frames(self.heard)))

    def say(self, *bodies):
        self.conn.sendall(b"".join(map(frame, bodies)))

    def say_in_pieces(self, *pieces):
        send_in_pieces(self.conn, *pieces)


class Client(suite.Case):
    def datagrams(self):
        """A socket that a client can send to."""
        peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(peer.close)
        peer.bind(("127.0.0.1", 0))
        peer.settimeout(programs.PATIENCE_S)
        return peer, "udp://127.0.0.1:%d" % peer.getsockname()[1]

    def run_against(self, play, verb="call", method="m", params=(HELLO,)):
        """Returns (status, bodies it printed, stderr, what the peer heard)."""
        peer = Peer(play)
        ended = measure.run_client(peer.url, verb, method, params)
        peer.thread.join(programs.PATIENCE_S)
        return *ended, peer.heard

    def asked(self, peer):
        """The msgid of the request that comes, which must be as asked for."""
        asked = peer.hear_message()
        self.assertEqual([asked[0], *asked[2:]], [0, "m", ["hello", 1]])
        return asked[1]

    def answered(self, play):
        """What is printed by a call that `play` answers, which ends well."""
        def listen_first(peer):
            play(peer, self.asked(peer))
            peer.hear()

        status, bodies, said, _ = self.run_against(listen_first)
        self.assertEqual(status, 0, said)
        return bodies

    def refused(self, play, said):
        """A call that ends with a sentence, prints nothing, and does not wait
        for what will never come."""
        def listen_first(peer):
            play(peer, self.asked(peer))

        status, bodies, complaint, _ = self.run_against(listen_first)
        self.assertNotEqual(status, 0)
        self.assertEqual(bodies, [])
        self.assertRegex(complaint, said)
        self.assertNotIn("Traceback", complaint)

    def test_calls_over_tcp_and_udp_are_answered(self):
        served = self.serve()
        for scheme in ("tcp", "udp"):
            with self.subTest(scheme=scheme):
                status, bodies, said = measure.run_client(
                    served.url(scheme, "127"), "call", "echo",
                    [HELLO, b"\x90", HELLO])
                self.assertEqual((status, bodies),
                                 (0, [HELLO, b"\x90", HELLO]), said)

    def test_conform_finds_no_fault_in_it(self):
        tester = self.start("conform", "--client", "tcp://127.0.0.1:0",
                            "--wait", f"{programs.PATIENCE_S}s")
        url = tester.stderr.readline().decode().split()[-1]
        params = [packing.pack(["hello", number]) for number in range(12)]
        self.assertEqual(
            measure.run_client(url, "call", "echo", params)[:2], (0, params))
        out, said = tester.communicate(timeout=programs.PATIENCE_S)
        self.assertEqual(tester.returncode, 0, out + said)

    def test_without_words_both_say_how_they_are_used(self):
        for program in examples.client, examples.server:
            status, out, said = self.run_program(*program[1:],
                                                 program=program[0])
            self.assertNotEqual(status, 0)
            self.assertEqual(out, b"")
            self.assertIn("usage: ", said)

    def test_requests_and_notifications_are_the_contracts(self):
        status, _, said, heard = self.run_against(
            lambda peer: peer.hear(), "notify", "tick", [HELLO, b"\x90"])
        self.assertEqual(status, 0, said)
        self.assertEqual(
            list(map(packing.parse_one, measure.frames(heard))),
            [[2, "tick", ["hello", 1]], [2, "tick", []]])

    def test_notifications_go_out_over_udp(self):
        peer, url = self.datagrams()
        status, _, said = measure.run_client(url, "notify", "tick", [HELLO])
        self.assertEqual(status, 0, said)
        self.assertEqual(packing.parse_one(peer.recv(65535)),
                         [2, "tick", ["hello", 1]])

    def test_an_answer_in_pieces_is_read_whole(self):
        def play(peer, msgid):
            whole = frame(response(msgid, ["x" * 5000]))
            peer.say_in_pieces(whole[:2], whole[2:9], whole[9:])

        self.assertEqual(self.answered(play), [packing.pack(["x" * 5000])])

    def test_its_own_answer_is_found_among_others(self):
        self.assertEqual(
            self.answered(lambda peer, msgid: peer.say(
                TICK, response(msgid + 1, "another's"),
                response(msgid, "mine"))),
            [packing.pack("mine")])

    def test_an_error_that_is_answered_is_told(self):
        error = {"code": -32601, "message": "no m"}
        self.refused(lambda peer, msgid: peer.say(response(msgid, None, error)),
                     "-32601.*no m|no m.*-32601")

    def test_a_length_that_can_not_be_is_refused_at_once(self):
        for head, said in ((b"\xff\xff\xff\xff", "4294967295"),
                           (b"\x01\x00\x00\x01", "16777217"),
                           (b"\x00\x00\x00\x00", r"\b0\b")):
            with self.subTest(head=head.hex()):
                self.refused(lambda peer, _: (peer.conn.sendall(head),
                                              peer.hear()), said)

    def test_an_end_in_place_of_an_answer_is_told(self):
        for words in b"", b"\0\0\0\x09\x94":
            with self.subTest(words=words.hex()):
                self.refused(lambda peer, _: peer.conn.sendall(words),
                             "clos|end|frame|EOF")

    def test_bytes_that_are_no_value_end_it(self):
        self.refused(lambda peer, _: (peer.say(b"\xc1"), peer.hear()), ".")

    def test_what_a_stream_sends_is_received_until_its_end(self):
        def play(peer):
            self.assertEqual(peer.hear_message(),
                             [2, "subscribe", ["hello", 1]])
            whole = frame(TICK) + frame(TOCK)
            peer.say_in_pieces(whole[:3], whole[3:20], whole[20:])

        status, bodies, said, _ = self.run_against(play, "receive", "subscribe")
        self.assertEqual(status, 0, said)
        self.assertEqual(bodies, [TICK, TOCK])

    def test_datagrams_that_come_are_received(self):
        peer, url = self.datagrams()
        process = self.start(*examples.client[1:], url, "receive", "subscribe",
                             program=examples.client[0])
        process.stdin.write(frame(HELLO))
        process.stdin.close()
        client = peer.recvfrom(65535)[1]
        for body in TICK, TOCK:
            peer.sendto(body, client)
            wanted, got = frame(body), b""
            while len(got) < len(wanted):
                got += process.stdout.read(len(wanted) - len(got))
            self.assertEqual(got, wanted)

    def test_an_answer_that_is_lost_is_not_waited_for_for_ever(self):
        _, url = self.datagrams()
        status, bodies, said = measure.run_client(url, "call", "m", [HELLO])
        self.assertNotEqual((status, said), (0, ""))
        self.assertEqual(bodies, [])
