"""Shells complete what the programs take: each is asked as it is typed in."""
import os
import shutil
import unittest

from support import programs, shells, suite


class Completion:
    """What holds in every shell."""

    shell = None

    @classmethod
    def setUpClass(cls):
        if shutil.which(cls.shell) is None:
            raise unittest.SkipTest(f"no {cls.shell}")

    def setUp(self):
        super().setUp()
        self.asked = shells.Shell(self.shell, XDG_CONFIG_HOME=str(self.folder))
        self.addCleanup(self.asked.close)

    def offered(self, typed, *expected):
        self.assertEqual(sorted(self.asked.offers(typed)), sorted(expected),
                         typed)

    def test_verbs(self):
        self.offered("msgwire no", "notify")
        self.offered("msgwire --", "--help", "--version")
        self.assertIn("call", self.asked.offers("msgwire "))

    def test_options_of_the_verb(self):
        self.offered("msgwire call --infl", "--inflight")
        self.offered("msgwire inspect --infl")
        self.offered("msgwire call tcp://h:1 echo --strin", "--strings")
        self.offered("msgwire call -- --strin")
        self.offered("msgwired --reuse", "--reuse-port")
        self.offered("msgwired --no-no", "--no-nodelay")

    def test_choices(self):
        self.offered("msgwire call --framing u", "u32be", "u32le", "u16be")
        self.offered("msgwire call -F n", "none")
        self.offered("msgwire call --color=al", *self.behind("--color=",
                                                             "always"))
        self.offered("msgwired --log-level de", "debug")
        self.offered("msgwired --completion z", "zsh")

    def behind(self, before, *words):
        """bash gives back only what stands behind a = or a :."""
        return [before + word for word in words]

    def test_addresses_and_contexts(self):
        for name in ("prod", "prep"):
            self.expect("context", "add", name, "tcp://h:1",
                        env=programs.environment(
                            XDG_CONFIG_HOME=str(self.folder)))
        self.offered("msgwire call @pr", "@prod", "@prep")
        self.offered("msgwire context rm pro", "prod")
        self.offered("msgwire wait u", "udp://", "unix:")
        self.offered("msgwired --listen t", "tcp://")

    def test_words_that_each_verb_takes(self):
        self.offered("msgwire call tcp://127.0.0.1:6749 up", "upper")
        self.offered("msgwire context ", "add", "ls", "rm", "show")
        self.offered("msgwire help val", "values")
        self.offered("msgwire help dec", "decode")
        self.offered("msgwire completion f", "fish")
        self.offered("msgwire call tcp://h:1 echo zzz")

    def test_names_of_files(self):
        for name in ("data.json", "data.bin", "other"):
            (self.asked.folder / name).write_text("")
        self.offered("msgwire inspect dat", "data.json", "data.bin")
        self.offered("msgwire send tcp://h:1 @oth", "@other")
        self.offered("msgwire call tcp://h:1 echo key=@oth", "key=@other")
        self.offered("msgwire wait unix:oth", "unix:other")

    def test_the_program_may_stand_below_home(self):
        os.symlink(programs.MSGWIRE, self.asked.folder / "msgwire")
        self.offered("~/msgwire no", "notify")

    def test_a_verb_that_is_none_is_given_nothing(self):
        self.offered("msgwire frobnicate ")
        self.offered("msgwire call @nosuch")


class Bash(Completion, suite.Case):
    shell = "bash"

    def test_what_goes_on_gets_no_blank(self):
        self.assertEqual(self.asked.line("msgwire wait tc\t127.0.0.1:1"),
                         "msgwire wait tcp://127.0.0.1:1")

    def test_an_address_may_be_parted_anywhere(self):
        self.assertEqual(self.asked.line("msgwire wait tcp:\t"),
                         "msgwire wait tcp://")
        self.assertEqual(self.asked.line("msgwire wait uni\t"),
                         "msgwire wait unix:")


    def test_a_name_with_a_blank_is_quoted(self):
        (self.asked.folder / "a file").write_text("")
        self.assertEqual(self.asked.line("msgwire inspect a\t"),
                         "msgwire inspect a\\ file ")


class Zsh(Completion, suite.Case):
    shell = "zsh"

    def test_what_goes_on_gets_no_blank(self):
        self.assertEqual(self.asked.line("msgwire wait tc\t127.0.0.1:1"),
                         "msgwire wait tcp://127.0.0.1:1")


class Fish(Completion, suite.Case):
    shell = "fish"


if __name__ == "__main__":
    suite.main()
