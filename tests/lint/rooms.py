"""Who includes whom: data flows one way through the rooms."""
import re

import sources

BELOW = {
    "base": {"base"},
    "wire": {"base", "wire"},
    "net": {"base", "net"},
    "text": {"base", "wire", "text"},
    "conn": {"base", "wire", "net", "text", "conn"},
    "server": set(sources.ROOMS),
    "client": set(sources.ROOMS),
}
# The client's own rooms: who may know whom. What stands beside them (options,
# commands, ...) any of them may know.
CLIENT = {
    "output": {"output"},
    "input": {"output", "input"},
    "talk": {"output", "input", "talk"},
    "listen": {"output", "input", "talk", "listen"},
    "contexts": {"output", "contexts"},
    "keep": {"output", "input", "talk", "listen", "keep"},
    "repl": {"output", "input", "talk", "contexts", "repl"},
    "conform": {"output", "input", "talk", "listen", "conform"},
    "guide": {"output", "contexts", "repl", "guide"},
    "bench": {"output", "input", "talk", "bench"},
    "figures": {"output", "input", "bench", "figures"},
    "pictures": {"output", "bench", "figures", "pictures"},
    "emulate": {"output", "emulate"},
    "compare": {"output", "input", "talk", "bench", "figures", "pictures",
                "emulate", "compare"},
}
# The rooms of public headers that have no source of the same name.
HEADER_ONLY = {"export": "base", "status": "base", "protocol": "wire"}
THIRD_PARTY = {
    "msgpack.h": {"wire"},
    "uv.h": {"net", "conn", "server", "client"},
    "utf8proc.h": {"text", "server"},
    "histedit.h": {"client"},
}
C_LIBRARY = set("""assert ctype errno float inttypes limits locale math
    setjmp signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib
    stdnoreturn string time wchar wctype""".split())
PURE = {"base", "wire", "text"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def room_of_public(name):
    """The room that keeps what <msgwire/NAME.h> promises."""
    for room in sources.ROOMS:
        if (sources.TOP / f"common/{room}/{name}.c").exists():
            return room
    return HEADER_ONLY.get(name)


def check_public(path, number, name, room):
    below = room_of_public(name)
    if below is None:
        return  # declared, not yet kept by any room
    if below not in BELOW[room]:
        sources.fault(path, number, f"{room} must not know <msgwire/{name}.h>,"
                      f" which is {below}'s")


def check_quoted(path, number, name, room):
    if name.endswith(".inc"):
        return  # made from the schema: base's
    if room in sources.ROOMS:
        if "/" not in name:
            sources.fault(path, number, f'"{name}" needs its room in front')
        elif name.split("/")[0] not in BELOW[room]:
            sources.fault(path, number, f'{room} must not know "{name}"')
    elif not (sources.TOP / room / name).exists():
        sources.fault(path, number, f'"{name}" is no file of {room}/')
    elif "/" in name and name.split("/")[0] not in CLIENT.get(
            path.parts[1], CLIENT):
        sources.fault(path, number, f'{path.parts[1]} must not know "{name}"')


def check_angled(path, number, name, room):
    if name in THIRD_PARTY:
        if room not in THIRD_PARTY[name]:
            allowed = ", ".join(sorted(THIRD_PARTY[name]))
            sources.fault(path, number, f"<{name}> is for {allowed} only")
    elif room in PURE and name.removesuffix(".h") not in C_LIBRARY:
        sources.fault(path, number, f"{room} is pure: <{name}> is not of the C"
                      " library")


def check_header_of_all(path, number, name):
    """A public header needs nothing but itself and C."""
    if not name.startswith("msgwire/") and \
            name.removesuffix(".h") not in C_LIBRARY:
        sources.fault(path, number, f"a public header must not include {name}")


def check(path):
    public = path.is_relative_to("common/include")
    room = room_of_public(path.stem) if public else sources.room_of(path)
    for number, line in sources.lines(path):
        match = INCLUDE.match(line)
        if not match:
            continue
        mark, name = match.groups()
        if public:
            check_header_of_all(path, number, name)
        if path.name == "msgwire.h" or room is None:
            continue
        if name.startswith("msgwire/"):
            check_public(path, number, name[8:].removesuffix(".h"), room)
        elif mark == '"':
            check_quoted(path, number, name, room)
        else:
            check_angled(path, number, name, room)


for folder in ("common", "server", "client"):
    for file in sources.files(".c", ".h", under=folder):
        if "examples" not in file.parts:
            check(file)
sources.finish("each room includes only itself and rooms below it")
