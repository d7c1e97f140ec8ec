"""A terminal of its own for a program: keys go in, what it shows comes out.

It is a tmux server that nobody else knows: started by Screen, ended by end().

    screen = Screen("msgwire", "repl", url, columns=40)
    screen.type("upper hello")
    screen.press("Enter")
    screen.until('"HELLO"')
"""
import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PATIENCE_S = 30  # for what should take no time: only a fault waits so long

needed = unittest.skipUnless(shutil.which("tmux"), "no tmux")


def keep(folder, words):
    """Runs the program on our terminal, and notes its pid and how it ended:
    tmux misses the end of some that are over soon."""
    signal.signal(signal.SIGINT, lambda *_: None)  # which is for the program
    process = subprocess.Popen(words)
    note(folder, "pid", process.pid)
    status = process.wait()
    note(folder, "status", status if status >= 0 else 128 - status)


def note(folder, name, number):
    path = pathlib.Path(folder, name)
    path.with_suffix(".new").write_text(str(number), encoding="ascii")
    path.with_suffix(".new").rename(path)


class Screen:
    """Runs the program at once; its environment is `env` and nothing else."""

    def __init__(self, *words, columns=80, rows=24, env=None, folder=None,
                 term="xterm-256color"):
        self.scratch = tempfile.TemporaryDirectory(prefix="msgwire-screen-")
        given = {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"],
                 "TERM": term, **(env or {})}
        pairs = [f"{name}={value}" for name, value in given.items()]
        self._tmux(
            "start-server", ";", "set", "-g", "remain-on-exit", "on", ";",
            "set", "-g", "remain-on-exit-format", "", ";",
            "set", "-g", "status", "off", ";", "set", "-s", "escape-time", "0",
            ";", "new-session", "-d", "-x", columns, "-y", rows,
            "-c", folder or self.scratch.name,
            "--", sys.executable, "-B", __file__, self.scratch.name,
            "env", "-i", *pairs, *words)

    def _tmux(self, *words):
        """Returns what one of tmux's commands prints."""
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
               "SHELL": "/bin/sh", "TMUX_TMPDIR": self.scratch.name}
        return subprocess.run(
            ["tmux", "-u", "-L", "screen", "-f", "/dev/null",
             *map(str, words)],
            env=env, stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", timeout=PATIENCE_S, check=True).stdout

    def _ask(self, name):
        return self._tmux("display", "-p", f"#{{{name}}}").rstrip("\n")

    def type(self, text):
        """Types it as it is; no name of a key is looked for in it."""
        self._tmux("send-keys", "-l", "--", text)

    def press(self, *keys):
        """Presses keys by tmux's names: Enter, Tab, Up, BSpace, C-c, ..."""
        self._tmux("send-keys", "--", *keys)

    def enter(self, text):
        self.type(text)
        self.press("Enter")

    def paste(self, text):
        """As a terminal pastes, all at once; a newline is an Enter."""
        self._tmux("set-buffer", "--", text, ";", "paste-buffer")

    def resize(self, columns, rows=24):
        self._tmux("resize-window", "-x", columns, "-y", rows)

    def text(self, colours=False, scrolled=False):
        """What it shows now, without the empty rest.

        colours   with the escape sequences that make them.
        scrolled  with what has left at the top."""
        options = ["-e"] * colours + ["-S", "-"] * scrolled
        return self._tmux("capture-pane", "-p", *options).rstrip()

    def lines(self, **how):
        return self.text(**how).split("\n")

    def cursor(self):
        """Its (column, row), both from 0."""
        x, y = self._ask("cursor_x},#{cursor_y").split(",")
        return int(x), int(y)

    def title(self):
        """What a program has set it to, or whatever it was."""
        return self._ask("pane_title")

    def wait(self, condition, what):
        """Waits until condition() is true; returns its value."""
        deadline = time.monotonic() + PATIENCE_S
        while not (value := condition()):
            if time.monotonic() > deadline:
                raise AssertionError(f"waited {PATIENCE_S} s for {what} on\n"
                                     + self.text(scrolled=True))
            time.sleep(0.02)
        return value

    def until(self, pattern, **how):
        """Waits until it shows this regular expression; returns the match."""
        wanted = re.compile(pattern, re.MULTILINE)
        return self.wait(lambda: wanted.search(self.text(**how)), pattern)

    def until_not(self, pattern, **how):
        """Waits until it shows this regular expression no more."""
        refused = re.compile(pattern, re.MULTILINE)
        self.wait(lambda: not refused.search(self.text(**how)),
                  f"an end of {pattern}")

    def status(self):
        """Waits for the program's end; returns its status, or as a shell 128
        and the number of the signal that ended it."""
        self.wait(lambda: self._ask("pane_dead") == "1", "the program's end")
        return int(self._noted("status"))

    @property
    def pid(self):
        return int(self.wait(lambda: self._noted("pid"), "its beginning"))

    def _noted(self, name):
        path = pathlib.Path(self.scratch.name, name)
        return path.read_text("ascii") if path.exists() else None

    def end(self):
        """Ends what it started, and nothing else. May be called twice."""
        if self.scratch is None:
            return
        try:
            self._end_program()
        finally:
            self._tmux("kill-server")
            self.scratch.cleanup()
            self.scratch = None

    def _end_program(self):
        if self._noted("status") is None:
            with contextlib.suppress(ProcessLookupError):  # it ends just now
                os.kill(self.pid, signal.SIGKILL)
            self.wait(lambda: self._noted("status"), "an end by force")


if __name__ == "__main__":
    keep(sys.argv[1], sys.argv[2:])
