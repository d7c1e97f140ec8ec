"""Streams longer than memory: encode, decode and call hold no more than their
buffers, however much passes."""
from support import flat, programs, suite
from support.flat import LINES, MIB


class LongStreams(flat.Case):
    def test_64_mib_pass_in_flat_memory(self):
        self.passes_encode_and_decode(8 * MIB if programs.sanitized()
                                      else 64 * MIB)

    def test_a_long_call_holds_no_more_than_its_window(self):
        server = self.serve()
        client = self.start("call", server.url("tcp"), "echo", "-")
        results = LINES.replace(b"{", b"[{").replace(b"}", b"}]")
        self.passes(client.stdin, client.stdout, 4 * MIB,
                    (client, server.process), results)
        self.assertEqual(client.wait(programs.PATIENCE_S), 0)


if __name__ == "__main__":
    suite.main()
