"""Wrong words get one sentence that says what, where and what was expected."""
import json
import re

from support import programs, suite

SCHEMA = json.loads((suite.TOP / "schema/messages.json").read_text("utf-8"))
VERBS = ("call", "notify", "send", "listen", "repl", "proxy", "record",
         "replay", "describe", "stats", "wait", "conform", "bench", "compare",
         "encode", "decode", "inspect", "context", "completion", "cheat",
         "help")
LIBRARIES = r"protocol \d+, libuv \d\S+, msgpack-c \d\S+, utf8proc \d\S+"
URL = "tcp://127.0.0.1:1"

# The words, and what the sentence must show of them and of what is right.
WRONG_ADDRESSES = (
    ("tcp:/127.0.0.1:1", 'tcp:/127.*expected "//"'),
    ("udp:127.0.0.1:1", 'udp:127.*expected "//"'),
    ("ftp://host", 'ftp://host.*expected tcp://, udp:// or unix:'),
    ("http://127.0.0.1:80/x", "expected tcp://"),
    ("tcp://127.0.0.1:65536", "65536.*0 to 65535|0 to 65535.*65536"),
    ("tcp://127.0.0.1:x", '0 to 65535.*":x"'),
    ("tcp://127.0.0.1:", "expected a port"),
    ("tcp://127.0.0.1:1/path", "expected .*/path"),
    ("tcp://127.0.0.1:-1", '":-1"'),
    ("tcp://[::1:1", r'expected "\]"'),
    ("tcp://[127.0.0.1]:1", "IPv6 address in brackets"),
    ("tcp://::1:6749", "IPv6 address in brackets"),
    ("tcp://[]:1", "IPv6"),
    ("tcp://a b:1", "expected"),
    ("tcp://" + "h" * 300 + ":1", "at most 25"),
    ("unix:", "expected a path"),
    ("unix:@", "expected a path or @name"),
    ("unix:/" + "p" * 200, "at most 10[78] bytes.*201"),
    ("tcp://\x1b[31mred:1", "expected"),
)
WRONG_CLIENT = (
    ((), "expected a verb"),
    (("",), "verb"),
    (("frobnicate",), "frobnicate.*--help"),
    (("ecno",), "ecno"),
    (("decod",), "decod.*decode"),
    (("--verbose",), "--verbose"),
    (("call",), "expected URL METHOD"),
    (("call", URL), "expected URL METHOD.*1 word"),
    (("notify", URL), "expected URL METHOD"),
    (("send",), "expected URL"),
    (("stats", URL, "x"), "expected URL, got 2"),
    (("help", "cal"), r"no verb or topic cal, did you mean call\?"),
    (("help", "value"), r"did you mean values\?"),
    (("help", "frobnicate"), "frobnicate, msgwire --help"),
    (("help", "call", "send"), "got 2"),
    (("completion",), "expected bash"),
    (("completion", "csh"), "expected bash, zsh or fish"),
    (("completion", "bash", "x"), "expected bash, zsh or fish"),
    (("cheat", "x"), "expected no words, got 1"),
    (("describe", URL, "a", "b"), "got 3"),
    (("wait", URL, "x"), "got 2"),
    (("encode", "a", "b"), r"expected \[FILE\]"),
    (("decode", "nosuch/file"), "nosuch/file: No such file"),
    (("encode", "/dev"), "/dev.*directory"),
    (("call", URL, "m", "--nosuch"), "--nosuch"),
    (("call", URL, "m", "--timout", "1s"), "--timout.*--timeout"),
    (("call", URL, "m", "--timeout"), "--timeout needs a value"),
    (("call", URL, "m", "--timeout", "-1s"), "--timeout.*-1s"),
    (("call", URL, "m", "--timeout", "5 s"), "--timeout.*5 s"),
    (("call", URL, "m", "--timeout", "5parsecs"), "5parsecs.*ms"),
    (("call", URL, "m", "--timeout="), "--timeout"),
    (("call", URL, "m", "--timeout", "9" * 30 + "h"), "--timeout"),
    (("call", URL, "m", "--inflight", "0"), "--inflight 0.*1"),
    (("call", URL, "m", "--inflight", "65537"), "--inflight.*65536"),
    (("call", URL, "m", "--max-frame", "5G"), "--max-frame.*4294967295"),
    (("call", URL, "m", "--max-frame", "1.5x"), "--max-frame 1.5x"),
    (("call", URL, "m", "--retry", "x"), "--retry x"),
    (("call", URL, "m", "--framing", "u8"), "--framing u8.*u32be.*u16be"),
    (("call", URL, "m", "-F", "none,"), "none,"),
    (("call", URL, "m", "-o", "yaml"), "-o.* yaml|--output yaml"),
    (("call", URL, "m", "--color", "blue"), "--color blue.*never"),
    (("call", URL, "m", "-Z"), "-Z"),
    (("call", URL, "m", "--quiet=yes"), "--quiet"),
    (("call", URL, "m", "{"), r"PARAM 1 '\{': line 1, column"),
    (("call", URL, "m", "1", "[1,"), r"PARAM 2 '\[1,'"),
    (("call", URL, "m", '"x'), "PARAM 1"),
    (("call", URL, "m", "18446744073709551616"), r"PARAM 1.*2\^64-1"),
    (("call", URL, "m", "1e999"), "PARAM 1"),
    (("call", URL, "m", '{"a":1,"a":2}'), '"a"'),
    (("call", URL, "m", '{"$bin":"?"}'), "bin"),
    (("call", URL, "m", '{"$nosuch":1}'), "nosuch"),
    (("call", URL, "m", "a=1", "a=2"), "a=2.*a is a value already"),
    (("call", URL, "m", "a:={"), "a:="),
    (("call", URL, "m", "@nosuch"), "@nosuch.*No such file"),
    (("call", URL, "m", "-", "-"), "stdin"),
    (("call", URL, ""), "method"),
    (("call", URL, "m" * 256), "255"),
    (("send", URL, "[1"), "VALUE 1"),
)
WRONG_SERVER = (
    (("tcp://127.0.0.1:0",), "--listen tcp://127.0.0.1:0"),
    (("--lisen", "x"), "--lisen.*--listen"),
    (("--listen",), "--listen needs a value"),
    (("--listen", "tcp://0.0.0.0:0"), "0.0.0.0.*--public"),
    (("--listen", "tcp://[::]:0"), "--public"),
    (("--listen", "udp://0.0.0.0:0"), "--public"),
    (("--listen", "tcp://192.0.2.1:0"), "192.0.2.1.*--public"),
    (("--max-frame", "0"), "--max-frame.*0"),
    (("--max-frame", "64Ki", "--framing", "u16be"), "--max-frame.*65535"),
    (("--max-datagram", "65508"), "--max-datagram.*65507"),
    (("--max-depth", "513"), "--max-depth.*512"),
    (("--max-depth", "0"), "--max-depth"),
    (("--max-depth", "99999999999"), "--max-depth"),
    (("--max-bad", "0"), "--max-bad"),
    (("--max-connections", "0"), "--max-connections"),
    (("--out-high", "1k", "--out-low", "2k"), "--out-low.*--out-high"),
    (("--frame-timeout", "0"), "--frame-timeout"),
    (("--stall-timeout", "0"), "--stall-timeout"),
    (("--idle-timeout", "x"), "--idle-timeout x"),
    (("--framing", "u8"), "--framing u8.*u32be"),
    (("--unix-mode", "rw"), "--unix-mode rw.*octal"),
    (("--unix-mode", "1777"), "--unix-mode 1777.*octal"),
    (("--log-level", "loud"), "--log-level loud.*debug"),
    (("--backlog", "0"), "--backlog 0"),
    (("--backlog", "65536"), "--backlog.*65535"),
    (("--rcvbuf", "2Gi"), "--rcvbuf.*1Gi"),
    (("--congestion", "nosuch", "--listen", "tcp://127.0.0.1:0"), "nosuch"),
    (("--spin", "11s"), "--spin.*10s"),
    (("--nodelay=yes",), "--nodelay"),
    (("--completion", "csh"), "--completion csh: expected bash, zsh or fish"),
)


