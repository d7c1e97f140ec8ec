"""Words of a command line as values: nested keys, files, strings; and what is
refused, with the word that is wrong."""
from support import packing, suite

# Words, and the sentence that refuses them.
CONFLICTS = (
    (("a=1", "a[b]=2"),
     r"PARAM 2 'a\[b\]=2': a is a value already, by PARAM 1, and \[b\] needs a "
     "map"),
    (("a[]=1", "a[b]=2"),
     r"PARAM 2 'a\[b\]=2': a is an array already, by PARAM 1, and \[b\] needs"),
    (("a[b]=1", "a[]=2"), r"a is a map already, by PARAM 1, and \[\] needs an"),
    (("a[b]=1", "a=2"), "PARAM 2 'a=2': a is a map already, by PARAM 1"),
    (("a=1", "a:=2"), "PARAM 2 'a:=2': a is a value already, by PARAM 1"),
    (("a[0]=1", "a[2]=2"),
     r"PARAM 2 'a\[2\]=2': \[2\] leaves a gap: the next one of a is \[1\]"),
    (("a[b=1",), r'PARAM 1 \'a\[b=1\': expected "\]"'),
    (("a:=nul",), "PARAM 1 'a:=nul': line 1, column"),
)

NO_UTF8 = (
    ((b"caf\xe9",), r"PARAM 1 'caf\\xe9': byte 3 \(e9\) is not UTF-8"),
    (("x", b"caf\xe9", "-s"), r"PARAM 2 'caf\\xe9': byte 3 \(e9\) is not"),
    ((b"k=\xff",), r"PARAM 1 'k=\\xff': byte 0 \(ff\) is not UTF-8"),
    ((b"k\xff=1",), r"PARAM 1 'k\\xff=1': byte 1 \(ff\) is not UTF-8"),
    ((b'"\xff"',), r"PARAM 1 '\"\\xff\"': line 1, column 2: expected UTF-8"),
)


class Words(suite.Case):
    def setUp(self):
        super().setUp()
        self.url = self.serve().url("tcp")

    def echoes(self, *words, out, **more):
        self.expect("call", self.url, "echo", *words, out=out, **more)

    def refused(self, words, sentence, status=2, **more):
        with self.subTest(words=words):
            self.expect("call", self.url, "echo", *words, status=status,
                        err=f": {sentence}", **more)

    def test_pairs_make_one_map_of_maps_and_arrays(self):
        self.echoes("user[name]=ada", "user[id]:=7", "tags[]=x", "tags[]=y",
                    "rows[0][n]:=1", "rows[0][ok]:=true", "rows[1]:=null",
                    out=b'[{"user":{"name":"ada","id":7},"tags":["x","y"],'
                        b'"rows":[{"n":1,"ok":true},null]}]\n')

    def test_pairs_go_through_notify_and_send_too(self):
        self.expect("notify", self.url, "echo", "a[b]:=1")
        self.expect("send", self.url, "a[b]:=1", status=8,
                    err="expected|request|array")

    def test_conflicts_name_both_words(self):
        for words, sentence in CONFLICTS:
            self.refused(words, sentence)

    def test_what_is_no_utf8_is_refused_with_its_byte(self):
        for words, sentence in NO_UTF8:
            self.refused(words, sentence)
        self.expect("call", self.url, b"m\xff", status=2,
                    err=r"METHOD 'm\\xff': byte 1 is not UTF-8")

    def test_a_key_may_have_a_files_text_or_its_value(self):
        text, value = self.folder / "text", self.folder / "value.json"
        text.write_bytes("héllo\n".encode())
        value.write_bytes(b'{"a": [1]}\n')
        self.echoes(f"t=@{text}", f"v:=@{value}", f"n[v]:=@{value}",
                    out='[{"t":"héllo\\n","v":{"a":[1]},"n":{"v":{"a":[1]}}}]\n'
                    .encode())

    def test_a_value_file_has_the_form_of_in(self):
        packed = self.folder / "packed"
        packed.write_bytes(b"\xcd\x00\x01")
        self.echoes(f"k:=@{packed}", "--in", "msgpack", "-o", "msgpack",
                    out=b"\x91\x81\xa1k\xcd\x00\x01")

    def test_a_file_that_is_no_text_is_refused_with_advice(self):
        picture = self.folder / "picture"
        picture.write_bytes(b"\x89PNG")
        self.refused((f"p=@{picture}",),
                     r"PARAM 1 '.*': byte 0 \(89\) is not UTF-8, as a string "
                     r"must be; KEY:=@FILE reads a value, KEY:=.*\$bin",
                     status=6)

    def test_a_file_longer_than_the_limit_is_refused(self):
        self.refused(("k=@/dev/zero", "--max-frame", "64k"),
                     "PARAM 1 'k=@/dev/zero': the input is longer than 64000",
                     status=5)

    def test_a_file_that_is_not_there_tells_how_text_is_written(self):
        self.refused(("user=@ada",),
                     "PARAM 1 'user=@ada': can't open ada: No such file or "
                     r"directory \(for the text itself: KEY:='\"@ada\"'\)")
        self.refused(("@ada",), "PARAM 1 '@ada': can't open ada: No such file "
                     r"or directory \(for the text itself: '\"@ada\"'\)")

    def test_quotes_and_s_make_strings_of_anything(self):
        self.echoes('"@ada"', '"a=1"', '"-"', 'k:="@ada"',
                    out=b'["@ada","a=1","-",{"k":"@ada"}]\n')
        self.echoes("-s", "@ada", "a[b=1", "a[]:=1", "-", "1", "{",
                    out=b'["@ada","a[b=1","a[]:=1","-","1","{"]\n')

    def test_stdin_is_a_file_or_a_stream_once(self):
        self.echoes("@-", "x", stdin=b"[1]", out=b'[[1],"x"]\n')
        self.echoes("k=@-", stdin=b"[1]", out=b'[{"k":"[1]"}]\n')
        self.refused(("-", "k=@-"), "PARAM 1 '-': stdin can be read once")
        self.refused(("@-", "@-"), "PARAM 2 '@-': stdin can be read once",
                     stdin=b"1")

    def test_encode_makes_the_same_values_of_words(self):
        words = ("user[name]=ada", "7", "user[id]:=1", "x", "[null]")
        values = (b"\x82\xa4name\xa3ada\xa2id\x01", b"\x07", b"\xa1x",
                  b"\x91\xc0")
        out = b"\x81\xa4user" + b"".join(values)
        self.expect("encode", "--words", *words, out=out)
        self.expect("encode", "-w", "1", "-", "k=v", stdin=b"2 3",
                    out=b"\x01\x02\x03\x81\xa1k\xa1v")
        self.expect("encode", "-s", "1", "a=b", out=b"\xa11\xa3a=b")
        self.expect("encode", "--words", "1", "a:=", "-o", "hex", status=2,
                    err="VALUE 2 'a:=': line 1, column 1")

    def test_encode_tells_of_words_that_are_no_files(self):
        self.expect("encode", '{"a":1}', status=2,
                    err=r"can't open .*: No such file or directory \(--words "
                        r"takes it as a value\)")
        self.expect("encode", "a", "b", status=2,
                    err=r"expected \[FILE\], got 2 words \(--words takes them")

    def test_many_pairs_are_one_map(self):
        words = [f"k{n}[x]:={n}" for n in range(2000)]
        self.echoes(*words, "-o", "msgpack",
                    out=packing.pack([{f"k{n}": {"x": n}
                                       for n in range(2000)}]))


if __name__ == "__main__":
    suite.main()
