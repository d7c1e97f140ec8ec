"""How the examples of each language are run.

`use` makes those of a language ready, or raises Absent with the reason why
they can't be run here; then `client` and `server` are command lines.
"""
import os
import pathlib
import selectors
import shutil
import subprocess

from support import programs, suite

FOLDER = suite.TOP / "client/examples"
KEPT = programs.FOLDER / "interop"  # what was compiled or fetched

# Its server shows what is no message, and says nothing to it.
ONLOOKERS = ("shell",)

# Their libraries nest deeper than the contract's 128 levels.
DEEPER = ("python", "ruby", "php", "lua")

language = None
client = []
server = []


class Absent(Exception):
    """A program or a library is not there; the sentence says which."""


def need(program):
    found = shutil.which(program)
    if found is None:
        raise Absent(f"no {program}")
    return found


def works(*words, what):
    """Runs a command that ends well only if `what` is there."""
    if subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True,
                      check=False).returncode != 0:
        raise Absent(f"no {what}")


def interpreted(interpreter, suffix, *options):
    """Files that a program reads, as they are."""
    return [[interpreter, *options, str(FOLDER / language / f"{name}.{suffix}")]
            for name in ("client", "server")]


def python():
    own = "/usr/bin/python3"  # the system's, whose packages are Debian's
    works(own, "-c", "import msgpack", what="python3-msgpack")
    return interpreted(own, "py", "-B")


def ruby():
    need("ruby")
    works("ruby", "-e", "require 'msgpack'", what="ruby-msgpack")
    return interpreted("ruby", "rb")


def perl():
    need("perl")
    works("perl", "-MData::MessagePack", "-e", "1",
          what="libdata-messagepack-perl")
    return interpreted("perl", "pl")


def php():
    need("php")
    works("php", "-r", "exit(class_exists('MessagePack') &&"
          " function_exists('pcntl_fork') ? 0 : 1);", what="php-msgpack")
    return interpreted("php", "php")


def lua():
    need("lua5.3")
    works("lua5.3", "-e", "require 'MessagePack' require 'socket'",
          what="lua-messagepack, or no lua-socket")
    return interpreted("lua5.3", "lua")


def node():
    """npm's package stands beside a copy of the files, where node looks."""
    need("node")
    own = KEPT / "node"
    own.mkdir(parents=True, exist_ok=True)
    for path in (FOLDER / "node").iterdir():
        shutil.copy(path, own)
    if not (own / "node_modules/@msgpack/msgpack").exists():
        works(need("npm"), "install", "--prefix", str(own), "--no-audit",
              "--no-fund", "--no-package-lock", "--fetch-timeout=20000",
              "--fetch-retries=1", what="@msgpack/msgpack from npm")
    return [["node", str(own / f"{name}.js")] for name in ("client", "server")]


def older(made, sources):
    """True if what was made of the sources has to be made again."""
    return not made.exists() or made.stat().st_mtime < max(
        source.stat().st_mtime for source in sources)


def compiles(*words, **more):
    """Runs a compiler on what is there: it must be content."""
    ended = subprocess.run(words, stdin=subprocess.DEVNULL, text=True,
                           capture_output=True, check=False, **more)
    if ended.returncode != 0:
        raise SystemExit(f"{' '.join(words)}: {ended.stderr}")


def go():
    """Debian's packages are sources, as in the days of GOPATH."""
    need("go")
    kept = pathlib.Path("/usr/share/gocode")
    if not (kept / "src/github.com/vmihailenco/msgpack/v5").exists():
        raise Absent("no golang-github-vmihailenco-msgpack.v5-dev")
    own = KEPT / "go"
    own.mkdir(parents=True, exist_ok=True)
    env = programs.environment(GO111MODULE="off", GOPATH=str(kept),
                               GOCACHE=str(own / "cache"), GOFLAGS="-p=2",
                               HOME=str(own))
    made = []
    for name in ("client", "server"):
        sources = [FOLDER / "go" / f"{part}.go"
                   for part in (name, "values", "wire")]
        made.append([str(own / name)])
        if older(own / name, sources):
            compiles("go", "build", "-o", str(own / name), *map(str, sources),
                     env=env, cwd=own)
    return made


def java():
    need("javac")
    library = pathlib.Path("/usr/share/java/msgpack-core.jar")
    if not library.exists():
        raise Absent("no libmsgpack-java")
    own = KEPT / "java"
    sources = sorted((FOLDER / "java").glob("*.java"))
    if older(own / "Server.class", sources):
        compiles("javac", "-Xlint:all,-serial", "-Werror",
                 "-cp", str(library), "-d", str(own), *map(str, sources))
    quick = ["-Xshare:auto", "-XX:TieredStopAtLevel=1"]
    return [["java", *quick, "-cp", f"{library}:{own}", name]
            for name in ("Client", "Server")]


def c():
    """The build has made them, as it makes all that is C."""
    return [[str(KEPT / "c" / name)] for name in ("client", "server")]


def shell():
    """Its library is msgwire."""
    need("bash")
    os.environ["PATH"] = f"{programs.FOLDER}:{os.environ['PATH']}"
    return interpreted("bash", "sh")


LANGUAGES = {make.__name__: make for make in (
    python, ruby, perl, php, lua, node, go, java, c, shell)}


def use(name):
    global language, client, server
    language = name
    client, server = LANGUAGES[name]()


class Server:
    """An example server, ready when the constructor returns."""

    def __init__(self, scheme):
        self.process = subprocess.Popen(
            [*server, f"{scheme}://127.0.0.1:0"], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, start_new_session=True,
            env=programs.environment())
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            if not selector.select(programs.PATIENCE_S):
                self.end()
                raise AssertionError("no ready line in time")
        line = self.process.stdout.readline().decode()
        self.url = line.removeprefix("listening ").rstrip("\n")
        if not self.url.startswith(f"{scheme}://127.0.0.1:"):
            self.end()
            raise AssertionError(f"the ready line is {line!r}")

    def end(self):
        programs.end_group(self.process)
