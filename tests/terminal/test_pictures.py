"""What a measurement shows on a terminal: a line while it runs, that fits and
leaves nothing behind, and a report that is fitted to the width."""
import os
import re
import subprocess

from screen import Screen, needed
from support import programs, suite

SAMPLE = programs.FOLDER / "tests/pages/pictures_sample"
COLOUR = re.compile("\x1b\\[[\\d;]*m")


def sample(*words):
    return subprocess.run([SAMPLE, *map(str, words)], check=True, timeout=60,
                          capture_output=True, encoding="utf-8").stdout


@needed
class Report(suite.Case):
    def screen(self, *words, **how):
        screen = Screen(*words, **how)
        self.addCleanup(screen.end)
        return screen

    def shown(self, kind, columns):
        """What a terminal of that width shows of a coloured report."""
        screen = self.screen(SAMPLE, "report", kind, columns, "colour",
                             columns=columns, rows=250)
        self.assertEqual(screen.status(), 0)
        return screen

    def test_it_is_fitted_to_any_width(self):
        for kind in ("one", "open", "many", "halves"):
            for columns in (40, 80, 200):
                with self.subTest(kind=kind, columns=columns):
                    # a line that was too long would have been broken
                    self.assertEqual(
                        self.shown(kind, columns).text(),
                        sample("report", kind, columns).rstrip())

    def test_it_is_coloured_and_nothing_more(self):
        screen = self.shown("many", 80)
        self.assertIn("\x1b[38;5;166mudp", screen.text(colours=True))
        coloured = sample("report", "many", 80, "colour")
        self.assertEqual(COLOUR.sub("", coloured), sample("report", "many", 80))

    def test_columns_stand_below_each_other(self):
        lines = sample("report", "many", 80).split("\n")
        head = next(line for line in lines if line.startswith("latency"))
        edge = head.index("max") + len("max")
        rows = [line for line in lines[lines.index(head):]
                if re.match("(tcp|udp|unix) ", line)][:15]
        self.assertEqual(len(rows), 15)
        for row in rows:
            self.assertEqual(row[edge - 1:edge + 2], "s  ")

    def test_a_wide_terminal_has_longer_bars(self):
        def longest(columns):
            return max(map(len, re.findall(
                "█+░*", sample("report", "many", columns))))
        self.assertGreater(longest(80), 10)
        self.assertGreater(longest(120), longest(80))
        self.assertGreater(longest(200), longest(120))


@needed
class Live(suite.Case):
    def watch(self, columns=80, script='"$0" live < "$1"'):
        """A run that goes on by a tenth of a second for each step()."""
        fifo = self.folder / f"fifo{columns}"
        os.mkfifo(fifo)
        screen = Screen("sh", "-c", script, SAMPLE, fifo, columns=columns,
                        folder=str(self.folder))
        self.addCleanup(screen.end)
        self.pipe = open(fifo, "wb", buffering=0)
        self.addCleanup(self.pipe.close)
        return screen

    def step(self, count=1):
        self.pipe.write(b"\n" * count)

    def test_it_tells_how_the_run_goes_and_leaves_nothing(self):
        screen = self.watch()
        self.step()
        screen.until(r"^udp 512 B  █ +84\.0 k/s  p50 12\.3 µs  "
                     r"p99 40\.1 µs  0\.238 % lost  10 s left$")
        self.step(14)
        screen.until(r"^udp 512 B  █{4,} +84\.0 k/s .*  9 s left$")
        self.assertEqual(len(screen.lines()), 1)
        self.pipe.close()
        self.assertEqual(screen.status(), 0)
        self.assertEqual(screen.text(), "")
        self.assertEqual(screen.cursor(), (0, 0))

    def test_a_narrow_terminal_is_told_less(self):
        for columns, line in (
                (60, r"^udp 512 B  84\.0 k/s  p99 40\.1 µs  0\.238 % lost  "
                     r"10 s left$"),
                (26, r"^84\.0 k/s  0\.238 % lost$"),
                (12, r"^84\.0 k/s$")):
            with self.subTest(columns=columns):
                screen = self.watch(columns)
                self.step()
                screen.until(line)
                self.assertEqual(len(screen.lines()), 1)
                self.pipe.close()
                screen.status()

    def test_a_terminal_that_becomes_narrow_is_followed(self):
        screen = self.watch(100)
        self.step()
        screen.until("2/5")
        screen.resize(40)
        self.step()
        screen.until(r"84\.0 k/s  0\.238 % lost  10 s left$")

    def test_it_is_shown_to_nobody_who_is_no_terminal(self):
        screen = self.watch(script='"$0" live < "$1" 2> said')
        self.step(20)
        self.pipe.close()
        self.assertEqual(screen.status(), 0)
        self.assertEqual((self.folder / "said").read_bytes(), b"")


@needed
class Bench(suite.Case):
    def bench(self, *options):
        screen = Screen(programs.MSGWIRE, "bench", self.serve().url("tcp"),
                        "--warmup", "0", *options, rows=60,
                        env={"HOME": str(self.folder)})
        self.addCleanup(screen.end)
        screen.until(r"^tcp\S* .*[\d.]+ [kM]?/s  p50 +\S+ .?s  p99 +\S+ .?s  "
                     r"0 failed  \d+:?\d* ?s? left$")
        return screen

    def assert_report(self, screen, status):
        self.assertEqual(screen.status(), status)
        text = screen.text()
        self.assertRegex(text, r"(?m)^throughput +\S+ [kM]?/s")
        self.assertRegex(text, r"(?m)^latency +p50 ")
        self.assertNotIn(" left", text)

    def test_its_line_gives_way_to_its_report(self):
        screen = self.bench("--duration", "1500ms")
        self.assert_report(screen, 0)

    def test_an_interrupt_takes_the_line_and_leaves_a_report(self):
        screen = self.bench("--duration", "10m")
        screen.press("C-c")
        self.assert_report(screen, 130)


if __name__ == "__main__":
    suite.main()
