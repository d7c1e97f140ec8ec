"""Each recipe of `msgwire cheat` does what its title says.

The lines are run as they are printed, but for ports, /tmp and 10.0.0.5, which
become free ports, the test's folder and this machine; `msgwired` without words
listens where the recipes expect it.
"""
import os
import re
import shutil
import socket
import subprocess
import time

from support import programs, suite

RECIPE = re.compile(r"^# (.+)\n((?:.+\n)+)", re.MULTILINE)
ANY = r"(?s:.*?)"
TS = r'\{"\$ts":"\d{4}-[^"]+Z"\}'
# What each recipe says on stdout, of the commands that end, a pattern a line;
# by a word of its title.
SAYS = {
    "ask": [r'\{"server":.*', r'\["HELLO"\]',
            r'\[\{"name":"ada","id":7,"tags":\["x"\],"note":"a note\\n"\}\]'],
    "chat": [r'\["HELLO"\]', r'\["ÑANDÚ"\]'],
    "by UDP": [TS, r'\{.*"requests_in":\d+.*'],
    "NDJSON": [r'\[\{"event":1\}\]', r'\[\{"event":2\}\]', r"\[100000\]"],
    "give it back": [r'\[1,"two"\]', r'\{"no":"request"\}'],
    "worker": [r"\d{10,}"],
    "send it again": [],
    "conversation": [r'\["HELLO"\]'],
    "look at the bytes": [r".*00 00 00 05.*", r"(.*\n?)*", r"\[\]"],
    "Neovim": ["2"],
    "which transport": ["echo of 64 B to 1 400 B, 2 sizes", ANY,
                        r"link measured: .*", ANY],
    "kept and compared": ["echo", ANY, "echo", ANY],
    "a name for": [r"\[\]", r"prod +tcp://127\.0\.0\.1:\d+ --timeout=2s"],
}
NEEDS = {"Neovim": "nvim"}
# What takes its time is cut short.
SHORT = {"compare ": "compare --rounds 1 --duration 50ms ",
         "--rate 5k": "--rate 5k --duration 400ms",
         # ... and is no judgement of a busy machine.
         "p99>+20%": "p99>+100000%"}
TYPED = {"chat": "hello\nñandú\n".encode()}


def free_port():
    """One that is free for tcp and udp."""
    while True:
        with socket.socket() as tcp, \
                socket.socket(type=socket.SOCK_DGRAM) as udp:
            tcp.bind(("127.0.0.1", 0))
            try:
                udp.bind(tcp.getsockname())
            except OSError:
                continue
            return str(tcp.getsockname()[1])


class Stage:
    """Where one recipe is played."""

    def __init__(self, case):
        self.case = case
        self.folder = case.folder
        tools = self.folder / "bin"
        tools.mkdir()
        self.port, other = free_port(), free_port()
        self.words = {"6749": self.port, "7000": other, "10.0.0.5":
                      "127.0.0.1", "/tmp/": f"{self.folder}/", **SHORT}
        server = tools / "msgwired"
        server.write_text(
            f"#!/bin/sh\nexec {programs.MSGWIRED} "
            f"--listen tcp://127.0.0.1:{self.port} "
            f"--listen udp://127.0.0.1:{self.port} "
            f"--listen unix:{self.folder}/msgwire.sock\n")
        server.chmod(0o755)
        self.env = programs.environment(
            PATH=f"{tools}:{programs.FOLDER}:{os.environ['PATH']}",
            HOME=str(self.folder), XDG_CONFIG_HOME=str(self.folder),
            XDG_RUNTIME_DIR=str(self.folder))
        (self.folder / "events.ndjson").write_text('{"event":1}\n{"event":2}\n')
        (self.folder / "note.txt").write_text("a note\n")

    def start(self, line, **popen):
        process = subprocess.Popen(
            ["bash", "-c", line], cwd=self.folder, env=self.env,
            start_new_session=True, **popen)
        self.case.addCleanup(programs.end_group, process)
        return process

    def keep(self, line):
        """Starts what runs on, and waits until it says that it listens."""
        said = self.folder / f"said{time.monotonic_ns()}"
        with open(said, "wb") as log:
            process = self.start(f"exec {line}", stderr=log,
                                 stdin=subprocess.DEVNULL,
                                 stdout=None if ">" in line else log)
        if line.startswith("msgwire"):
            programs.until(lambda: b"listening" in said.read_bytes() or
                           process.poll() is not None, f"{line} to listen")
            self.case.assertIsNone(process.poll(), said.read_text())

    def run(self, lines, typed=b""):
        """Returns what the commands that end have said."""
        out = b""
        for line in lines:
            for word, real in self.words.items():
                line = line.replace(word, real)
            if line.endswith(" &"):
                self.keep(line.removesuffix(" &"))
                continue
            if " < kept" in line:  # which one that runs on is writing
                kept = self.folder / line.rpartition(" ")[2]
                programs.until(kept.read_bytes, "what is kept")
            process = self.start(f"set -o pipefail; {line}",
                                 stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE)
            said, err = process.communicate(typed, programs.PATIENCE_S)
            self.case.assertEqual(process.returncode, 0, f"{line}: {err}")
            out += said
        return out.decode()


class Cheat(suite.Case):
    def play(self, word):
        said = self.expect("cheat", out=None).decode()
        title, lines = next((title, lines) for title, lines in
                            RECIPE.findall(said) if word in title)
        if word in NEEDS and shutil.which(NEEDS[word]) is None:
            self.skipTest(f"no {NEEDS[word]}")
        lines = lines.splitlines()
        stage = Stage(self)
        if "--link" in lines[-1]:
            self.needs_link()
        if "msgwired &" not in lines and any("6749" in line or "SOCK" in line
                                             for line in lines):
            stage.keep("msgwired")
        said = stage.run(lines, TYPED.get(word, b""))
        self.assertRegex(said, r"\A" + r"\n".join(SAYS[word]) +
                         (r"\n\Z" if SAYS[word] else r"\Z"), title)
        return stage

    def needs_link(self):
        status, _, err = self.run_program("bench", "udp", "--link", "loss=0%",
                                          "--count", "1", "--warmup", "0")
        if status == 1:
            self.skipTest(err.strip())

    def test_each_recipe_is_run_by_a_test(self):
        said = self.expect("cheat", out=None).decode()
        for title, _ in RECIPE.findall(said):
            with self.subTest(title=title):
                self.assertEqual(sum(word in title for word in SAYS), 1)
        self.assertEqual(len(RECIPE.findall(said)), len(SAYS))

    def test_what_is_kept_is_sent_again(self):
        stage = self.play("send it again")
        self.assertIn('[2,"temp",[{"room":"attic","deg":21.5}]]',
                      (stage.folder / "kept.ndjson").read_text())


def add(word):
    name = "test_" + re.sub(r"\W+", "_", f"the recipe: {word}")
    setattr(Cheat, name, lambda self: self.play(word) and None)


for key in SAYS.keys() - {"send it again"}:
    add(key)

if __name__ == "__main__":
    suite.main()
