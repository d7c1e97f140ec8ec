"""Files that can't be read, output that can't be written, descriptors that are
closed: a sentence and a status, or no harm at all."""
import os
import threading
import unittest

from support import programs, refusals, suite

NO_FILE = "No such file or directory"
PRINTS_OFFLINE = (
    ("encode",), ("encode", "-w", "1"), ("decode",), ("inspect",),
    ("help",), ("help", "values"), ("help", "--manual"), ("call", "--help"),
    ("--help",), ("--version",), ("cheat",), ("completion", "bash"),
    ("context", "ls"), ("context", "show", "here"),
)
PRINTS_ONLINE = (
    ("call", "URL", "ping"), ("call", "URL", "echo", "-"),
    ("send", "URL", '[0,1,"ping",[]]', "--reply"), ("describe", "URL"),
    ("describe", "URL", "echo"), ("stats", "URL"), ("repl", "URL"),
)
SERVER_PRINTS = (("--help",), ("--manual",), ("--completion", "fish"),
                 ("--version",))


class Case(refusals.Case):
    def setUp(self):
        super().setUp()
        self.env = programs.environment(XDG_CONFIG_HOME=str(self.folder),
                                        XDG_STATE_HOME=str(self.folder))

    def printing(self):
        """The words of all that prints on stdout."""
        url = self.serve().url("tcp")
        self.expect("context", "add", "here", url, env=self.env)
        for words in (*PRINTS_OFFLINE, *PRINTS_ONLINE):
            yield [url if word == "URL" else word for word in words]

    def stdin_for(self, words):
        return b"ping\n" if words[0] == "repl" else b"1\n"


class Unreadable(Case):
    def each_way(self, name):
        """The words of all that read a file of this name."""
        trap = refusals.Trap(self)
        text = name if isinstance(name, bytes) else name.encode()
        for verb in ("encode", "decode", "inspect"):
            yield (verb, text)
        for words in ((b"@" + text,), (b"k=@" + text,), (b"k:=@" + text,)):
            yield ("call", trap.url, "m", *words)
            yield ("send", trap.url, *words)
            yield ("encode", "--words", *words)
        self.assertFalse(trap.sprung())

    def test_a_file_that_is_absent_is_2_and_named(self):
        for name in ("nosuch", "no/such", "nosuch ", "-nosuch"):
            for words in self.each_way(name):
                if name[0] != "-" or len(words) > 2:
                    with self.subTest(words=words):
                        self.refused(words, f"{name}: {NO_FILE}",
                                     cwd=self.folder)

    def test_a_name_that_is_no_name_is_2(self):
        for name, why in (("n" * 300, "File name too long"),
                          ("\x1b[2J", rf"\?\[2J: {NO_FILE}"),
                          ("caf\xe9", f"caf\xe9: {NO_FILE}"),
                          (b"caf\xe9", rf"caf\?: {NO_FILE}")):
            for words in self.each_way(name):
                with self.subTest(words=words):
                    self.refused(words, why, cwd=self.folder)

    def test_a_folder_is_no_file(self):
        (self.folder / "folder").mkdir()
        for words in self.each_way("folder"):
            with self.subTest(words=words):
                self.refused(words, "folder.*: .*[Ii]s a directory",
                             cwd=self.folder)

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_a_file_without_permission_is_2(self):
        (self.folder / "secret").touch(0o000)
        for words in self.each_way("secret"):
            with self.subTest(words=words):
                self.refused(words, "secret: Permission denied",
                             cwd=self.folder)

    def test_an_empty_file_is_no_value_but_it_is_no_fault_of_a_stream(self):
        (self.folder / "empty").touch()
        for verb in ("encode", "decode", "inspect"):
            self.expect(verb, "empty", cwd=self.folder)
        self.expect("encode", "-w", "k=@empty", out=b"\x81\xa1k\xa0",
                    cwd=self.folder)
        for word in ("@empty", "k:=@empty"):
            self.refused(("encode", "-w", word), "empty", status=6,
                         cwd=self.folder)

    def test_a_fifo_is_read_until_it_closes(self):
        fifo = self.folder / "fifo"
        os.mkfifo(fifo)
        for words, said, out in ((("encode", fifo), b"1 2", b"\x01\x02"),
                                 (("decode", fifo), b"", b""),
                                 (("encode", "-w", f"k=@{fifo}"), b"x",
                                  b"\x81\xa1k\xa1x")):
            writer = threading.Thread(target=fifo.write_bytes, args=(said,))
            writer.start()
            self.expect(*words, out=out)
            writer.join(programs.PATIENCE_S)

    def test_stdin_that_is_a_folder_is_told(self):
        url = self.serve().url("tcp")
        for words in (("encode",), ("decode",), ("inspect",),
                      ("call", url, "echo", "-"), ("notify", url, "echo", "-"),
                      ("send", url), ("send", url, "@-"), ("repl", url),
                      ("call", url, "echo", "k=@-")):
            with self.subTest(words=words):
                folder = os.open(self.folder, os.O_RDONLY)
                self.addCleanup(os.close, folder)
                status, out, said = self.run_program(*words, stdin=folder)
                self.assertIn(status, (1, 2, 6))
                self.assertEqual(out, b"")
                self.assertRegex(said, r"\Amsgwire: [^\n]*[Ii]s a directory"
                                       r"[^\n]*\n\Z")


