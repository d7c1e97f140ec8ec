"""`msgwire listen`, started by a test, which reads its addresses from stderr
as any script would."""
import os
import re
import selectors
import subprocess
import time

from support import programs, wire
from support.programs import MSGWIRE, PATIENCE_S, environment

READY = "msgwire: listening "


class Lines:
    """Lines of a pipe, each within a time."""

    def __init__(self, stream):
        self.stream = stream
        self.got = bytearray()

    def next(self, patience_s=PATIENCE_S):
        """The next line as bytes, without its newline; None at the end."""
        deadline = time.monotonic() + patience_s
        with selectors.DefaultSelector() as selector:
            selector.register(self.stream, selectors.EVENT_READ)
            while b"\n" not in self.got:
                if not selector.select(max(0, deadline - time.monotonic())):
                    raise AssertionError(f"no line in time, only {self.got}")
                chunk = os.read(self.stream.fileno(), 65536)
                if not chunk:
                    return None
                self.got += chunk
        line, _, rest = self.got.partition(b"\n")
        self.got = bytearray(rest)
        return bytes(line)

    def text(self):
        line = self.next()
        return None if line is None else line.decode("utf-8", "replace")


class Listener:
    """Ready when the constructor returns; `verb` may be another that listens
    and says so."""

    def __init__(self, *words, count, verb="listen", **popen):
        popen.setdefault("stdout", subprocess.PIPE)
        self.process = subprocess.Popen(
            [MSGWIRE, verb, *words], start_new_session=True,
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, bufsize=0,
            env=popen.pop("env", environment()), **popen)
        self.err = Lines(self.process.stderr)
        self.out = self.process.stdout and Lines(self.process.stdout)
        self.urls = [self._url() for _ in range(count)]

    def _url(self):
        line = self.err.text()
        if line is None or not line.startswith(READY):
            raise AssertionError(f"expected {READY}URL, got {line}")
        return line.removeprefix(READY)

    @property
    def url(self):
        return self.urls[0]

    def dial(self, index=0):
        return wire.dial(self.urls[index])

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self):
        return self.process.wait(PATIENCE_S)

    def rest(self):
        """All that it prints and says until it ends: (bytes, text)."""
        out, err = self.process.communicate(timeout=PATIENCE_S)
        return (bytes(self.out.got) + out,
                (bytes(self.err.got) + err).decode("utf-8", "replace"))

    def said(self, pattern):
        """The next sentence that matches; others before it are skipped."""
        while (line := self.err.text()) is not None:
            if re.search(pattern, line):
                return line
        raise AssertionError(f"it ended without saying {pattern}")


def listen(case, *words, count=None, **popen):
    """Listens until the test is over, by default on three ways."""
    urls = () if count else ("tcp://127.0.0.1:0", "udp://127.0.0.1:0",
                             case.unix())
    listener = Listener(*urls, *words, count=count or len(urls), **popen)
    case.addCleanup(programs.end_group, listener.process)
    return listener


def relay(case, verb, url, target, *words, **popen):
    """Stands between `url` and the target until the test is over."""
    between = Listener(url, target, *words, count=1, verb=verb, **popen)
    case.addCleanup(programs.end_group, between.process)
    return between
