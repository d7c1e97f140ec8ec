"""What every lint shares: the project's files, and how a fault is told."""
import pathlib
import re
import shutil
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
ROOMS = ("base", "wire", "text", "net", "conn")

_faults = []


def _known_to_git():
    """What git tracks or would track; None without git or a repository."""
    if not shutil.which("git"):
        return None
    result = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"], cwd=TOP, capture_output=True, text=True)
    if result.returncode != 0:
        return None
    return map(pathlib.Path, filter(None, result.stdout.split("\0")))


def _all_there():
    for path in TOP.rglob("*"):
        path = path.relative_to(TOP)
        if path.parts[0] not in {".git", ".build"}:
            yield path


def files(*suffixes, under=""):
    """The project's files below `under`, as paths from the top, sorted."""
    return sorted(path for path in set(_known_to_git() or _all_there())
                  if (TOP / path).is_file()
                  and path.is_relative_to(under)
                  and (not suffixes or path.suffix in suffixes))


def text(path):
    return (TOP / path).read_text(encoding="utf-8")


def lines(path):
    """Yields (number, line) from 1."""
    yield from enumerate(text(path).splitlines(), 1)


def without_comments(source):
    """C with its comments blanked out, line for line."""
    return re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group()),
                  source, flags=re.DOTALL)


def room_of(path):
    """The room of a file of common/, else its program or folder."""
    parts = pathlib.Path(path).parts
    return parts[1] if parts[0] == "common" else parts[0]


def fault(path, line, sentence):
    _faults.append(f"{path}:{line}: {sentence}")


def finish(promise):
    """Ends the lint: says what holds, or where it does not."""
    for line in _faults:
        print(line)
    places = "1 place" if len(_faults) == 1 else f"{len(_faults)} places"
    print(promise if not _faults else f"broken in {places}: {promise}")
    sys.exit(1 if _faults else 0)


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)
