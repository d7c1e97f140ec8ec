"""Streams longer than memory, fed and compared line by line."""
import threading

from support import peers, programs, suite
from support.programs import PATIENCE_S

MIB = 1 << 20
FLAT_KIB = 16 << 10  # far below the stream, well above a buffer
LINES = b"".join(b'{"id":%d,"name":"number %d","list":[1.5,null,true,"x"]}\n'
                 % (n, n) for n in range(20000))


def feed(stream, rounds, data):
    for _ in range(rounds):
        stream.write(data)


class Case(suite.Case):
    def passes(self, stdin, stdout, size, processes, expected=None,
               data=LINES):
        """Feeds lines until so many bytes have come; what is fed stays open
        meanwhile, so that the processes can be looked at in the end."""
        rounds = -(-size // len(data))
        expected = expected or data
        writer = threading.Thread(target=feed, args=(stdin, rounds, data))
        writer.start()
        for _ in range(rounds):
            came = bytearray()
            while len(came) < len(expected):
                chunk = stdout.read(len(expected) - len(came))
                self.assertTrue(chunk, "it ended early")
                came += chunk
            self.assertTrue(came == expected, "the lines have changed")
        writer.join(PATIENCE_S)
        self.stays_flat(processes)
        stdin.close()
        self.assertEqual(stdout.read(1), b"")

    def stays_flat(self, processes):
        """Looked at while they run, after all has passed."""
        if programs.sanitized():
            return
        for process in processes:
            self.assertLess(programs.memory_kib(process.pid, "VmHWM"),
                            FLAT_KIB)

    def passes_call(self, size, form="json"):
        server = self.serve()
        client = self.start("call", server.url("tcp"), "echo", "-", "--in",
                            form)
        results = LINES.replace(b"{", b"[{").replace(b"}", b"}]")
        self.passes(client.stdin, client.stdout, size,
                    (client, server.process), results, self.lines_in(form))
        self.assertEqual(client.wait(PATIENCE_S), 0)

    def passes_send(self, size):
        """Into a peer that only counts; stdin stays open until all came."""
        rounds = -(-size // len(LINES))
        came = peers.Counter()
        client = self.start("send", peers.stream(came.stream))
        writer = threading.Thread(target=feed,
                                  args=(client.stdin, rounds, LINES))
        writer.start()
        frames = self.expect("encode", "-F", "u32be", stdin=LINES, out=None)
        programs.until(lambda: came.count == rounds * len(frames), "the bytes",
                       PATIENCE_S + size // MIB)
        writer.join(PATIENCE_S)
        self.stays_flat((client,))
        client.stdin.close()
        self.assertEqual(client.wait(PATIENCE_S), 0)

    def lines_in(self, form):
        """The lines as a stream of that form."""
        words = {"json": ("-o", "json"), "msgpack": (), "hex": ("-o", "hex"),
                 "frames": ("-F", "u32be")}[form]
        return self.expect("encode", *words, stdin=LINES, out=None)

    def passes_encode(self, form, size):
        encoder = self.start("encode", "--in", form)
        self.passes(encoder.stdin, encoder.stdout, size, (encoder,),
                    self.lines_in("msgpack"), self.lines_in(form))
        self.assertEqual(encoder.wait(PATIENCE_S), 0)

    def passes_encode_and_decode(self, size):
        encoder = self.start("encode")
        decoder = self.start("decode", stdin=encoder.stdout)
        self.passes(encoder.stdin, decoder.stdout, size, (encoder, decoder))
        encoder.stdout.close()
        for process in (encoder, decoder):
            self.assertEqual(process.wait(PATIENCE_S), 0)
            self.assertEqual(process.stderr.read(), b"")
