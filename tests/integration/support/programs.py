"""The real programs: started by a test, and ended by it.

Each process has a group of its own, so that nothing of it is left behind.
"""
import os
import pathlib
import selectors
import signal
import socket
import subprocess
import sys
import time

FOLDER = pathlib.Path(sys.argv.pop(1)).resolve()
MSGWIRE = FOLDER / "msgwire"
MSGWIRED = FOLDER / "msgwired"
PATIENCE_S = 30  # for what should take no time: only a fault waits so long

LOOPBACK = ("tcp://127.0.0.1:0", "tcp://[::1]:0", "udp://127.0.0.1:0")


def sanitized():
    """Memory figures of a build with sanitizers are not the program's own."""
    return b"__asan_init" in MSGWIRED.read_bytes()


def until(condition, what, patience_s=PATIENCE_S):
    """Waits for a condition; returns its first value that is true."""
    deadline = time.monotonic() + patience_s
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {patience_s} s for {what}")
        time.sleep(0.005)
    return value


def listens(path):
    """True if someone listens there; a socket has its file a moment before."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def free_port():
    """A TCP port that was free a moment ago, for who can't be given port 0."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(**changes):
    """Ours, without what would change how the programs print."""
    env = {name: value for name, value in os.environ.items()
           if name not in ("NO_COLOR", "CLICOLOR_FORCE", "MSGWIRE_COLORS",
                           "COLUMNS", "LINES", "XDG_RUNTIME_DIR")
           and not name.startswith("LC_")}
    env.update(changes)
    return {name: value for name, value in env.items() if value is not None}


def memory_kib(pid, field="VmRSS"):
    status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition(f"{field}:")[2].split()[0])


def end_group(process):
    """Ends a process and all that it started; does no harm if it has ended."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            stream.close()
    process.wait(PATIENCE_S)


class Server:
    """msgwired on addresses of its own, ready when the constructor returns."""

    def __init__(self, folder, *options, listen=LOOPBACK, **popen):
        self.said_path = pathlib.Path(folder, "msgwired.stderr")
        words = [word for url in listen for word in ("--listen", url)]
        with open(self.said_path, "wb") as said:
            self.process = subprocess.Popen(
                [MSGWIRED, *words, *options], start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said,
                env=popen.pop("env", environment()), **popen)
        self.urls = [self._ready_line() for _ in listen]

    def _ready_line(self):
        """One line, or what kept it from coming."""
        line = bytearray()
        deadline = time.monotonic() + PATIENCE_S
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while not line.endswith(b"\n"):
                if not selector.select(max(0, deadline - time.monotonic())):
                    raise AssertionError("no ready line in time")
                byte = os.read(self.process.stdout.fileno(), 1)
                if not byte:
                    raise AssertionError(f"not ready: {self.said()}")
                line += byte
        return line.decode().removeprefix("listening ").rstrip("\n")

    @property
    def pid(self):
        return self.process.pid

    def url(self, scheme, containing=""):
        return next(url for url in self.urls
                    if url.startswith(f"{scheme}:") and containing in url)

    def said(self):
        return self.said_path.read_text(encoding="utf-8", errors="replace")

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self, patience_s=PATIENCE_S):
        return self.process.wait(patience_s)

    def stop(self):
        """Asks for an orderly end. Returns the exit status."""
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        return self.wait()
