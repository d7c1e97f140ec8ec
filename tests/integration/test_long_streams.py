"""Streams longer than memory: encode, decode, call and send hold no more than
their buffers, however much passes."""
from support import flat, programs, suite
from support.flat import MIB


class LongStreams(flat.Case):
    def test_64_mib_pass_in_flat_memory(self):
        self.passes_encode_and_decode(8 * MIB if programs.sanitized()
                                      else 64 * MIB)

    def test_msgpack_and_hex_pass_in_flat_memory(self):
        for form in ("msgpack", "hex"):
            with self.subTest(form=form):
                self.passes_encode(form, 4 * MIB if programs.sanitized()
                                   else 32 * MIB)

    def test_a_long_call_holds_no_more_than_its_window(self):
        self.passes_call(4 * MIB)

    def test_so_does_one_of_any_form(self):
        for form in ("msgpack", "frames", "hex"):
            with self.subTest(form=form):
                self.passes_call(4 * MIB, form)

    def test_what_is_sent_is_not_held(self):
        self.passes_send(8 * MIB if programs.sanitized() else 64 * MIB)


if __name__ == "__main__":
    suite.main()
