"""A gigabyte through encode and decode: only when it is asked for."""
import os
import unittest

from support import flat, suite


class Gigabyte(flat.Case):
    @unittest.skipUnless(os.environ.get("MSGWIRE_SLOW") == "1",
                         "it takes minutes: MSGWIRE_SLOW=1 asks for it")
    def test_a_gigabyte_passes_in_flat_memory(self):
        self.passes_encode_and_decode(1000 * 1000 * 1000)


if __name__ == "__main__":
    suite.main()
