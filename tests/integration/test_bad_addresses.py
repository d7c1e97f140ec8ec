"""Each part of an address that can be wrong is told in one sentence that shows
its place, by every verb that takes one and by the server."""
from support import programs, refusals, suite

# What is typed, and what the sentence must show of it and of what is right.
WRONG = (
    # schemes
    ("tcp:/h:1", 'expected "//" after "tcp:"'),
    ("TCP://h:1", 'expected tcp://, udp:// or unix:.*"TCP:"'),
    ("http://h/x", 'expected tcp://.*"http:"'),
    ("tls://h:1", 'expected tcp://.*"tls:"'),
    ("unix//x", 'expected a port.*"//x"'),
    ("://h", 'expected tcp://.*got ":"'),
    # hosts
    ("", 'expected a host or ":port", got ""'),
    (" ", 'expected a host or ":port", got " "'),
    ("tcp://", 'expected a host or ":port", got ""'),
    ("tcp://a b:1", '" b:1"'),
    ("tcp://user@h:1", '"@h:1"'),
    ("tcp://h%41:1", '"%41:1"'),
    ("tcp://" + "h" * 256 + ":1", "at most 25. bytes, this one has 256"),
    # brackets
    ("tcp://[::1", r'expected "\]" after "\[::1"'),
    ("[]:1", r'IPv6 address in brackets, got "\[\]"'),
    ("[127.0.0.1]:1", r'IPv6 address in brackets, got "\[127.0.0.1\]"'),
    ("[::1%25nosuch]:1", "IPv6 address in brackets.*nosuch"),
    ("[::1]x", 'expected a port.*got "x"'),
    ("::1", "IPv6 address in brackets, such as"),
    # ports
    ("h:", 'port of 0 to 65535.*got ":"'),
    ("h:65536", '":65536"'),
    ("h:-1", '":-1"'),
    ("h:1x", '":1x"'),
    ("h:0x50", '":0x50"'),
    ("h:" + "0" * 20 + "1", '":0{20}1"'),
    ("h:1#x", '":1#x"'),
    ("h:1/path", '":1/path"'),
    # paths
    ("unix:", 'expected a path or @name after "unix:"'),
    ("unix:@", "expected a path or @name"),
    ("unix:/" + "p" * 108, "at most 10[78] bytes, this one has 109"),
    ("unix:/a%zz", 'two hex digits after "%", got "%zz"'),
    ("unix:/a%", 'two hex digits after "%", got "%"'),
    ("unix:/a%00b", "no byte 0"),
    # parameters
    ("h:1?", r'parameter such as \S+ after "\?"'),
    ("h:1?&", r'parameter such as \S+ after "\?" or "&"'),
    ("h:1?=none", "expected a parameter"),
    ("h:1?nosuch=1", "unknown parameter nosuch"),
    ("h:1?frming=none", r"unknown parameter frming \(did you mean framing\?\)"),
    ("h:1?FRAMING=none", "unknown parameter FRAMING"),
    ("h:1?fr%61ming=none", "unknown parameter"),
    ("h:1?framing", "parameter framing needs a value"),
    ("h:1?framing=", "parameter framing needs a value"),
    ("h:1?framing=u8", "parameter framing u8: expected one of u32be"),
    ("h:1?values=0", "parameter values 0: expected 1 to 65536"),
    ("h:1?values=2&framing=none", "framing none has one value in a frame"),
    ("h:1?preamble=1M", "parameter preamble 1M: expected at most 64Ki"),
    ("h:1?greeting=0x1", "parameter greeting 0x1: expected pairs of hex"),
    ("h:1?greeting=%zz", 'parameter greeting: .*two hex digits.*"%zz"'),
    ("h:1?nodelay=maybe", "parameter nodelay maybe: expected off or on"),
    ("h:1?ttl=256", "parameter ttl 256: expected 1 to 255"),
    ("h:1?keepalive=1", "parameter keepalive 1: expected a duration"),
    ("h:1?rcvbuf=2G", "parameter rcvbuf 2G: expected at most 1Gi"),
    ("udp://h:1?framing=none", "framing is only for tcp and unix, not udp"),
    ("unix:/x?ttl=1", "ttl is only for tcp and udp, not unix"),
    ("h:1?unix-mode=0600", "unix-mode is only for "),
    ("udp://239.1.1.1:1?interface=nosuch", "interface nosuch: expected the"),
    # what would move a cursor
    ("tcp://\x1b[31mred:1", r"expected .*\\x1b\[31mred"),
    ("h:1?\x1b[2J=1", r"unknown parameter \\x1b\[2J"),
    ("h:1?framing=\x1b[2J", r"parameter framing \\x1b\[2J"),
    ("unix:/\x1b[2J%zz", '"%zz"'),
    (b"tcp://\xff:1", r'got "\\xff:1"'),
    (b"h:1?\xff=1", r"unknown parameter \\xff"),
    (b"unix:/\xff%", 'two hex digits after "%"'),
)
# To a client only: what a listener may have, and what is for it alone.
WRONG_TO_DIAL = (
    ("tcp://127.0.0.1:0", "port of 1 to 65535 to connect to, got 0"),
    (":0", "port of 1 to 65535 to connect to, got 0"),
    ("udp://[::1]:0", "port of 1 to 65535 to connect to, got 0"),
    ("h:1?bind=nowhere", "parameter bind: expected an address.*nowhere"),
    ("h:1?bind=::1", "parameter bind: expected an address"),
    ("unix:/x?unix-mode=0600", "unix-mode is only for who listens"),
    ("h:1?congestion=" + "x" * 16, "congestion"),
    ("@", 'no context ""'),
    ("@nosuch", "no context nosuch, msgwire context ls lists them"),
    ("@\x1b[2J", r"no context \\x1b\[2J"),
)
WRONG_TO_LISTEN = (
    ("tcp://127.0.0.1:0?bind=127.0.0.1", "bind is only for who connects"),
    ("unix:/x?unix-mode=rw", "unix-mode rw: expected octal permissions"),
)
DIALS = (("call", "URL", "m"), ("notify", "URL", "m"), ("send", "URL", "1"),
         ("describe", "URL"), ("stats", "URL"), ("wait", "URL"),
         ("repl", "URL"))


