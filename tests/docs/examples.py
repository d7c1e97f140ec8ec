"""What a document shows is what happens: runs its examples, compares.

    examples.py DOCUMENT FOLDER-OF-PROGRAMS

An example is a fenced block marked `console`. A line "$ command" is run by bash
(a line that ends with a backslash goes on in the next); what follows up to the
next command is what it must say, on stdout and stderr together; a line "..."
stands for any number of lines. A command that ends with "&" is kept running
until the document's end, and the example goes on when it has said its lines.

So that a run disturbs no one, /tmp/ becomes a folder of its own, the default
port a free one, and .build/release/ the folder of the programs.
"""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

PORT = "6749"
TIMEOUT_S = 20
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def examples(text):
    """Yields (line number, command, expected lines)."""
    for block in BLOCK.finditer(text):
        number = text[:block.start(1)].count("\n") + 1
        found = []
        for line in block.group(1).splitlines():
            if line.startswith("$ "):
                found.append((number, [line[2:]], []))
            elif found and found[-1][1][-1].endswith("\\"):
                found[-1][1].append(line.removeprefix("> "))
            elif found:
                found[-1][2].append(line)
            number += 1
        for at, command, expected in found:
            yield at, "\n".join(command), expected


def free_port():
    """A port that is free for tcp and udp, in IPv4 and IPv6."""
    for _ in range(100):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        try:
            for family, host in ((socket.AF_INET, "127.0.0.1"),
                                 (socket.AF_INET6, "::1")):
                for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                    with socket.socket(family, kind) as probe:
                        probe.bind((host, port))
            return str(port)
        except OSError:
            continue
    raise SystemExit("found no free port")


def matches(expected, said):
    """True if the lines are as expected, "..." being any number of them."""
    if not expected:
        return not said
    if expected[0] == "...":
        return any(matches(expected[1:], said[at:])
                   for at in range(len(said) + 1))
    return bool(said) and said[0] == expected[0] and \
        matches(expected[1:], said[1:])


class Stage:
    """Where the examples of one document play."""

    def __init__(self, programs, folder):
        self.folder = folder
        self.kept = []
        self.env = dict(os.environ, PATH=f"{programs}:{os.environ['PATH']}",
                        NO_COLOR="1", TMPDIR=folder, XDG_RUNTIME_DIR=folder,
                        XDG_CONFIG_HOME=folder)
        self.words = [(PORT, free_port()), (".build/release/", f"{programs}/"),
                      ("/tmp/", f"{folder}/")]

    def play(self, line):
        for word, real in self.words:
            line = line.replace(word, real)
        return line

    def start(self, command):
        return subprocess.Popen(
            ["bash", "-c", command], cwd=self.folder, env=self.env, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True)

    def run(self, command, expected):
        """Returns the lines that it said."""
        if not command.rstrip().endswith("&"):
            process = self.start(command)
            return process.communicate(timeout=TIMEOUT_S)[0].splitlines()
        process = self.start("exec " + command.rstrip().removesuffix("&"))
        self.kept.append(process)
        return [process.stdout.readline().removesuffix("\n")
                for _ in expected]

    def end(self):
        for process in self.kept:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=TIMEOUT_S)


def main():
    document = pathlib.Path(sys.argv[1])
    programs = pathlib.Path(sys.argv[2]).resolve()
    if not (programs / "msgwire").exists():
        print("skipped: the programs are not built")
        return 77
    found = list(examples(document.read_text(encoding="utf-8")))
    faults = 0
    folder = tempfile.mkdtemp()
    stage = Stage(programs, folder)
    try:
        for number, command, expected in found:
            wanted = [stage.play(line) for line in expected]
            said = stage.run(stage.play(command), wanted)
            if not matches(wanted, said):
                faults += 1
                print(f"{document.name}:{number}: {command}", "expected:",
                      *wanted, "said:", *said, sep="\n  ")
    finally:
        stage.end()
        shutil.rmtree(folder)
    print(f"{len(found) - faults} of {len(found)} examples of {document.name}"
          " do what they show")
    return 1 if faults or not found else 0


sys.exit(main())
