"""What every test file of this folder begins with: a case and a runner.

A file is run as `test_file.py FOLDER-OF-PROGRAMS [unittest's options]`; ctest
does so. Its cases are told one a line, as cmocka tells them.
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

from support import programs
from support.programs import PATIENCE_S, Server, environment

TOP = pathlib.Path(__file__).resolve().parents[3]
DATA = TOP.parent / "shared/data"
SKIPPED = 77


def shared(path):
    """A file that the project did not write; skips the test without it."""
    if not (DATA / path).exists():
        raise unittest.SkipTest(f"no ../shared/data/{path}")
    return DATA / path


def needs_plain_build(test):
    """Marks what a build with sanitizers would measure wrongly."""
    return unittest.skipIf(programs.sanitized(),
                           "memory and time are the sanitizers' here")(test)


class Case(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="msgwire-")
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        self.servers = 0

    def serve(self, *options, ends=0, **more):
        """Starts a server; when the test is over it must end by SIGTERM.

        ends  the exit status that it must have; None: the test ends it."""
        self.servers += 1
        home = self.folder / f"server{self.servers}"
        home.mkdir()
        server = Server(home, *options, **more)
        self.addCleanup(self._end, server, ends)
        return server

    def _end(self, server, ends):
        try:
            if ends is not None:
                self.assertEqual(server.stop(), ends, server.said())
            for fault in ("Sanitizer", "runtime error"):
                self.assertNotIn(fault, server.said())
        finally:
            programs.end_group(server.process)

    def unix(self, name="socket"):
        return f"unix:{self.folder / name}"

    def start(self, *words, program=programs.MSGWIRE, **popen):
        """Starts a program with pipes; the test's end is its end."""
        for name in ("stdin", "stdout", "stderr"):
            popen.setdefault(name, subprocess.PIPE)
        popen.setdefault("env", environment())
        process = subprocess.Popen([program, *words], bufsize=0,
                                   start_new_session=True, **popen)
        self.addCleanup(programs.end_group, process)
        return process

    def run_program(self, *words, stdin=b"", **popen):
        """Runs it to its end. Returns (status, stdout, stderr as text)."""
        if not isinstance(stdin, bytes):
            popen["stdin"], stdin = stdin, None
        process = self.start(*words, **popen)
        out, err = process.communicate(stdin, timeout=PATIENCE_S)
        return process.returncode, out, (err or b"").decode("utf-8", "replace")

    def expect(self, *words, status=0, out=b"", err="^$", **popen):
        """Runs the client; `err` is a pattern of its one sentence."""
        ended, said, complaint = self.run_program(*words, **popen)
        self.assertEqual(ended, status, f"{words[:9]}: {complaint}")
        if out is not None:
            self.assertEqual(said or b"", out)
        self.assertRegex(complaint, err)
        return said


class _Lines(unittest.TextTestResult):
    """A line for each case, so that they can be counted and grepped."""

    def startTest(self, test):
        unittest.TestResult.startTest(self, test)

    def _tell(self, word, test, reason=""):
        name = test.id().rpartition(".")[2].removeprefix("test_")
        why = f" ({reason})" if reason else ""
        print(f"[ {word:>8} ] {name}{why}", flush=True)

    def addSuccess(self, test):
        self._tell("OK", test)

    def addSkip(self, test, reason):
        unittest.TestResult.addSkip(self, test, reason)
        self._tell("SKIPPED", test, reason)

    def addSubTest(self, test, subtest, err):
        unittest.TestResult.addSubTest(self, test, subtest, err)
        if err is not None:
            self._tell("FAILED", test, subtest._subDescription().strip("()"))

    def addError(self, test, err):
        unittest.TestResult.addError(self, test, err)
        self._tell("FAILED", test)

    def addFailure(self, test, err):
        unittest.TestResult.addFailure(self, test, err)
        self._tell("FAILED", test)


def main():
    if not (programs.MSGWIRE.exists() and programs.MSGWIRED.exists()):
        print("skipped: the programs are not built")
        sys.exit(SKIPPED)
    sys.setrecursionlimit(10000)  # for values as deep as the limit
    runner = unittest.TextTestRunner(stream=sys.stdout, resultclass=_Lines)
    result = unittest.main(testRunner=runner, exit=False).result
    only_skipped = len(result.skipped) == result.testsRun
    sys.exit(not result.wasSuccessful() or
             (SKIPPED if only_skipped else 0))