class CommandLines(suite.Case):
    def refused(self, program, words, shown):
        """Status 2, nothing on stdout, one sentence on stderr."""
        status, out, err = self.run_program(*words, program=program,
                                            cwd=self.folder)
        self.assertEqual((status, out), (2, b""), err)
        self.assertRegex(err, rf"\A{program.name}: [^\n]*[^.\n]\n\Z")
        self.assertNotRegex(err, r"[\x00-\x09\x0b-\x1f\x7f]")
        self.assertRegex(err, shown)

    def test_wrong_words_to_the_client_are_told(self):
        for words, shown in WRONG_CLIENT:
            with self.subTest(words=words):
                self.refused(programs.MSGWIRE, words, shown)

    def test_wrong_words_to_the_server_are_told(self):
        for words, shown in WRONG_SERVER:
            with self.subTest(words=words):
                self.refused(programs.MSGWIRED, words, shown)

    def test_wrong_addresses_are_told_by_both(self):
        for url, shown in WRONG_ADDRESSES:
            with self.subTest(url=url):
                self.refused(programs.MSGWIRED, ("--listen", url), shown)
                for words in (("call", url, "m"), ("stats", url),
                              ("wait", url), ("send", url, "1")):
                    self.refused(programs.MSGWIRE, words, shown)

    def test_help_names_every_option_of_the_contract(self):
        _, said, _ = self.run_program("--help", program=programs.MSGWIRED)
        for limit in SCHEMA["limits"]:
            self.assertIn(f"--{limit['option']} ".encode(), said)

    def test_every_option_of_help_is_known_and_of_no_other(self):
        for words in ((programs.MSGWIRED,),
                      *((programs.MSGWIRE, verb) for verb in VERBS)):
            program, *verb = words
            status, said, err = self.run_program(*verb, "--help",
                                                 program=program)
            self.assertEqual((status, err), (0, ""))
            options = re.findall(r"^ {2}(?:-\w, |    )--(?:\[no-\])?([\w-]+)",
                                 said.decode(), re.MULTILINE)
            self.assertIn("help", options)
            for option in options:
                with self.subTest(verb=verb, option=option):
                    self.refused(program, (*verb, f"--{option}x=\1"),
                                 f"--{option}x")

    def test_help_of_a_verb_is_the_same_whatever_way_one_asks(self):
        for verb in VERBS:
            said = self.expect(verb, "--help", out=None)
            self.expect("help", verb, out=said)
        self.expect("help", out=self.expect("--help", out=None))

    def test_help_of_the_program_is_a_line_for_each_verb_and_little_more(self):
        lines = self.expect("--help", out=None).decode().splitlines()
        self.assertLessEqual(len(lines), len(VERBS) + 11)
        self.assertLessEqual(max(map(len, lines)), 80)
        for topic in re.findall(r"\w+", lines[-1]):
            self.assertTrue(self.expect("help", topic, out=None), topic)

    def test_version_names_every_library_on_stdout(self):
        for program in (programs.MSGWIRE, programs.MSGWIRED):
            for word in ("--version", "-V"):
                status, said, err = self.run_program(word, program=program)
                self.assertEqual((status, err), (0, ""))
                self.assertRegex(said.decode(), rf"\A{program.name} \d+\.\d+\."
                                                rf"\d+ \({LIBRARIES}[^\n]*\)\n")
                if program == programs.MSGWIRE:
                    self.assertRegex(said, rb", (no libedit|libedit \d\S*)\)\n")

    def test_help_that_can_not_be_written_is_1(self):
        for program in (programs.MSGWIRE, programs.MSGWIRED):
            for word in ("--help", "--version"):
                with self.subTest(program=program.name, word=word), \
                        open("/dev/full", "wb") as full:
                    status, _, _ = self.run_program(word, program=program,
                                                    stdout=full)
                    self.assertEqual(status, 1)

    def test_help_wins_over_what_else_is_said(self):
        self.assertTrue(self.expect("call", "--help", "nosuch:", out=None))
        self.assertTrue(self.expect("call", "-qh", out=None))


if __name__ == "__main__":
    suite.main()
