"""What a person sees of a value: fitted, coloured, folded, and never more of
the terminal than text."""
import json
import re

from screen import Screen, needed
from support import packing, peers, suite
from support.programs import MSGWIRE

SENTENCE = "The quick brown fox jumps over the lazy dog. "
SAMPLE = {
    "id": 42, "name": "Ada Lovelace", "tags": ["math", "poetry"],
    "text": SENTENCE * 40, "ok": True, "nothing": None,
    "numbers": [n * n for n in range(1, 40)],
    "wide": ["套接字", "データ", "🙂🙂", "e\u0301te\u0301"] * 3,
    "list": [{"id": n, "city": "Berlin"} for n in range(4)],
}
COLOUR = re.compile("\x1b\\[[\\d;]*m")


@needed
class Pretty(suite.Case):
    def screen(self, *words, **how):
        screen = Screen(*words, **how)
        self.addCleanup(screen.end)
        return screen

    def keep(self, value, name="value"):
        """Keeps a value as msgpack in a file; returns its path."""
        path = self.folder / name
        path.write_bytes(packing.pack(value))
        return path

    def decode(self, value, *words, **how):
        """What `decode` shows of it, when it has ended."""
        screen = self.screen(MSGWIRE, "decode", self.keep(value), *words,
                             **how)
        self.assertEqual(screen.status(), 0)
        return screen

    def test_it_is_fitted_to_any_width(self):
        for columns in (20, 40, 80, 200):
            with self.subTest(columns=columns):
                screen = self.decode(SAMPLE, columns=columns, rows=100)
                text = screen.text()
                for key in SAMPLE:
                    self.assertRegex(text, f'(?m)^  "{key}":')
                self.assertRegex(text, r'"The [^"]*…"\s+\(1 800 characters\)')
                # a line that was too long would have been broken, and its
                # rest would stand at the left edge
                edge = [line for line in screen.lines() if line[:1] != " "]
                self.assertEqual(edge, ["{", "}"])

    def test_what_is_small_stands_on_one_line(self):
        lines = self.decode(SAMPLE, columns=80, rows=100).lines()
        self.assertIn('  "tags": ["math", "poetry"],', lines)
        self.assertIn('    {"id": 0, "city": "Berlin"},', lines)

    def test_numbers_stand_in_columns(self):
        lines = self.decode([n * n for n in range(40)], columns=40).lines()
        self.assertEqual(lines[1], "     0,    1,    4,    9,   16,   25,")
        self.assertEqual(len({len(line) for line in lines[1:-2]}), 1)

    def test_colours_are_on_unless_someone_does_not_want_them(self):
        for how, coloured in (({}, True), ({"env": {"NO_COLOR": "1"}}, False),
                              ({"term": "dumb"}, False),
                              ({"term": ""}, False)):
            with self.subTest(how=how):
                screen = self.decode({"key": [1, "s", True, None]}, **how)
                shown = screen.text(colours=True)
                self.assertEqual("\x1b[38;5;" in shown, coloured)
                self.assertEqual(screen.text(),
                                 '{"key": [1, "s", true, null]}')

    def test_colours_can_be_chosen(self):
        screen = self.decode({"key": "s"}, env={
            "MSGWIRE_COLORS": "key=35:string="})
        self.assertRegex(screen.text(colours=True),
                         '\x1b\\[35m"key"\x1b\\[39m: "s"')

    def test_a_choice_that_is_wrong_is_told_once_and_harmless(self):
        screen = self.decode({"key": "s"}, columns=200, env={
            "MSGWIRE_COLORS": "key=1m\x1b]0;title\x07"})
        told, shown = screen.lines()
        self.assertEqual(told, f"msgwire: decode {self.folder / 'value'}: "
                         "MSGWIRE_COLORS: key=1m\\x1b]0;title\\x07: expected "
                         "digits and semicolons, such as 34;1")
        self.assertEqual(shown, '{"key": "s"}')

    def test_a_message_far_longer_than_the_screen_tells_its_size(self):
        value = [{"id": n, "name": f"user {n}"} for n in range(90000)]
        whole = len(packing.pack(value))
        for rows in (10, 24, 50):
            with self.subTest(rows=rows):
                screen = self.decode(value, rows=rows)
                lines = screen.lines(scrolled=True)
                self.assertEqual(lines[0], "[")
                self.assertEqual(lines[1], '  {"id": 0, "name": "user 0"},')
                self.assertRegex(lines[-3], r"^  … \d\d \d{3} more elements$")
                self.assertEqual(lines[-1], f"({whole:,} bytes, 450,001 values"
                                 ", 90,002 lines: --full shows all)"
                                 .replace(",", " ").replace("  ", ", "))
                self.assertLess(len(lines), rows)

    def test_full_shows_all_of_it(self):
        value = {"text": SENTENCE * 40, "numbers": list(range(1500))}
        text = self.decode(value, "--full", columns=200).text(scrolled=True)
        self.assertIn(SENTENCE * 4, text)
        self.assertRegex(text, r" 1499\n  \]\n}\Z")
        self.assertNotIn("…", text)

    def test_a_pipe_gets_all_of_it_and_what_reads_back(self):
        path = self.keep(dict(SAMPLE, numbers=list(range(5000))))
        screen = self.screen("sh", "-c", '"$0" decode -o pretty "$1" | "$0" '
                             'encode | cmp - "$1" && echo same', MSGWIRE, path)
        screen.until("^same$")

    def test_where_there_is_no_terminal_a_variable_tells_the_width(self):
        path = self.keep(["a few words"] * 4)
        screen = self.screen("sh", "-c", '"$0" decode -o pretty "$1" | cat',
                             MSGWIRE, path, env={"COLUMNS": "40"})
        screen.status()
        self.assertEqual(screen.lines()[1], '  "a few words", "a few words",')

    def test_pretty_that_was_asked_for_is_whole(self):
        screen = self.decode({"text": SENTENCE * 9}, "-o", "pretty")
        self.assertNotIn("…", screen.text())

    def test_a_time_has_the_local_one_beside_it(self):
        time = b"\xd6\xff\x60\x00\x00\x00"
        path = self.folder / "time"
        path.write_bytes(time)
        for zone, local in (("UTC0", ""), ("XYZ-5:30", " (2021-01-14 13:55:36 "
                                           "+05:30)")):
            screen = self.screen(MSGWIRE, "decode", path, env={"TZ": zone})
            screen.status()
            self.assertEqual(screen.text(),
                             '{"$ts": "2021-01-14T08:25:36Z"}' + local)

    def test_a_terminal_that_is_resized_is_fitted_from_then_on(self):
        url = self.serve().url("tcp")
        words = json.dumps(["a few words"] * 6)
        screen = self.screen(MSGWIRE, "call", url, "echo", "-", columns=100)
        screen.enter(words)
        screen.until(r'^\[\["a few words", .*\]\]$')
        screen.resize(50)
        screen.enter(words)
        screen.until(r'^    "a few words", "a few words", "a few words",\n'
                     r'    "a few words", "a few words", "a few words"$')

    def test_servers_are_described_within_the_width(self):
        url = self.serve().url("tcp")
        for columns in (40, 80, 200):
            for verb in ("describe", "stats"):
                with self.subTest(columns=columns, verb=verb):
                    screen = self.screen(MSGWIRE, verb, url, columns=columns,
                                         rows=100)
                    self.assertEqual(screen.status(), 0)
                    text = screen.text()
                    self.assertRegex(text, "(?m)^ *(max_frame|requests_in) ")
                    # no word was broken at the edge
                    self.assertNotRegex(text, r"(?m)^[a-z]+\)?$(?<!methods)"
                                              r"(?<!limits)")
        self.assertRegex(text, r"requests_in +\d+ +\S+ +\d+ +\S+ +\d+")

    def test_only_a_terminal_gets_sentences_in_colour(self):
        nobody = peers.nobody("tcp")
        script = '"$0" call "$1" m 2>said; "$0" call "$1" m; cat said'
        screen = self.screen("sh", "-c", script, MSGWIRE, nobody, columns=200)
        screen.status()
        first, second = screen.lines(colours=True)
        self.assertRegex(first, "\x1b\\[[\\d;]+mmsgwire:\x1b\\[0?m")
        self.assertNotIn("\x1b", COLOUR.sub("", first))
        self.assertRegex(COLOUR.sub("", second),
                         "^msgwire: .*connection refused")
        self.assertNotRegex(second, "\x1b\\[[\\d;]+mmsgwire")


if __name__ == "__main__":
    suite.main()
