"""Installed programs and libraries have what makes a bug hard to use.

    hardened.py PREFIX
"""
import pathlib
import platform
import re
import shutil
import subprocess
import sys

PREFIX = pathlib.Path(sys.argv[1])

# What readelf must say of a linked file, or must not.
LINKED = [
    ("is position independent", r"^ +Type: +DYN ", True),
    ("makes its relocations read-only", r"^ +GNU_RELRO ", True),
    ("binds everything at its start", r"\bBIND_NOW\b|Flags:.*\bNOW\b", True),
    ("can't run its stack", r"^ +GNU_STACK( +\S+){5} +RW ", True),
    ("guards its stack", r"__stack_chk_fail", True),
    ("checks its string calls", r"__\w+_chk\b", True),
    ("has no text relocations", r"\bTEXTREL\b", False),
    ("looks for libraries in the system only", r"\bR(UN)?PATH\b", False),
]
# Of each object: the linker keeps the mark only if the C library's start-up
# files have it too, and Debian's have not.
OBJECT = [("marks where branches may land (CET)", r"IBT, SHSTK", True)]


def readelf(path, *options):
    return subprocess.run(["readelf", *options, path], capture_output=True,
                          text=True, check=True).stdout


def faults_of(name, said, promises):
    return [f"{name}: expected that it {promise}"
            for promise, pattern, wanted in promises
            if bool(re.search(pattern, said, re.MULTILINE)) != wanted]


def faults_of_archive(path):
    for member in readelf(path, "-nW").split("\nFile: ")[1:]:
        yield from faults_of(member.partition("\n")[0], member, OBJECT)


def is_elf(path):
    return path.is_file() and not path.is_symlink() and \
        path.read_bytes()[:4] == b"\x7fELF"


if shutil.which("readelf") is None:
    print("skipped: no readelf")
    sys.exit(77)
faults = []
looked_at = []
for file in sorted(PREFIX.rglob("*")):
    if is_elf(file):
        looked_at.append(file.name)
        said = readelf(file, "-hldW", "--dyn-syms")
        faults += faults_of(file.name, said, LINKED)
    elif file.suffix == ".a" and platform.machine() == "x86_64":
        looked_at.append(file.name)
        faults += faults_of_archive(file)
print(*faults, ", ".join(looked_at) or "found nothing to look at", sep="\n")
sys.exit(1 if faults or not looked_at else 0)
