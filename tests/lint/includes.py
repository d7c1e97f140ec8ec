"""In which order: own header, "room/file.h", <msgwire/...>, third party, C."""
import re

import sources

INCLUDE = re.compile(r'^#include ([<"])([^>"]+)[>"]')
THIRD_PARTY = {"uv.h", "msgpack.h", "utf8proc.h", "cmocka.h"}
GROUPS = ('"room/file.h"', "<msgwire/...>", "third party", "the C library")


def group_of(mark, name):
    if mark == '"':
        return 0
    if name.startswith("msgwire"):
        return 1
    return 2 if name in THIRD_PARTY else 3


def is_own(path, name):
    stem = name.removesuffix(".h").rpartition("/")[2]
    return path.stem == stem or path.stem.startswith(f"{stem}_")


def check(path):
    last = -1
    first = True
    for number, line in sources.lines(path):
        match = INCLUDE.match(line)
        if not match or match.group(2).endswith(".inc"):
            continue
        group = group_of(*match.groups())
        own = first and is_own(path, match.group(2))
        first = False
        if own:
            continue
        if group < last:
            sources.fault(path, number, f"{GROUPS[group]} belongs in front of"
                          f" {GROUPS[last]}")
        last = max(group, last)


for folder in ("common", "server", "client"):
    for file in sources.files(".c", ".h", under=folder):
        if "include" not in file.parts and "examples" not in file.parts:
            check(file)
sources.finish("includes stand in groups, from what is near to what is far")
