"""Each option that --help lists refuses each kind of wrong value, in a sentence
that names the option, shows the value and says what was expected."""
import re

from support import programs, refusals, suite

# Wrong values by what --help has in the place of the value.
NUMBERS = ("x", "-1", "1x", "1 ", " 1", "+1", "0x10", "1.5", "1e3", "1,000",
           "9" * 30, "\u0661", "1\x1b[2J", "nan", "--")
QUANTITIES = {
    "a whole number": (("N", "COUNT"), (*NUMBERS, "1k")),
    "a size such as": (("SIZE",), (*NUMBERS, "1K", "1kB", "1s", "0.0001k",
                                   "99999999999999G")),
    "a rate such as": (("RATE",), (*NUMBERS, "1/s", "1G", "1s")),
    "a duration such as": (("DURATION", "TIME"),
                           (*NUMBERS, "1", "250", "1 s", "1S", "1parsec",
                            "0.1ns", "s", "9999999999h")),
}
CHOICES = ("x", "AUTO", "auto,json", " ", "jso\x1b[31m", "\u202ejson", "0",
           "p" * 5000)
CONDITIONS = ("p99", "p98<1ms", "p99<1x", "p99=1ms", "<1ms", "p99<", "p99<1%",
              "loss<1ms")
# Wrong values of each option that takes text. (): all text is right.
URLS = ("tcp:/h:1", "ftp://h:1", "tcp://h:65536", "unix:", "tcp://[::1:1")
TEXTS = {
    "greeting": (("0x1", "0xzz", "0x", "0x0", "0xé0"), "0x"),
    "bind": (("nowhere", "127.0.0.1:65536", "127.0.0.1:x", "[::1", "::1",
              "300.0.0.1", "/tmp", "h" * 300, "127.0.0.1:-1", "\x1b[2J"),
             "expected"),
    "reply": (("{", "[1,", '"x', '{"$bin":"?"}', "1e999"), "line 1, column"),
    "exec": ((), ""),
    "only": (("x.y", "frame.cut.", "\x1b[2J"), "how a rule's name begins"),
    "use": (("m" * 256,), "1 to 255 bytes"),
    "speed": (("fast", "0", "-1", "1e3", "2x", "+1", "1.", "\x1b[2J"),
              "a number such as 2 or 0.5"),
    **dict.fromkeys(("json", "csv", "html"),
                    (("nowhere/file", "/dev/null/file", "/tmp"),
                     "can't write there")),
    "baseline": (("nowhere/file", "nowhere"), "can't open"),
    **dict.fromkeys(("fail-if", "require"), (CONDITIONS, "expected")),
    "find-max": ((*CONDITIONS, "p99>1ms", "loss>=1%", "cpu>1us",
                  "throughput>20k", "throughput<20k"), "expected"),
    "link": (("delay", "delay=10", "loss=x", "speed=1", "delay=1ms loss"),
             "expected"),
    "sizes": (("x", "-1", "1-", "64,,65", "9" * 30, "2-1"), "expected"),
    "method": (("m" * 256,), "1 to 255 bytes"),
    "value": (("{", "[1,", '{"$bin":"?"}', "1e999"), "line 1, column"),
    "size": (("x", "-1", "1-", "64:x", "64,,65", "9" * 30, "2-1"), "expected"),
    "listen": (URLS, "expected"),
    "congestion": (("x" * 16,), "expected"),
    "unix-mode": (("rw", "8", "1777", "0", "-1", "0x1ff", "660 "), "octal"),
    "completion": (("csh", "BASH"), "expected bash, zsh or fish"),
}
ANY_BYTES = ("json", "csv", "html", "greeting", "exec", "congestion")
# What else must be said for the verb to come as far as the option.
WORDS = {
    "call": ("URL", "m"), "notify": ("URL", "m"), "send": ("URL", "1"),
    "repl": ("URL",), "listen": ("tcp://127.0.0.1:0",), "describe": ("URL",),
    "stats": ("URL",), "wait": ("URL",), "bench": ("URL",),
    "compare": ("URL",),
    "proxy": ("tcp://127.0.0.1:0", "URL"),
    "record": ("tcp://127.0.0.1:0", "URL", "-"), "replay": ("FILE", "URL"),
    "conform": ("URL",), "encode": (), "decode": (),
    "inspect": (), "context": ("add", "x", "URL"), "completion": ("bash",),
    "cheat": (), "help": (),
}
HERE = ("--listen", "tcp://127.0.0.1:0")


def excerpt(value):
    """The part of a value that its sentence must show as it is."""
    return re.escape(re.match(r"[\x21-\x7e]{0,20}", value)[0])


