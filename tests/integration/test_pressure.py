"""Back-pressure: who does not read makes others wait, not grow, and nothing is
lost; and who is told to stop stops at once."""
import os
import select
import signal
import threading

from support import flat, peers, suite
from support.flat import LINES

QUIET_S = 0.3  # nothing is taken for so long: the pipe is full for good


def fill(stream):
    """Writes lines until no more are taken. Returns how many bytes were."""
    written = 0
    os.set_blocking(stream.fileno(), False)
    while select.select([], [stream], [], QUIET_S)[1]:
        at = written % len(LINES)
        written += os.write(stream.fileno(), LINES[at:at + 65536])
    os.set_blocking(stream.fileno(), True)
    return written


def finish(stream, written):
    """Writes the rest of the lines that were begun, and ends."""
    stream.write(LINES[written % len(LINES):])
    stream.close()
    return -(-written // len(LINES))


class Pressure(flat.Case):
    def test_a_peer_that_does_not_read_stops_the_reading_of_stdin(self):
        reads = threading.Event()
        came = peers.Counter()

        def late(conn):
            reads.wait()
            came.stream(conn)

        client = self.start("send", peers.stream(late), "--timeout", "60s")
        written = fill(client.stdin)
        self.stays_flat((client,))
        reads.set()
        rounds = finish(client.stdin, written)
        self.assertEqual(client.wait(suite.PATIENCE_S), 0)
        frames = self.expect("encode", "-F", "u32be", stdin=LINES, out=None)
        self.assertEqual(came.count, rounds * len(frames))

    def test_output_that_is_not_read_stops_the_reading_of_stdin(self):
        server = self.serve()
        client = self.start("call", server.url("tcp"), "echo", "-")
        written = fill(client.stdin)
        self.stays_flat((client, server.process))
        ending = threading.Thread(target=finish, args=(client.stdin, written))
        ending.start()
        lines = client.stdout.read().splitlines()
        ending.join(suite.PATIENCE_S)
        self.assertEqual(client.wait(suite.PATIENCE_S), 0)
        rounds = -(-written // len(LINES))
        self.assertEqual(len(lines), rounds * LINES.count(b"\n"))
        self.assertTrue(b"\n".join(lines[:20000]) + b"\n" ==
                        LINES.replace(b"{", b"[{").replace(b"}", b"}]"))


class Interrupts(suite.Case):
    """A shell says 130 and 143 of a program that these signals have ended."""

    def test_what_was_answered_is_there_when_it_is_interrupted(self):
        url = self.serve().url("tcp")
        for number in (signal.SIGINT, signal.SIGTERM):
            client = self.start("call", url, "echo", "-")
            os.write(client.stdin.fileno(), b"1 2 3\n")
            lines = [client.stdout.readline() for _ in range(3)]
            self.assertEqual(lines, [b"[1]\n", b"[2]\n", b"[3]\n"])
            client.send_signal(number)
            self.assertEqual(client.wait(suite.PATIENCE_S), -number)
            self.assertEqual((client.stdout.read(), client.stderr.read()),
                             (b"", b""))

    def test_output_that_nobody_reads_does_not_delay_the_end(self):
        url = self.serve().url("tcp")
        client = self.start("call", url, "echo", "-")
        fill(client.stdin)
        client.send_signal(signal.SIGINT)
        self.assertEqual(client.wait(suite.PATIENCE_S), -signal.SIGINT)


if __name__ == "__main__":
    suite.main()
