"""The line that says how far a long stream has come: there when someone waits
and sees it, and gone at the end."""
import os

from screen import Screen, needed
from support import suite
from support.programs import MSGWIRE

LINE = r"^\d[\d ]* values, [\d.]+ k?B, \d[\d ]* values/s, [\d.]+ k?B/s$"


VALUE = b'[2,"event",[]]\n'  # a notification, for those who send it


class Slow:
    """A screen whose program reads a pipe that we write to, now and then."""

    def __init__(self, case, script, *words):
        self.fifo = case.folder / f"fifo{case.screens}"
        case.screens += 1
        os.mkfifo(self.fifo)
        self.screen = Screen("sh", "-c", script, MSGWIRE, self.fifo, *words,
                             folder=str(case.folder))
        case.addCleanup(self.screen.end)
        self.pipe = open(self.fifo, "wb", buffering=0)

    def feed(self, text=VALUE):
        self.pipe.write(text)

    def end(self):
        """Ends the input; returns what is on the screen at the end."""
        self.pipe.close()
        self.screen.status()
        return self.screen.text()


@needed
class Progress(suite.Case):
    screens = 0

    def slow(self, script, *words):
        return Slow(self, script, *words)

    def feed_until_shown(self, shown, *others):
        """Feeds all of them until one shows its line."""
        def fed():
            for each in (shown, *others):
                each.feed()
            text = shown.screen.text()
            return text if " values/s" in text else None
        return shown.screen.wait(fed, "progress")

    def test_it_comes_changes_and_goes(self):
        slow = self.slow('"$0" encode "$1" > out')
        first = self.feed_until_shown(slow)
        self.assertRegex(first, LINE)

        def changed():
            slow.feed()
            return slow.screen.text() not in (first, "")
        slow.screen.wait(changed, "another line")
        self.assertEqual(slow.end(), "")
        written = (self.folder / "out").read_bytes()
        one = b"\x93\x02\xa5event\x90"
        self.assertEqual(written, one * (len(written) // len(one)))

    def test_it_is_shown_to_no_one_who_could_not_want_it(self):
        shown = self.slow('"$0" encode "$1" > /dev/null')
        hidden = [self.slow(script) for script in (
            '"$0" encode -q "$1" > /dev/null',   # quiet
            '"$0" encode "$1" 2> said > /dev/null',  # stderr is a file
            '"$0" encode "$1" | cat > /dev/null',  # the reader may write
            '"$0" encode "$1" -o json',  # the values are seen already
        )]
        self.feed_until_shown(shown, *hidden)
        for slow in hidden:
            self.assertNotIn("values", slow.end())
        self.assertEqual((self.folder / "said").read_bytes(), b"")
        self.assertEqual(shown.end(), "")

    def test_what_is_sent_is_counted(self):
        server = self.serve()
        for words in ("notify {url} event -", "send {url}",
                      "call {url} echo - -o none",
                      "call {url} echo - > /dev/null"):
            with self.subTest(words=words):
                slow = self.slow('"$0" ' + words.format(
                    url=server.url("tcp")) + ' < "$1"')
                self.assertRegex(self.feed_until_shown(slow), LINE)
                self.assertEqual(slow.end(), "")

    def test_a_sentence_takes_its_place(self):
        slow = self.slow('"$0" encode "$1" > /dev/null')
        self.feed_until_shown(slow)
        slow.feed(b"[1\n,,")
        text = slow.end()
        self.assertRegex(text.replace("\n", ""),
                         r"\Amsgwire: encode \S*fifo0: value \d+: line \d+, "
                         r'column 2: expected a value, got ","\Z')


if __name__ == "__main__":
    suite.main()
