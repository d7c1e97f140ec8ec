"""Streams longer than memory, fed and compared line by line."""
import threading

from support import programs, suite
from support.programs import PATIENCE_S

MIB = 1 << 20
FLAT_KIB = 16 << 10  # far below the stream, well above a buffer
LINES = b"".join(b'{"id":%d,"name":"number %d","list":[1.5,null,true,"x"]}\n'
                 % (n, n) for n in range(20000))


def feed(stream, rounds):
    for _ in range(rounds):
        stream.write(LINES)


class Case(suite.Case):
    def passes(self, stdin, stdout, size, processes, expected=None):
        """Feeds lines until so many bytes have come; what is fed stays open
        meanwhile, so that the processes can be looked at in the end."""
        rounds = -(-size // len(LINES))
        expected = expected or LINES
        writer = threading.Thread(target=feed, args=(stdin, rounds))
        writer.start()
        for _ in range(rounds):
            came = bytearray()
            while len(came) < len(expected):
                chunk = stdout.read(len(expected) - len(came))
                self.assertTrue(chunk, "it ended early")
                came += chunk
            self.assertTrue(came == expected, "the lines have changed")
        writer.join(PATIENCE_S)
        if not programs.sanitized():
            for process in processes:
                self.assertLess(programs.memory_kib(process.pid, "VmHWM"),
                                FLAT_KIB)
        stdin.close()
        self.assertEqual(stdout.read(1), b"")

    def passes_encode_and_decode(self, size):
        encoder = self.start("encode")
        decoder = self.start("decode", stdin=encoder.stdout)
        self.passes(encoder.stdin, decoder.stdout, size, (encoder, decoder))
        encoder.stdout.close()
        for process in (encoder, decoder):
            self.assertEqual(process.wait(PATIENCE_S), 0)
            self.assertEqual(process.stderr.read(), b"")
