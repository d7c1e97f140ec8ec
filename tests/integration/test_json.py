"""JSONTestSuite through `msgwire encode`: what is JSON, and what is not."""
from support import suite

FOLDER = "JSONTestSuite/test_parsing"
# A stream may hold no value, or two: that is all that is wrong in these.
A_STREAM_MAY = {"n_structure_no_data.json",
                "n_structure_object_with_trailing_garbage.json"}
# Typed JSON refuses a key that is there already.
DUPLICATE = {"y_object_duplicated_key.json",
             "y_object_duplicated_key_and_value.json"}


class Json(suite.Case):
    def files(self, pattern):
        return sorted(suite.shared(FOLDER).glob(pattern))

    def test_what_is_json_is_accepted(self):
        for path in self.files("y_*.json"):
            with self.subTest(path=path.name):
                if path.name not in DUPLICATE:
                    self.expect("encode", path, out=None)

    def test_duplicate_keys_are_refused_and_shown(self):
        for path in self.files("y_object_duplicated_*.json"):
            with self.subTest(path=path.name):
                self.expect("encode", path, status=6,
                            err=r'line 1, column \d+: .*"a"')

    def test_equal_keys_are_kept_where_that_is_asked_for(self):
        for path in self.files("y_object_duplicated_*.json"):
            with self.subTest(path=path.name):
                self.expect("encode", "--keep-duplicates", path, out=None)
        self.expect("encode", "--keep-duplicates", stdin=b'{"a":1,"a":2}',
                    out=b"\x82\xa1a\x01\xa1a\x02")
        self.expect("decode", stdin=b"\x82\xa1a\x01\xa1a\x02",
                    out=b'{"$map":[["a",1],["a",2]]}\n')

    def test_what_is_not_json_is_refused_with_its_place(self):
        for path in self.files("n_*.json"):
            with self.subTest(path=path.name):
                if path.name not in A_STREAM_MAY:
                    self.expect("encode", path, status=6, out=None,
                                err=r"\Amsgwire: encode [^\n]*: line \d+, "
                                    r"column \d+: [^\n]+[^.\n]\n\Z")

    def test_a_stream_may_hold_no_value_or_two(self):
        for name in A_STREAM_MAY:
            with self.subTest(name=name):
                self.expect("encode", suite.shared(f"{FOLDER}/{name}"),
                            out=None)
        self.expect("encode", stdin=b"")
        self.expect("encode", stdin=b" \n\t\r\n")
        self.expect("decode", stdin=b"")

    def test_nesting_is_refused_at_the_limit_and_costs_nothing(self):
        deep = b"[" * 512 + b"]" * 512
        self.expect("encode", stdin=deep, out=b"\x91" * 511 + b"\x90")
        for open_, much in ((b"[", 513), (b"[", 1_000_000),
                            (b'{"a":', 1_000_000)):
            self.expect("encode", stdin=open_ * much, status=6,
                        err="line 1, column .*512")


if __name__ == "__main__":
    suite.main()