class BadAddresses(refusals.Case):
    def setUp(self):
        super().setUp()
        self.env = programs.environment(XDG_CONFIG_HOME=str(self.folder))

    def refuses(self, words, url, shown, program=programs.MSGWIRE):
        with self.subTest(words=words, url=url):
            self.refused([url if word == "URL" else word for word in words],
                         shown, program=program, env=self.env,
                         cwd=self.folder)

    def test_each_verb_that_connects_refuses_each_wrong_part(self):
        for url, shown in (*WRONG, *WRONG_TO_DIAL):
            self.refuses(DIALS[0], url, shown)
        for verb in DIALS[1:]:
            for url, shown in (*WRONG[:3], *WRONG[-8:], *WRONG_TO_DIAL):
                self.refuses(verb, url, shown)

    def test_who_listens_refuses_each_wrong_part(self):
        for url, shown in (*WRONG, *WRONG_TO_LISTEN):
            self.refuses(("listen", "URL"), url, shown)
            self.refuses(("--listen", "URL"), url, f"{shown}|needs a value",
                         programs.MSGWIRED)

    def test_a_context_refuses_them_when_it_is_added(self):
        for url, shown in WRONG:
            self.refuses(("context", "add", "x", "URL"), url,
                         f"{shown}|without control characters")
        self.expect("context", "ls", env=self.env)

    def test_a_name_of_a_context_must_be_one(self):
        for name in ("", "@", "-x", "a b", "a/b", "ä", "\x1b[2J", b"\xff",
                     "x" * 33, ".", "../x"):
            words = ("--", name) if name[:1] == "-" else (name,)
            self.refuses(("context", "add", *words, "URL"), "h:1",
                         "expected a name of at most 32 letters")

    def test_the_second_of_several_addresses_is_as_wrong(self):
        for url, shown in (("tcp:/h:1", 'tcp:/h:1.*expected "//"'),
                           ("127.0.0.1:65536", '":65536"')):
            first = "tcp://127.0.0.1:0"
            self.refuses(("listen", first, "URL"), url, shown)
            self.refuses(("--listen", first, "--listen", "URL"), url, shown,
                         programs.MSGWIRED)


if __name__ == "__main__":
    suite.main()
