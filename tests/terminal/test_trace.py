"""What a person sees of the wire: --trace and inspect, on terminals of any
width, with colours, and with nothing that moves the cursor."""
import re

from screen import Screen, needed
from support import packing, peers, suite
from support.programs import MSGWIRE
from support.wire import frame

COLOUR = re.compile("\x1b\\[[\\d;]*m")
REQUEST = [0, 7, "upper", ["hello", {"a": [1, 2.5, None], "bytes": b"\0\1"}]]


@needed
class Wire(suite.Case):
    def screen(self, *words, **how):
        screen = Screen(*words, rows=60, **how)
        self.addCleanup(screen.end)
        return screen

    def inspect(self, value, *words, **how):
        path = self.folder / "message"
        path.write_bytes(frame(packing.pack(value)))
        return self.screen(MSGWIRE, "inspect", "-F", "u32be", path, *words,
                           **how)

    def test_an_inspection_is_fitted_to_any_width(self):
        for columns in (40, 80, 200):
            with self.subTest(columns=columns):
                screen = self.inspect(REQUEST, columns=columns)
                self.assertEqual(screen.status(), 0)
                rows = [line for line in screen.lines()
                        if re.match("[0-9a-f]{4} ", line)]
                # none was too long, so that its rest would stand below
                self.assertEqual(len(rows), 15)
                self.assertIn("request #7 upper", screen.text())
                self.assertIn('"hello"', screen.text())

    def test_a_fault_is_pointed_at_below_its_byte(self):
        path = self.folder / "broken"
        path.write_bytes(b"\x93\x01\xa2hi\xc1")
        screen = self.screen(MSGWIRE, "inspect", path, columns=80)
        self.assertEqual(screen.status(), 6)
        lines = screen.lines()
        at = next(n for n, line in enumerate(lines) if "^ expected" in line)
        self.assertEqual(lines[at].index("^"), lines[at - 1].index("c1"))

    def test_kinds_have_colours_and_no_color_has_none(self):
        coloured = self.inspect(REQUEST)
        self.assertEqual(coloured.status(), 0)
        self.assertRegex(coloured.text(colours=True), COLOUR)
        plain = self.inspect(REQUEST, env={"NO_COLOR": "1"})
        self.assertEqual(plain.status(), 0)
        self.assertNotRegex(plain.text(colours=True), COLOUR)

    def test_a_trace_stands_beside_the_data(self):
        url = self.serve().url("tcp", "127.0.0.1")
        for columns in (40, 80, 200):
            with self.subTest(columns=columns):
                screen = self.screen(MSGWIRE, "call", url, "upper", "hello",
                                     "--trace", columns=columns)
                self.assertEqual(screen.status(), 0)
                words = " ".join(screen.text().split())
                self.assertIn(f"-> {url} 20 bytes: request #0 upper", words)
                self.assertIn(f"<- {url} 15 bytes: response #0", words)
                self.assertIn('["HELLO"]', screen.lines())
                # each line begins with a time or an offset, or is indented
                for line in screen.lines():
                    self.assertRegex(line, r"\A(\d+\.\d{6} |[\da-f]{4} | |\[)")

    def test_the_trace_is_coloured_where_stdout_is_a_file(self):
        url = self.serve().url("tcp", "127.0.0.1")
        line = f"{MSGWIRE} call {url} ping --trace > {self.folder / 'out'}"
        screen = self.screen("sh", "-c", line)
        self.assertEqual(screen.status(), 0)
        self.assertRegex(screen.text(colours=True), COLOUR)
        self.assertEqual((self.folder / "out").read_bytes(), b"[]\n")

    def test_stdout_is_pretty_where_the_trace_goes_to_a_file(self):
        url = self.serve().url("tcp", "127.0.0.1")
        line = f"{MSGWIRE} call {url} ping 1 --trace 2> {self.folder / 'err'}"
        screen = self.screen("sh", "-c", line)
        self.assertEqual(screen.status(), 0)
        self.assertNotRegex((self.folder / "err").read_text("utf-8"), COLOUR)
        self.assertEqual(screen.text(), "[1]")

    def test_a_hostile_peer_does_not_reach_the_terminal(self):
        evil = "\x1b[2J\x1b[H\x07\x9b1A\u202egone"

        def answer(conn):
            conn.recv(1 << 16)
            conn.sendall(frame(packing.pack([1, 0, None, evil])))
            conn.sendall(b"\x1b[2J\x1b]0;title\x07")
            conn.recv(1)

        screen = self.screen(MSGWIRE, "call", peers.stream(answer), "x",
                             "--trace", columns=120)
        screen.status()
        text = screen.text()
        self.assertIn("request #0 x", text)
        self.assertIn("\\u001b[2J", text)

    def test_a_terminal_that_is_resized_is_fitted_anew(self):
        screen = self.screen(MSGWIRE, "listen", "udp://127.0.0.1:0", "--trace")
        url = screen.until(r"listening (udp://\S+)")[1]
        self.expect("notify", url, "wide", "1")
        screen.until(r"\$\[2\]\[0\] +1")  # paths have a column of their own
        screen.resize(40, 60)
        self.expect("notify", url, "narrow", "2")
        screen.until(r"^000a 02 +positive fixint 2$")
        screen.press("C-c")
        screen.status()

    def test_a_dumb_terminal_gets_no_colour(self):
        screen = self.inspect(REQUEST, term="dumb")
        self.assertEqual(screen.status(), 0)
        self.assertNotRegex(screen.text(colours=True), COLOUR)


if __name__ == "__main__":
    suite.main()
