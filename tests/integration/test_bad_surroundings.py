"""What surrounds a program, its files and variables, may be anything: that is
told, or does no harm."""
import json
import os

from support import programs, refusals, suite

# What the file of contexts holds, the status and what is said of it.
BROKEN = (
    (b"x tcp://h:1 --timeout=\x1b[2J\n", r"line 1: --timeout \\x1b\[2J: "),
    (b"\nx tcp:/h\n", 'line 2: expected "//" after "tcp:"'),
    (b"x @x\n", 'line 1: expected a host or ":port", got "@x"'),
    (b'x "tcp://h\n', "line 1: expected a quote that is closed"),
    (b"x\n", "line 1: expected"),
    (b"\xff\xfe\0\0\n", "line 1: expected"),
)
WIDTHS = ("x", "-5", "0", "1", "9" * 30, "", "\x1b[2J")


class BadSurroundings(refusals.Case):
    def setUp(self):
        super().setUp()
        self.env = programs.environment(XDG_CONFIG_HOME=str(self.folder))
        self.file = self.folder / "msgwire/contexts"
        self.file.parent.mkdir()

    def contexts_refused(self, status, shown, env=None):
        for words in (("call", "@x", "m"), ("context", "ls"),
                      ("context", "rm", "x"), ("context", "add", "y", "h:1")):
            with self.subTest(words=words):
                self.refused(words, shown, status=status, env=env or self.env)

    def test_a_broken_file_of_contexts_is_6_and_stays_as_it_is(self):
        for text, shown in BROKEN:
            with self.subTest(text=text):
                self.file.write_bytes(text)
                self.contexts_refused(6, f"contexts {shown}")
                self.assertEqual(self.file.read_bytes(), text)

    def test_a_file_of_contexts_that_is_none_is_1(self):
        self.file.mkdir()
        self.contexts_refused(1, "contexts: expected a file")
        self.file.rmdir()
        os.mkfifo(self.file)
        self.contexts_refused(1, "contexts: expected a file")
        self.file.unlink()
        self.file.symlink_to("/dev/zero")
        self.contexts_refused(1, "contexts: expected a file")
        self.file.unlink()
        self.file.write_bytes(b"# a long tale\n" * 100000)
        self.contexts_refused(1, "contexts: it is longer than 64 KiB")

    def test_no_folder_for_contexts_is_told(self):
        env = programs.environment(XDG_CONFIG_HOME=None, HOME=None)
        self.contexts_refused(2, "expected XDG_CONFIG_HOME or HOME", env)

    def test_any_width_that_is_told_does_no_harm(self):
        for width in WIDTHS:
            with self.subTest(width=width):
                said = self.expect(
                    "encode", "-w", "[1,2]", "-o", "pretty", out=None,
                    env=programs.environment(COLUMNS=width))
                self.assertEqual(json.loads(said), [1, 2])

    def test_a_terminal_or_a_zone_of_no_known_name_does_no_harm(self):
        for name, value in (("TERM", "nosuch"), ("TERM", ""), ("TERM", None),
                            ("TZ", "nosuch/zone"), ("LANG", "xx_XX"),
                            ("LC_ALL", "C"), ("HOME", None)):
            with self.subTest(name=name, value=value):
                self.expect("encode", "-w", '"é"', "-o", "pretty",
                            out='"é"\n'.encode(),
                            env=programs.environment(**{name: value}))

    def test_few_descriptors_are_told_or_enough(self):
        url = self.serve().url("tcp")
        for most in range(8, 20):
            status, out, said = self.run_program(
                "-c", f'ulimit -n {most}; exec "$0" call {url} echo 1',
                programs.MSGWIRE, program="/bin/bash")
            with self.subTest(descriptors=most):
                self.assertIn((status, out), ((0, b"[1]\n"), (1, b""),
                                              (3, b"")))
                self.assertEqual(status == 0, said == "", said)


if __name__ == "__main__":
    suite.main()
