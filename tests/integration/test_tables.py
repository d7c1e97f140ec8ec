"""What --help lists is in the manual, in every completion, and in a test."""
import re
import shutil

from support import programs, shells, suite

TESTS = suite.TOP / "tests"
OPTION = re.compile(r"^ {2}(?:-\w, |    )?--(\[no-\])?([\w-]+)", re.MULTILINE)


def named_in_tests():
    """Every --option that some test names."""
    found = set()
    for path in TESTS.rglob("*"):
        if path.suffix in {".py", ".c", ".h", ".sh"} or not path.suffix:
            if path.is_file():
                text = path.read_text(encoding="utf-8", errors="replace")
                found.update(re.findall(r"--(?:no-)?([a-z][a-z0-9-]*)", text))
    return found


class Tables(suite.Case):
    def setUp(self):
        """lines: what is typed in front, and the options that may follow."""
        super().setUp()
        _, said, _ = self.run_program("completion", "words", "--", "")
        verbs = [line.partition("\t")[0] for line in said.decode().split("\n")
                 if re.match("[a-z]", line)]
        self.lines = {f"msgwire {verb}": self.listed(verb) for verb in verbs}
        self.lines["msgwired"] = self.listed(program=programs.MSGWIRED)

    def listed(self, *words, program=programs.MSGWIRE):
        """The options that --help lists, as they are typed."""
        _, said, _ = self.run_program(*words, "--help", program=program)
        found = set()
        for negatable, name in OPTION.findall(said.decode()):
            found.add(f"--{name}")
            if negatable:
                found.add(f"--no-{name}")
        self.assertIn("--help", found)
        return found

    def none_missing(self, missing, where):
        self.assertFalse(missing, f"not {where}:\n" + "\n".join(
            f"  {line}: {', '.join(sorted(options))}"
            for line, options in missing.items() if options))

    def test_each_option_is_in_the_manual(self):
        pages = {"msgwire": ("help", "--manual"), "msgwired": ("--manual",)}
        missing = {}
        for program, words in pages.items():
            _, said, _ = self.run_program(*words,
                                          program=programs.FOLDER / program)
            page = re.sub(r"\\f.", "", said.decode()).replace("\\-", "-")
            entries = set(re.findall(
                r"^\.TP\n(?:-\w, )?--(?:\[no-\])?([\w-]+)", page, re.MULTILINE))
            for line, options in self.lines.items():
                if line.split()[0] == program:
                    missing[line] = {
                        option for option in options if option.removeprefix(
                            "--").removeprefix("no-") not in entries}
        self.none_missing({line: options for line, options in missing.items()
                           if options}, "in the manual")

    def test_each_verb_of_the_manual_names_its_options(self):
        _, said, _ = self.run_program("help", "--manual")
        page = re.sub(r"\\f.", "", said.decode()).replace("\\-", "-")
        for part in page.split("\n.SS \"")[1:]:
            verb = part.partition(" ")[0]
            with self.subTest(verb=verb):
                named = re.search(r"Options:(.*?)\.PP", part, re.DOTALL)
                self.assertEqual(
                    set(re.findall(r"--[\w-]+", named.group(1))),
                    {option for option in self.lines[f"msgwire {verb}"]
                     if not option.startswith("--no-")})

    def test_each_option_is_completed_by_each_shell(self):
        present = [name for name in shells.SCRIPTS if shutil.which(name)]
        for name in present:
            shell = shells.Shell(name)
            self.addCleanup(shell.close)
            missing = {}
            for line, options in self.lines.items():
                if left := options - set(shell.offers(f"{line} --")):
                    missing[line] = left
            self.none_missing(missing, f"completed by {name}")
        if absent := sorted(set(shells.SCRIPTS) - set(present)):
            self.skipTest(f"no {' and no '.join(absent)}")

    def test_each_option_is_named_in_a_test(self):
        named = named_in_tests()
        missing = {}
        for line, options in self.lines.items():
            if left := {option for option in options if option.removeprefix(
                    "--").removeprefix("no-") not in named}:
                missing[line] = left
        self.none_missing(missing, "named in any test")


if __name__ == "__main__":
    suite.main()