class BadOptions(refusals.Case):
    def setUp(self):
        super().setUp()
        self.trap = refusals.Trap(self)
        self.seen = set()
        self.env = programs.environment(XDG_CONFIG_HOME=str(self.folder))

    def each_row(self):
        """Yields (program, words in front, words behind, row)."""
        for row in self.listed(program=programs.MSGWIRED):
            front = () if row.name == "listen" else HERE
            yield programs.MSGWIRED, (), front, row
        for verb in self.verbs():
            words = [self.trap.url if word == "URL" else word
                     for word in WORDS[verb]]
            for row in self.listed(verb):
                yield programs.MSGWIRE, (verb,), words, row

    def wrong(self, row):
        """Returns (wrong values, pattern of what was expected)."""
        for expected, (names, values) in QUANTITIES.items():
            if row.value in names:
                return values, expected
        if row.choices and row.name not in TEXTS:
            return CHOICES, re.escape(" or ".join(row.choices[-2:]))
        if row.name in ("framing", "log-level"):
            return CHOICES, "expected"
        return TEXTS[row.name]

    def refuses(self, row, words, shown):
        program, front, behind = row
        with self.subTest(words=(*front, *words)):
            self.refused((*front, *words, *behind), shown, program=program,
                         env=self.env)

    def once(self, row, values):
        """All values where a row is met first, one where it is met again: it
        is the same row of the same table."""
        first = row not in self.seen
        self.seen.add(row)
        return values if first else values[:1]

    def test_each_wrong_value_is_shown_with_what_was_expected(self):
        for *where, row in self.each_row():
            if not row.value:
                continue
            values, expected = self.wrong(row)
            for value in self.once(row, values):
                shown = rf"--{row.name}\b(?=.*{expected}).*{excerpt(value)}"
                self.refuses(where, (f"--{row.name}={value}",), shown)
                self.refuses(where, (f"--{row.name}", value), shown)
        self.assertFalse(self.trap.sprung())

    def test_short_forms_refuse_as_long_ones_do(self):
        for *where, row in self.each_row():
            if row.letter and row.value:
                value = self.wrong(row)[0][0]
                for words in ((f"-{row.letter}", value),
                              (f"-{row.letter}{value}",)):
                    self.refuses(
                        where, words,
                        rf"-({row.letter}|-{row.name})\b.*expected")
        self.assertFalse(self.trap.sprung())

    def test_numbers_just_outside_of_their_range_are_told_the_range(self):
        units = {"k": 10**3, "M": 10**6, "G": 10**9, "Ki": 1 << 10,
                 "Mi": 1 << 20, "Gi": 1 << 30, "": 1, "s": 1, "h": 1, "m": 1}
        for *where, row in self.each_row():
            outside = []
            if row.most and not row.choices:
                number, unit = re.match(r"(\d+)(\D*)", row.most).groups()
                outside.append(f"{int(number) + 1}{unit}")
                if unit not in ("", "s", "m", "h"):
                    outside.append(str(int(number) * units[unit] + 1))
            if row.least and row.least not in (row.most, "0"):
                outside.append("0")
            for value in self.once(row, outside):
                self.refuses(where, (f"--{row.name}={value}",),
                             rf"--{row.name} {value}: expected ")
        self.assertFalse(self.trap.sprung())

    def test_an_option_without_its_value_says_what_it_needs(self):
        for *where, row in self.each_row():
            if not row.value:
                continue
            program, front, behind = where
            needs = rf"--{row.name}(?: needs a value: |.*expected )\S"
            for words in ((*front, f"--{row.name}=", *behind),
                          (*front, f"--{row.name}", "", *behind),
                          (*front, *behind, f"--{row.name}")):
                with self.subTest(words=words):
                    self.refused(words, needs, program=program, env=self.env)
        self.assertFalse(self.trap.sprung())

    def test_flags_take_no_value(self):
        for *where, row in self.each_row():
            if row.value:
                continue
            for value in self.once(row, ("yes", "", "\x1b[2J")):
                self.refuses(where, (f"--{row.name}={value}",),
                             rf"--{row.name}.* value")
            if not row.negatable:
                self.refuses(where, (f"--no-{row.name}",),
                             rf"--no-{row.name}")
        self.assertFalse(self.trap.sprung())

    def test_names_that_are_almost_right_are_told_the_right_one(self):
        for *where, row in self.each_row():
            if len(row.name) < 5:
                continue
            for typed in self.once(row, (row.name[:-1] + "_",
                                         row.name[0] + row.name[2:])):
                self.refuses(where, (f"--{typed}",),
                             rf"--{typed}\b.* --{row.name}\b")
        self.assertFalse(self.trap.sprung())

    def test_bytes_that_are_no_text_are_shown_as_text(self):
        for *where, row in self.each_row():
            if row.value and row.name not in ANY_BYTES:
                for value in self.once(row, (b"\xff", b"1\xc3",
                                             b"\xed\xa0\x80")):
                    self.refuses(where, (b"--%s=%s" % (row.name.encode(),
                                                       value),),
                                 rf"--{row.name}\b")
            self.refuses(where, (f"--{row.name}".encode() + b"\xff",),
                         rf"--{row.name}")
        self.assertFalse(self.trap.sprung())


if __name__ == "__main__":
    suite.main()
