"""Datagrams: at most one answer, never much longer than what asked for it."""
import os
import signal

from support import packing, peers, programs, suite, wire

HEADER = 28
DATAGRAM_MAX = 65507


class Datagrams(suite.Case):
    def dial(self, *options, listen=programs.LOOPBACK):
        server = self.serve(*options, listen=listen)
        peer = wire.Datagrams(server.url("udp"))
        self.addCleanup(peer.socket.close)
        return peer

    def answers(self, peer, body):
        """What comes back; the answer to a ping ends the waiting."""
        peer.send(body)
        peer.send(wire.request(99, "ping", []))
        found = []
        while (answer := peer.socket.recv(65536)) != b"\x94\x01\x63\xc0\x90":
            found.append(answer)
        return found

    def test_an_answer_takes_at_most_twice_its_request(self):
        peer = self.dial()
        requests = [wire.request(1, method, params)
                    for method, params in (
                        ("describe", []), ("stats", []), ("time", []),
                        ("describe", ["echo"]), ("upper", ["ɐ" * 300]),
                        ("upper", [1]), ("nosuch", []), ("m", []),
                        ("stats", ["x" * 100]), ("n" * 255, []))]
        for body in requests:
            with self.subTest(body=body[:20]):
                found = self.answers(peer, body)
                self.assertLessEqual(len(found), 1)
                for answer in found:
                    self.assertLessEqual(HEADER + len(answer),
                                         2 * (HEADER + len(body)))

    def test_what_a_stopped_server_had_no_room_for_is_in_its_stats(self):
        count = 3000
        server = self.serve("--rcvbuf", "64Ki")
        with wire.Datagrams(server.url("udp")) as peer, \
                wire.Stream(server.url("tcp")) as stream:
            os.kill(server.process.pid, signal.SIGSTOP)
            for number in range(count):
                peer.send(wire.request(number, "echo", ["x" * 500]))
            os.kill(server.process.pid, signal.SIGCONT)
            def seen():
                stats = dict(stream.call("stats")[1])
                return stats["datagrams_in"], stats["datagrams_dropped"]

            programs.until(lambda: sum(seen()) >= count, "all to be counted")
            came, dropped = seen()
        self.assertEqual(came + dropped, count)
        self.assertGreater(dropped, count // 2)

    def test_an_answer_that_is_too_long_is_told_to_need_a_stream(self):
        peer = self.dial()
        for method in ("describe", "stats"):
            (answer,) = self.answers(peer, wire.request(1, method, []))
            self.assertEqual(wire.code(packing.parse_one(answer)),
                             wire.TOO_LARGE_FOR_A_DATAGRAM)

    def test_what_fits_is_answered_whole(self):
        peer = self.dial()
        for count in (0, 1, 1000, DATAGRAM_MAX - 20):
            self.assertEqual(peer.call("echo", "x" * count),
                             (None, ["x" * count]))
        body = wire.request(1, "echo", ["x" * (DATAGRAM_MAX - 12)])
        self.assertEqual(len(body), DATAGRAM_MAX)
        (answer,) = self.answers(peer, body)
        self.assertLessEqual(len(answer), DATAGRAM_MAX)

    def test_the_servers_limit_holds(self):
        peer = self.dial("--max-datagram", "512")
        self.assertEqual(peer.call("echo", "x" * 400), (None, ["x" * 400]))
        self.assertEqual(self.answers(peer, wire.request(1, "echo",
                                                         ["x" * 600])), [])

    def test_the_client_refuses_what_does_not_fit_and_names_the_number(self):
        url = self.serve().url("udp")
        big = b'"' + b"x" * 70000 + b'"'
        self.expect("call", url, "echo", "-", stdin=big, status=5,
                    err="70[0-9]{3} bytes, limit is 65507")
        self.expect("send", url, "-", stdin=big, status=5, err="65507")

    def test_what_is_answered_with_an_error_is_8(self):
        url = self.serve().url("udp")
        self.expect("describe", url, status=8, err="-32005")
        self.expect("call", url, "upper", "1", status=8, err="-32602")

    def test_the_answer_comes_from_the_address_that_was_asked(self):
        server = self.serve("--public", listen=("udp://0.0.0.0:0",))
        port = server.urls[0].rpartition(":")[2]
        for host in ("127.0.0.1", "127.0.0.2", "127.1.2.3"):
            with self.subTest(host=host), \
                    wire.Datagrams(f"udp://{host}:{port}") as peer:
                self.assertEqual(peer.call("ping", 1), (None, [1]))

    def test_garbage_is_silent(self):
        peer = self.dial()
        for body in (b"", b"\xc1", b"\0\0\0\1\x01", os.urandom(600),
                     wire.request(1, "ping") + b"\xc0",
                     wire.request(1, "ping")[:-1]):
            with self.subTest(body=body[:20]):
                self.assertEqual(self.answers(peer, body), [])

    def test_a_datagram_that_the_system_refuses_is_3(self):
        for url in (peers.nobody("udp"), peers.nobody("udp", "[::1]")):
            for words in (("call", url, "ping"), ("notify", url, "ping"),
                          ("send", url, "1"), ("stats", url)):
                with self.subTest(words=words):
                    self.expect(*words, status=3, err="connection refused")


if __name__ == "__main__":
    suite.main()