class Unwritable(Case):
    def test_a_full_disk_is_1_and_said_by_all_that_prints(self):
        for words in self.printing():
            with self.subTest(words=words), open("/dev/full", "wb") as full:
                status, _, said = self.run_program(
                    *words, stdin=self.stdin_for(words), stdout=full,
                    env=self.env)
                self.assertEqual(status, 1)
                self.assertRegex(said, r"\Amsgwire: [^\n]*can't write the "
                                       r"output: No space left[^\n]*\n\Z")

    def test_a_result_that_is_lost_is_1_whatever_comes_first(self):
        """The end of stdin and the answer come in any order."""
        url = self.serve(listen=(self.unix(),)).urls[0]
        for _ in range(60):
            with open("/dev/full", "wb") as full:
                self.expect("call", url, "echo", "-", stdin=b"1\n", status=1,
                            stdout=full, err="No space left")

    def test_a_full_disk_is_1_for_the_server_too(self):
        for words in SERVER_PRINTS:
            with self.subTest(words=words), open("/dev/full", "wb") as full:
                status, _, said = self.run_program(
                    *words, program=programs.MSGWIRED, stdout=full)
                self.assertEqual(status, 1)
                self.assertRegex(said, r"\Amsgwired: [^\n]*No space left"
                                       r"[^\n]*\n\Z")

    def test_a_pipe_that_nobody_reads_is_no_error(self):
        for words in self.printing():
            with self.subTest(words=words):
                read, write = os.pipe()
                os.close(read)
                status, _, said = self.run_program(
                    *words, stdin=self.stdin_for(words), stdout=write,
                    env=self.env)
                os.close(write)
                self.assertEqual((status, said), (0, ""))

    def test_stdout_that_is_closed_from_the_start_is_1(self):
        for words in self.printing():
            with self.subTest(words=words):
                status, out, said = self.run_program(
                    "-c", 'exec "$0" "$@" >&-', programs.MSGWIRE, *words,
                    program="/bin/bash", stdin=self.stdin_for(words),
                    env=self.env)
                self.assertEqual((status, out), (1, b""))
                self.assertRegex(said, r"\Amsgwire: [^\n]*can't write the "
                                       r"output: [^\n]*\n\Z")

    def test_stderr_or_stdin_that_is_closed_does_no_harm(self):
        for words in self.printing():
            if words[0] in ("decode", "inspect", "encode") or "-" in words:
                continue
            for closed in ("2>&-", "<&-", "<&- 2>&-"):
                with self.subTest(words=words, closed=closed):
                    status, _, said = self.run_program(
                        "-c", f'exec "$0" "$@" {closed}', programs.MSGWIRE,
                        *words, program="/bin/bash",
                        stdin=self.stdin_for(words), env=self.env)
                    self.assertEqual((status, said), (0, ""))

    def test_a_fault_that_can_not_be_said_has_its_status(self):
        trap = refusals.Trap(self)
        for words, expected in ((("frobnicate",), 2), (("decode", "/no"), 2),
                                (("call", trap.url, "m", "--timeout", "x"), 2),
                                (("call", "unix:/no", "m"), 3)):
            for to in ("2>&-", "2>/dev/full"):
                status, out, _ = self.run_program(
                    "-c", f'exec "$0" "$@" {to}', programs.MSGWIRE, *words,
                    program="/bin/bash")
                self.assertEqual((status, out), (expected, b""))


if __name__ == "__main__":
    suite.main()
