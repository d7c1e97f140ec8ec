"""Messages that try to write to the terminal: on a real screen each of their
characters is seen, none is obeyed; and no byte that could be leaves us."""
import re

from screen import Screen, needed
from support import packing, peers, suite
from support.programs import MSGWIRE, environment
from support.terminal import Terminal

C0 = [chr(code) for code in range(0x20)] + ["\x7f"]
C1 = [chr(code) for code in range(0x80, 0xa0)]
BIDI = [chr(code) for code in (0x61c, 0x200e, 0x200f, *range(0x2028, 0x202f),
                               *range(0x2066, 0x206a))]
COMMANDS = [
    "\x1b]0;title\x07", "\x1b]2;title\x1b\\", "\x9d0;title\x9c",  # its title
    "\x1b]52;c;aGVsbG8=\x07",  # the clipboard
    "\x1b[2J\x1b[H", "\x9b2J", "\x1bc", "\x1b[?1049h",  # all that it shows
    "\x1b[10A", "\x1b[1000D", "\r\n\n", "\x08" * 9,  # the cursor
    "\x1b[?25l", "\x1b[8m", "\x1b#8", "\x0e", "\x1bP1;1|17/ab\x1b\\",
    "\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\",
]
HOSTILE = [f"<{text}>" for text in [*C0, *C1, *BIDI, *COMMANDS]]
COLOUR = re.compile("\x1b\\[[\\d;]*m")
OBEYED = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f"
                    "\u2028-\u202e\u2066-\u2069]")
SHELL = '"$0" "$@"; echo "status $?"'


def saying(error):
    """The URL of a peer that answers each request with an error."""
    return peers.each(lambda body: peers.answer(
        body, lambda message: [*message[:2], error, None]))


def answering(result):
    return peers.each(lambda body: peers.answer(
        body, lambda message: [*message[:2], None, result]))


@needed
class HostileText(suite.Case):
    def raw(self, *words):
        """All that the terminal gets, as text."""
        terminal = Terminal(200, 100)
        self.run_program("-c", SHELL, MSGWIRE, *words, program="/bin/sh",
                         stdout=terminal.theirs, stderr=terminal.theirs,
                         env=environment(TERM="xterm-256color"))
        return terminal.end().decode("utf-8")

    def look(self, *words):
        """What the screen shows is what it was sent, line by line."""
        sent = self.raw(*words)
        self.assertNotRegex(COLOUR.sub("", sent), OBEYED)
        screen = Screen("sh", "-c", SHELL, MSGWIRE, *words, columns=200,
                        rows=100)
        self.addCleanup(screen.end)
        title = screen.title()
        screen.status()
        plain = COLOUR.sub("", sent).rstrip("\n")
        self.assertEqual(self.unwrapped(screen), plain.replace("\n", ""))
        self.assertEqual(screen.title(), title)
        return plain

    @staticmethod
    def unwrapped(screen):
        """Without line ends, of which a long line has more on a screen."""
        return "".join(line.ljust(200) if len(line) == 200 else line
                       for line in screen.lines(scrolled=True))

    def keep(self, value):
        path = self.folder / "value"
        path.write_bytes(packing.pack(value))
        return path

    def test_values_in_each_form(self):
        path = self.keep([*HOSTILE, {"".join(HOSTILE[:40]): 1}])
        for form in ("auto", "pretty", "json", "inspect", "hex"):
            with self.subTest(form=form):
                plain = self.look("decode", "-o", form, "--full", path)
                self.assertIn("status 0", plain)
                if form in ("auto", "pretty", "json"):
                    for number in (*range(8), 0x1b, 0x7f, *range(0x80, 0xa0),
                                   0x202e, 0x2028):
                        self.assertIn(f"<\\u{number:04x}>", plain)

    def test_folded_values(self):
        path = self.keep({"\x1b]0;title\x07" * 40: "\x1b[2J\u202e" * 400,
                          "bin": b"\x1b[2J\x07" * 99})
        plain = self.look("decode", path)
        self.assertIn("(2 000 characters)", plain)

    def test_results_and_errors_of_a_peer(self):
        self.look("call", answering(HOSTILE), "m", "--full")
        for text in ("".join(HOSTILE[:60]), "".join(HOSTILE[60:])):
            error = {"code": 1, "message": text, "data": text}
            plain = self.look("call", saying(error), "m")
            self.assertIn("status 8", plain)

    def test_what_a_server_says_of_itself(self):
        text = "".join(COMMANDS)
        described = {"server": text, "version": text, "protocol": text,
                     "limits": {text: 1},
                     "methods": [dict.fromkeys(("name", "params", "result",
                                                "summary", "since"), text)]}
        self.assertIn("\\u001b", self.look("describe", answering(described)))
        self.assertIn("\\u001b", self.look("stats", answering({text: 1})))

    def test_ones_own_words(self):
        for words in (("decode", "/nosuch\x1b]0;title\x07\x1b[2J"),
                      ("call", "tcp://\x1b[2J:1", "m"),
                      ("\x1b]0;title\x07",), ("call", "--\x1b[2J")):
            self.look(*words)


if __name__ == "__main__":
    suite.main()
