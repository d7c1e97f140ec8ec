"""A connection that is lost: with --retry it is dialled again, nothing that was
read from stdin is forgotten, and nothing is sent twice."""
import os
import queue
import re
import threading

from support import packing, peers, suite
from support.wire import frame


def numbers(count):
    return b"".join(b"%d\n" % number for number in range(1, count + 1))


class Dropping:
    """A peer that ends each connection after some bodies; the first `answers`
    of these are answered."""

    def __init__(self, after, answers):
        self.after = after
        self.answers = answers
        self.seen = queue.Queue()
        self.connections = 0

    def __call__(self, conn):
        self.connections += 1
        count = 0
        while count < self.after:
            head = conn.recv(4, 0x100)  # MSG_WAITALL
            if len(head) < 4:
                return
            body = conn.recv(int.from_bytes(head, "big"), 0x100)
            count += 1
            self.seen.put(body)
            if count <= self.answers:
                conn.sendall(frame(peers.echo(body)))

    def values(self):
        """What came, by the one param of each, in order."""
        found = []
        while not self.seen.empty():
            value = packing.parse_one(self.seen.get())
            found.append(value[-1][0] if isinstance(value, list) else value)
        return found


class Calls(suite.Case):
    def test_each_value_is_answered_or_told_as_lost_and_asked_once(self):
        for after, inflight in ((10, 1), (13, 7), (13, 64), (1, 512)):
            with self.subTest(after=after, inflight=inflight):
                peer = Dropping(after, after)
                status, out, said = self.run_program(
                    "call", peers.stream(peer), "m", "-", "--retry", "1000",
                    "--inflight", str(inflight), stdin=numbers(200))
                self.assertEqual(status, 7)
                answered = [int(line.strip(b"[]")) for line in out.split()]
                lost = [int(n) for n in re.findall(
                    "value ([0-9]+): its answer was lost with the connection",
                    said)]
                self.assertEqual(sorted(answered + lost), list(range(1, 201)))
                self.assertEqual(answered, sorted(answered))
                seen = peer.values()
                self.assertEqual(len(seen), len(set(seen)))
                self.assertLessEqual(set(answered), set(seen))
                drops = said.count("connecting again\n")
                self.assertIn(peer.connections, (drops, drops + 1))

    def test_a_peer_that_goes_with_nothing_due_ends_what_is_not_all_asked(self):
        peer = Dropping(after=1, answers=1)
        running = self.start("call", peers.stream(peer), "m", "-")
        os.write(running.stdin.fileno(), b"1\n")
        self.assertEqual(running.stdout.readline(), b"[1]\n")
        self.assertEqual(running.wait(suite.PATIENCE_S), 7)
        self.assertIn(b"closed the connection before all was asked\n",
                      running.stderr.read())

    def test_a_drop_between_requests_loses_nothing(self):
        peer = Dropping(after=1, answers=1)
        running = self.start("call", peers.stream(peer), "m", "-",
                             "--retry", "100")
        for number in range(1, 6):
            os.write(running.stdin.fileno(), b"%d\n" % number)
            self.assertEqual(running.stdout.readline(), b"[%d]\n" % number)
            self.assertRegex(running.stderr.readline(),
                             b"the peer closed the connection.*, connecting")
        running.stdin.close()
        self.assertEqual(running.wait(suite.PATIENCE_S), 0)

    def test_one_request_is_not_sent_again(self):
        peer = Dropping(after=1, answers=0)
        self.expect("call", peers.stream(peer), "m", "1", "--retry", "5",
                    status=7, err=r"\A[^\n]*: its answer was lost[^\n]*\n\Z")
        self.assertEqual(peer.values(), [1])

    def test_without_retry_it_ends(self):
        peer = Dropping(after=3, answers=3)
        status, out, said = self.run_program(
            "call", peers.stream(peer), "m", "-", "--inflight", "1",
            stdin=numbers(10))
        self.assertEqual((status, out), (7, b"[1]\n[2]\n[3]\n"))
        self.assertEqual(said.count("\n"), 1)
        self.assertIn("the peer closed the connection", said)

    def test_after_so_many_times_it_ends(self):
        peer = Dropping(after=1, answers=1)
        status, _, said = self.run_program(
            "call", peers.stream(peer), "m", "-", "--inflight", "1",
            "--retry", "2", stdin=numbers(10))
        self.assertEqual(status, 7)
        self.assertEqual(peer.connections, 3)
        self.assertEqual(said.count("connecting again"), 2)

    def test_a_server_that_comes_back_is_found_again(self):
        first = self.serve(listen=(self.unix(),))
        url = first.urls[0]
        running = self.start("call", url, "echo", "-", "--retry", "1",
                             "--wait", "30s")
        os.write(running.stdin.fileno(), b"1\n")
        self.assertEqual(running.stdout.readline(), b"[1]\n")
        first.stop()
        self.assertIn(b"connecting again", running.stderr.readline())
        os.write(running.stdin.fileno(), b"2\n")
        self.serve(listen=(url,))
        self.assertEqual(running.stdout.readline(), b"[2]\n")
        running.stdin.close()
        self.assertEqual(running.wait(suite.PATIENCE_S), 0)

    def test_a_server_that_does_not_come_back_is_3(self):
        server = self.serve(listen=(self.unix(),))
        running = self.start("call", server.urls[0], "echo", "-",
                             "--retry", "3")
        os.write(running.stdin.fileno(), b"1\n")
        self.assertEqual(running.stdout.readline(), b"[1]\n")
        server.stop()
        self.assertEqual(running.wait(suite.PATIENCE_S), 3)
        self.assertRegex(running.stderr.read().decode(),
                         "connecting again\n.*: (no such file|connection ref)")

    def test_datagrams_wait_for_a_server_that_was_away(self):
        url = peers.nobody("udp")
        running = self.start("call", url, "echo", "-", "--retry", "1000",
                             "--timeout", "50ms")
        running.stdin.write(numbers(3))
        running.stdin.close()
        for _ in range(7):  # by then the pauses are longer than the timeout
            self.assertIn(b"connection refused", running.stderr.readline())
        self.serve(listen=(url,))
        self.assertEqual(running.stdout.read(), b"[1]\n[2]\n[3]\n")
        self.assertEqual(running.wait(suite.PATIENCE_S), 0)


