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
SYMBOL = re.compile(r"^(.+)\.o:\S+ [A-Z] (\S+)$", re.MULTILINE)
BUILD = pathlib.Path(sys.argv[1])


def exports(program):
    """Yields (file, name) for what its files let other files see."""
    folder = BUILD / OBJECTS[program]
    objects = sorted(folder.rglob("*.o"))
    said = subprocess.run(
        ["nm", "-A", "--defined-only", "--extern-only", *objects],
        capture_output=True, text=True, check=True).stdout if objects else ""
    for path, name in SYMBOL.findall(said):
        path = program / pathlib.Path(path).relative_to(folder)
        if (sources.TOP / path).exists() and not name.startswith("__"):
            yield path, name


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


def check_library(path, name):
    if not name.startswith("mw_"):
        sources.fault(path, 1, f"exports {name}: the library's names begin"
                      " with mw_ (for all) or mw__ (for its own files)")
    elif not any(re.search(rf"\b{name}\b", sources.text(header))
                 for header in headers_of(path)):
        sources.fault(path, 1, f"exports {name}, which its header does not"
                      " declare")


def check_program(path, name):
    stem = path.stem.removesuffix("_none")  # stands in where that can't be
    if path.parent.name == "services" and name.startswith("service_"):
        return  # named after the method it answers: the build makes its row
    own = stem.rstrip("s")
    if name != "main" and not name.endswith(f"_{stem}") and \
            not name.startswith((own, f"{path.parent.name}_{own}")):
        sources.fault(path, 1, f"exports {name}, which does not begin with"
                      f" {path.stem}")


if shutil.which("nm") is None:
    sources.skip("no nm")
for program in OBJECTS:
    for file, exported in exports(program):
        if program == "common":
            check_library(file, exported)
        else:
            check_program(file, exported)
sources.finish("exported names say who keeps them")
