"""Streams longer than memory: encode and decode hold no more than a value.

The usual run passes 64 MiB; MSGWIRE_SLOW=1 asks for a gigabyte too."""
import os
import threading
import unittest

from support import programs, suite
from support.programs import PATIENCE_S

MIB = 1 << 20
FLAT_KIB = 16 << 10  # far below the stream, well above a buffer
LINES = b"".join(b'{"id":%d,"name":"number %d","list":[1.5,null,true,"x"]}\n'
                 % (n, n) for n in range(20000))


def feed(stream, rounds):
    for _ in range(rounds):
        stream.write(LINES)


class LongStreams(suite.Case):
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

    def test_64_mib_pass_in_flat_memory(self):
        self.passes_encode_and_decode(8 * MIB if programs.sanitized()
                                      else 64 * MIB)

    @unittest.skipUnless(os.environ.get("MSGWIRE_SLOW") == "1",
                         "a gigabyte takes its time: MSGWIRE_SLOW=1 asks"
                         " for it")
    def test_a_gigabyte_passes_in_flat_memory(self):
        self.passes_encode_and_decode(1000 * 1000 * 1000)

    def test_a_long_call_holds_no_more_than_its_window(self):
        server = self.serve()
        client = self.start("call", server.url("tcp"), "echo", "-")
        results = LINES.replace(b"{", b"[{").replace(b"}", b"}]")
        self.passes(client.stdin, client.stdout, 4 * MIB,
                    (client, server.process), results)
        self.assertEqual(client.wait(PATIENCE_S), 0)


if __name__ == "__main__":
    suite.main()