class Posts(suite.Case):
    def test_sending_goes_on_where_it_was(self):
        seen = queue.Queue()
        dropped = threading.Event()

        def dropping(conn):
            for whole in peers.bodies(conn):
                for body in whole:
                    seen.put(packing.parse_one(body))
                if not dropped.is_set():
                    dropped.set()
                    return

        running = self.start("send", peers.stream(dropping), "--retry", "5")
        os.write(running.stdin.fileno(), b"1\n")
        self.assertEqual(seen.get(timeout=suite.PATIENCE_S), 1)
        self.assertRegex(running.stderr.readline(),
                         b"after message 1: the peer .*, connecting again")
        os.write(running.stdin.fileno(), b"2\n3\n")
        running.stdin.close()
        self.assertEqual(running.wait(suite.PATIENCE_S), 7)
        self.assertEqual([seen.get(timeout=suite.PATIENCE_S) for _ in "23"],
                         [2, 3])
        self.assertTrue(seen.empty())

    def test_nothing_is_sent_twice_nor_out_of_order(self):
        peer = Dropping(after=500, answers=0)
        status, _, said = self.run_program(
            "send", peers.stream(peer), "--retry", "1000",
            stdin=numbers(100000))
        self.assertEqual(status, 7)
        seen = peer.values()
        self.assertEqual(seen, sorted(set(seen)))
        self.assertGreater(said.count("connecting again\n"), 0)
        self.assertGreaterEqual(len(seen), 500)

    def test_what_was_never_sent_is_not_lost(self):
        def dropping(conn):
            if not dropped.is_set():
                dropped.set()
                return
            came.stream(conn)

        dropped = threading.Event()
        came = peers.Counter()
        running = self.start("send", peers.stream(dropping), "--retry", "5")
        self.assertRegex(running.stderr.readline(),
                         b"tcp://[^ ]*: the peer closed.*, connecting again")
        running.stdin.write(numbers(9))
        running.stdin.close()
        self.assertEqual(running.wait(suite.PATIENCE_S), 0)
        self.assertEqual(came.count, 9 * 5)

    def test_replies_that_were_due_are_told(self):
        peer = Dropping(after=2, answers=0)
        running = self.start("send", peers.stream(peer), "--reply", "-",
                             "--retry", "1", "--timeout", "30s")
        os.write(running.stdin.fileno(), b"1\n2\n")
        self.assertIn(b"after message 2: replies lost: 2: the peer",
                      running.stderr.readline())
        running.stdin.close()
        self.assertEqual(running.wait(suite.PATIENCE_S), 7)
        self.assertEqual(peer.values(), [1, 2])

    def test_without_retry_it_ends(self):
        running = self.start("send", peers.stream(peers.closing))
        os.write(running.stdin.fileno(), b"1\n")
        self.assertEqual(running.wait(suite.PATIENCE_S), 7)
        self.assertIn(b"before all was sent", running.stderr.read())


if __name__ == "__main__":
    suite.main()
