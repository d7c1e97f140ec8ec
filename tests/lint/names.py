"""Exported names say who keeps them, and their file's header declares them.

    names.py BUILD-FOLDER
"""
import pathlib
import re
import shutil
import subprocess
import sys

import sources

OBJECTS = {
    "common": "common/CMakeFiles/msgwire_objects.dir",
    "server": "server/CMakeFiles/msgwired_parts.dir",
    "client": "client/CMakeFiles/msgwire_parts.dir",
}
SYMBOL = re.compile(r"^\S+ ([A-Z]) (\S+)$", re.MULTILINE)
BUILD = pathlib.Path(sys.argv[1])


def exports(path, program):
    """The names of functions and data that other files can see."""
    name = f"{path.relative_to(program)}.o"
    said = subprocess.run(
        ["nm", "--defined-only", "--extern-only",
         str(BUILD / OBJECTS[program] / name)],
        capture_output=True, text=True, check=True).stdout
    return [symbol for kind, symbol in SYMBOL.findall(said)
            if not symbol.startswith("__")]


def headers_of(path):
    """The headers in which the names of a file may be declared: NAME_part.c
    is a part of NAME."""
    own = path.with_suffix(".h")
    public = pathlib.Path("common/include/msgwire") / own.name
    whole = f"{path.stem.partition('_')[0]}.h"
    shared = path.parent / f"{path.parent.name}.h"
    return [header for header in (own, public, shared, path.parent / whole,
                                  public.parent / whole)
            if (sources.TOP / header).exists()]


def check_library(path, name, declared):
    if not name.startswith("mw_"):
        sources.fault(path, 1, f"exports {name}: the library's names begin"
                      " with mw_ (for all) or mw__ (for its own files)")
    elif not re.search(rf"\b{name}\b", declared):
        sources.fault(path, 1, f"exports {name}, which its header does not"
                      " declare")


def check_program(path, name):
    if path.parent.name == "services" and name.startswith("service_"):
        return  # named after the method it answers: the build makes its row
    if name != "main" and not name.startswith(path.stem.rstrip("s")) and \
            not name.endswith(f"_{path.stem}"):
        sources.fault(path, 1, f"exports {name}, which does not begin with"
                      f" {path.stem}")


if shutil.which("nm") is None:
    sources.skip("no nm")
for program, folder in OBJECTS.items():
    for file in sources.files(".c", under=program):
        if not (BUILD / folder).is_dir() or "examples" in file.parts:
            continue
        if file.name == "main.c":
            continue
        text = "".join(map(sources.text, headers_of(file)))
        for exported in exports(file, program):
            if program == "common":
                check_library(file, exported, text)
            else:
                check_program(file, exported)
sources.finish("exported names say who keeps them")
