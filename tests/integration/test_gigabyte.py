"""A gigabyte through each verb that takes a stream: only when it is asked
for."""
import os
import unittest

from support import flat, suite

GIGABYTE = 1000 * 1000 * 1000


@unittest.skipUnless(os.environ.get("MSGWIRE_SLOW") == "1",
                     "it takes minutes: MSGWIRE_SLOW=1 asks for it")
class Gigabyte(flat.Case):
    def test_a_gigabyte_is_encoded_and_decoded_in_flat_memory(self):
        self.passes_encode_and_decode(GIGABYTE)

    def test_a_gigabyte_is_sent_in_flat_memory(self):
        self.passes_send(GIGABYTE)

    def test_a_gigabyte_is_asked_and_answered_in_flat_memory(self):
        self.passes_call(GIGABYTE)

    @unittest.skipUnless(os.environ.get("MSGWIRE_SLOW") == "1",
                         "it takes minutes: MSGWIRE_SLOW=1 asks for it")
    def test_a_gigabyte_of_msgpack_or_hex_passes_in_flat_memory(self):
        for form in ("msgpack", "hex"):
            with self.subTest(form=form):
                self.passes_encode(form, 1000 * 1000 * 1000)


if __name__ == "__main__":
    suite.main()
