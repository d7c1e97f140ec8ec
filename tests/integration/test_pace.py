"""How many and how fast: --count, --rate, --idle, --unordered. A schedule is
judged by what could not have come earlier; a busy machine may be late."""
import os
import queue
import resource
import subprocess
import threading
import time

from support import packing, peers, programs, suite
from support.wire import frame

LATE_S = 10  # what a busy machine may cost


def children_cpu_s():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Arrivals:
    """A peer that notes when what came, and answers requests."""

    def __init__(self):
        self.came = queue.Queue()

    def stream(self, conn):
        for whole in peers.bodies(conn):
            for body in whole:
                self.came.put((time.monotonic(), packing.parse_one(body)))
                if body.startswith(b"\x94\x00"):
                    conn.sendall(frame(peers.echo(body)))

    def take(self, count):
        return [self.came.get(timeout=suite.PATIENCE_S) for _ in range(count)]


class Counts(suite.Case):
    def test_words_are_sent_again_and_again(self):
        url = self.serve().url("tcp")
        self.expect("call", url, "echo", "x", "--count", "3",
                    out=b'["x"]\n' * 3)
        for words in (("send", "1", "2", "3"), ("notify", "m")):
            arrivals = Arrivals()
            verb, *rest = words
            self.expect(verb, peers.stream(arrivals.stream), *rest,
                        "--count", "7")
            came = [value for _, value in arrivals.take(7)]
            self.assertEqual(came, [1, 2, 3, 1, 2, 3, 1] if verb == "send"
                             else [[2, "m", []]] * 7)
            self.assertTrue(arrivals.came.empty())

    def test_of_stdin_as_many_values_are_taken(self):
        url = self.serve().url("tcp")
        endless = self.start("-c", f"yes 1 | exec '{programs.MSGWIRE}' "
                             f"call {url} echo - --count 5", program="/bin/sh")
        self.assertEqual(endless.communicate(timeout=suite.PATIENCE_S)[0],
                         b"[1]\n" * 5)
        arrivals = Arrivals()
        self.expect("send", peers.stream(arrivals.stream), "8", "-", "9",
                    "--count", "3", stdin=b"1 2 3 4")
        self.assertEqual([value for _, value in arrivals.take(3)], [8, 1, 2])

    def test_the_numbers_of_repeated_requests_are_told(self):
        url = self.serve().url("tcp")
        self.expect("call", url, "upper", "1", "--count", "2", status=8,
                    err="(?s)request 1: the peer.*request 2: the peer")

    def test_so_many_messages_are_waited_for(self):
        def talking(conn):
            conn.recv(65536)
            conn.sendall(frame(b"\x01") * 5)
            peers.silent(conn)
        url = peers.stream(talking)
        self.expect("send", url, "1", "--reply", "--count", "3",
                    out=b"1\n" * 3)
        self.expect("send", url, "1", "--reply", "--count", "6",
                    "--timeout", "200ms", status=4, out=b"1\n" * 5,
                    err="no reply within 200ms, 5 of 6 came")

    def test_it_ends_when_nothing_has_come_for_so_long(self):
        def talking(conn):
            conn.recv(65536)
            for _ in range(4):
                conn.sendall(frame(b"\x01"))
                threading.Event().wait(0.02)
            peers.silent(conn)
        began = time.monotonic()
        self.expect("send", peers.stream(talking), "1", "--reply", "--idle",
                    "500ms", "--timeout", "50ms", out=b"1\n" * 4)
        self.assertGreater(time.monotonic() - began, 0.5)
        self.expect("send", peers.stream(talking), "1", "--reply", "--idle",
                    "30s", "--count", "2", out=b"1\n" * 2)
        self.expect("send", peers.stream(talking), "1", "--reply", "--idle",
                    "500ms", "--count", "5", out=b"1\n" * 4, status=4,
                    err="4 of 5 messages came, then nothing for 500ms")
        self.expect("send", peers.stream(peers.silent), "1", "--reply",
                    "--idle", "100ms", status=4,
                    err="nothing came within 100ms")
        self.expect("send", peers.stream(peers.closing), "1", "--reply",
                    "--idle", "30s", status=7, err="before anything came")
        self.expect("send", peers.stream(talking), "1", "--idle", "1s",
                    status=2, err="--idle waits for replies, expected --reply")


