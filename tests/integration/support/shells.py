"""Real shells that complete what is typed: an interactive one each, on a
terminal of its own, which then writes its command line to a file.

In bash and zsh a key inserts everything that is offered at once, so that no
screen has to be read; fish can be asked.
"""
import os
import pathlib
import pty
import select
import shlex
import shutil
import signal
import subprocess
import tempfile
import time

from support import programs

PATIENCE_S = 30
SCRIPTS = {
    "bash": "bash-completion/completions/{}",
    "zsh": "zsh/site-functions/_{}",
    "fish": "fish/vendor_completions.d/{}.fish",
}
PRINTED = {"msgwire": "client/printed", "msgwired": "server/printed"}
# C-x C-f writes the line to the file `done` and empties it. These keys mean
# nothing to a terminal whose shell does not read yet.
BASH = r"""
PS1= PS2= PROMPT_COMMAND=
bind 'set bell-style none'; bind 'set enable-bracketed-paste off'
bind 'set completion-query-items 0'
bind '"\C-x\C-a": insert-completions'
bind -x '"\C-x\C-f": printf "%s" "$READLINE_LINE" >line; mv line done; \
READLINE_LINE= READLINE_POINT=0'
"""
ZSH = r"""
PS1= PS2= RPS1=
unsetopt zle_bracketed_paste beep 2>/dev/null
autoload -Uz compinit && compinit -u -D
insert_all() { _main_complete; compstate[insert]=all; compstate[list]= }
zle -C insert-all complete-word insert_all
write_line() { print -rn -- $BUFFER >line; mv line done; BUFFER= }
zle -N write-line write_line
bindkey '^X^A' insert-all
bindkey '^X^F' write-line
"""


def script(shell, program):
    """The file that is installed for a shell."""
    return programs.FOLDER / PRINTED[program] / SCRIPTS[shell].format(program)


class Shell:
    """Completes command lines: `offers` gives what may stand at their end."""

    def __init__(self, name, **env):
        self.name = name
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="msgwire-"))
        self.env = programs.environment(
            PATH=f"{programs.FOLDER}:{os.environ['PATH']}", TERM="dumb",
            HOME=str(self.folder), HISTFILE=None, **env)
        self.pid = None
        if name != "fish":
            self._start()

    def _start(self):
        rc = self.folder / ("rc" if self.name == "bash" else ".zshrc")
        load = "".join(f". {shlex.quote(str(script(self.name, program)))}\n"
                       for program in PRINTED)
        rc.write_text((BASH if self.name == "bash" else ZSH) + load +
                      ": >ready\n")
        words = {"bash": ["bash", "--noprofile", "--rcfile", str(rc), "-i"],
                 "zsh": ["zsh", "-d", "-i"]}[self.name]
        env = dict(self.env, ZDOTDIR=str(self.folder))
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(self.folder)
            os.execvpe(words[0], words, env)
        self._await("ready")

    def _await(self, name):
        """Waits for a file, while the terminal's output is thrown away."""
        path = self.folder / name
        deadline = time.monotonic() + PATIENCE_S
        said = b""
        while not path.exists():
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.name}: no {name}: {said!r}")
            if select.select([self.terminal], [], [], 0.005)[0]:
                said += os.read(self.terminal, 65536)
        return path

    def line(self, typed):
        """The line as it is when these keys have been typed."""
        os.write(self.terminal, typed.encode() + b"\x18\x06")
        path = self._await("done")
        line = path.read_text()
        path.unlink()
        return line

    def offers(self, typed):
        """The words that may stand in the place of the last one."""
        if self.name == "fish":
            return self._ask_fish(typed)
        begun = typed.rpartition(" ")[0] + " "
        line = self.line(typed + "\x18\x01")
        assert line.startswith(begun), f"{self.name}: {typed!r} became {line!r}"
        if line == typed:
            return []
        return [word.replace("\\", "") for word in line[len(begun):].split()]

    def _ask_fish(self, typed):
        load = "; ".join(f"source {script('fish', program)}"
                         for program in PRINTED)
        said = subprocess.run(
            ["fish", "--no-config", "-c",
             f"{load}; complete -C {shlex.quote(typed)}"],
            env=self.env, cwd=self.folder, capture_output=True, text=True,
            timeout=PATIENCE_S, check=True)
        assert not said.stderr, said.stderr
        return [line.partition("\t")[0] for line in said.stdout.splitlines()]

    def close(self):
        if self.pid is not None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            os.close(self.terminal)
        shutil.rmtree(self.folder)