class Rates(suite.Case):
    def test_messages_come_evenly(self):
        for words in (("send", "1"), ("notify", "m"), ("call", "m")):
            arrivals = Arrivals()
            verb, *rest = words
            with self.subTest(verb=verb):
                began = time.monotonic()
                self.expect(verb, peers.stream(arrivals.stream), *rest,
                            "--count", "9", "--rate", "20", out=None)
                times = [at - began for at, _ in arrivals.take(9)]
                for number, at in enumerate(times):
                    self.assertGreaterEqual(at, number / 20 - 0.001)
                    self.assertLess(at, number / 20 + LATE_S)

    def test_stdin_is_slowed_too_and_nothing_is_lost(self):
        url = self.serve().url("tcp")
        began = time.monotonic()
        self.expect("call", url, "echo", "-", "--rate", "1k",
                    stdin=b"".join(b"%d\n" % n for n in range(300)),
                    out=b"".join(b"[%d]\n" % n for n in range(300)))
        self.assertGreater(time.monotonic() - began, 0.29)

    def test_waiting_costs_nothing(self):
        url = self.serve().url("tcp")
        used = children_cpu_s()
        self.expect("call", url, "echo", "1", "--rate", "4", "--count", "4",
                    out=b"[1]\n" * 4)
        self.assertLess(children_cpu_s() - used,
                        0.3 if not programs.sanitized() else 3)

    def test_lines_that_come_slowly_go_at_once(self):
        url = self.serve().url("tcp")
        running = self.start("call", url, "echo", "-", "--rate", "1k")
        for number in range(3):
            os.write(running.stdin.fileno(), b"%d\n" % number)
            self.assertEqual(running.stdout.readline(), b"[%d]\n" % number)
        running.stdin.close()
        self.assertEqual(running.wait(suite.PATIENCE_S), 0)


def withholding(conn):
    """Answers the first request when nothing more comes."""
    first = None
    for whole in peers.bodies(conn):
        for body in whole:
            if first is None:
                first = body
            else:
                conn.sendall(frame(peers.echo(body)))
    conn.sendall(frame(peers.echo(first)))


def hoarding(conn):
    """Answers all but the first, at length."""
    big = packing.pack("x" * 1000000)
    seen = 0
    for whole in peers.bodies(conn):
        for body in whole:
            seen += 1
            if seen > 1:
                msgid = packing.pack(packing.parse_one(body)[1])
                conn.sendall(frame(b"\x94\x01" + msgid + b"\xc0" + big))


class Order(suite.Case):
    def test_unordered_answers_are_printed_as_they_come(self):
        running = self.start("call", peers.stream(withholding), "m", "-",
                             "--unordered", "--inflight", "2", "--envelope")
        running.stdin.write(b"".join(b"%d\n" % n for n in range(50)))
        for seq in range(2, 51):
            self.assertIn(b'"seq":%d,' % seq, running.stdout.readline())
        self.assertIsNone(running.poll())

    def test_what_is_still_due_when_it_gives_up_is_told(self):
        self.expect("call", peers.stream(hoarding), "m", "-", "--unordered",
                    "--timeout", "200ms", "-o", "none", stdin=b"1 2 3",
                    status=4, err="no answer within 200ms, answers still due: "
                    "1, the first to request 1")

    def test_unordered_loses_nothing(self):
        values = range(2000)
        out = self.expect("call", peers.stream(peers.shuffling), "m", "-",
                          "--unordered", out=None,
                          stdin=b"".join(b"%d\n" % n for n in values))
        self.assertEqual(sorted(int(line.strip(b"[]"))
                                for line in out.split()), list(values))

    def test_answers_before_their_turn_are_bounded(self):
        running = self.start("call", peers.stream(hoarding), "m", "-",
                             stdout=subprocess.DEVNULL)
        _, said = running.communicate(b"1\n" * 200, timeout=suite.PATIENCE_S)
        self.assertEqual(running.returncode, 1)
        self.assertIn(b"wait for the one to request 1, --unordered", said)


if __name__ == "__main__":
    suite.main()
