"""What each language's msgpack library carries: the table of schema/README.md.

The table has a row for each kind of value that some library loses, and a column
for each language. A cell says `yes`, or `refused` (the library can't read it,
or can't write it), or in a few words what becomes of it.
"""
import re
import typing

import examples
from support import packing, suite

SCHEMA = suite.TOP / "schema"
HEADING = "### What each library carries"
ORDER = "the order of a map's keys"
MESSAGE_DEPTH = 2  # a request's array and its params are around each value


class Vector(typing.NamedTuple):
    name: str
    body: bytes
    json: str

    @property
    def value(self):
        return packing.parse_one(self.body)


def rows(file):
    """The rows of a file of vectors, as lists of fields."""
    text = (SCHEMA / "vectors" / file).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n")
            if line and not line.startswith("#")]


def vectors():
    """The values that fit into a message."""
    found = [Vector(row[0], bytes.fromhex(row[1]), row[2])
             for row in rows("values.txt")]
    return [vector for vector in found
            if depth(vector.value) + MESSAGE_DEPTH <= 128]


def inner(value):
    """The elements of an array, the keys and values of a map."""
    if isinstance(value, packing.Map):
        return [part for pair in value for part in pair]
    return value if isinstance(value, list) else []


def depth(value):
    """Levels of arrays and maps."""
    is_nest = isinstance(value, list)
    return is_nest + max(map(depth, inner(value)), default=0)


def parts(value):
    """The value, and all that is in it."""
    yield value
    for part in inner(value):
        yield from parts(part)


def in_any_order(value):
    """The same for two values that differ in the order of keys alone."""
    if isinstance(value, packing.Map):
        return packing.Map(sorted(
            ((in_any_order(key), in_any_order(one)) for key, one in value),
            key=packing.pack))
    return list(map(in_any_order, value)) if isinstance(value, list) else value


# --- kinds of values: each takes a part, and tells whether it is one ---

def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


def keys(value):
    return [key for key, _ in value] if isinstance(value, packing.Map) else []


def has_key(of_kind):
    """Maps that have a key of this kind."""
    return lambda value: any(map(of_kind, keys(value)))


def is_whole_float(value):
    if not isinstance(value, packing.Float) or value.width != 64:
        return False
    number = packing.double(value)
    return number.is_integer() and abs(number) < 2 ** 53


def is_signalling(value):
    """A NaN of 32 bits whose highest bit of payload is 0."""
    return isinstance(value, packing.Float) and value.width == 32 and \
        0x7f800000 < value.bits & 0x7fffffff < 0x7fc00000


def is_bad_text(value):
    return isinstance(value, str) and any(
        "\ud800" <= character <= "\udfff" for character in value) and \
        not is_half_pair(value)


def is_half_pair(value):
    try:
        value.encode("utf-8", "surrogateescape").decode("utf-8",
                                                        "surrogatepass")
        return True
    except UnicodeError:
        return False


def ends_in_nil(value):
    if isinstance(value, packing.Map):
        return any(one is None for _, one in value)
    return isinstance(value, list) and bool(value) and value[-1] is None


def repeats_a_key(value):
    packed = list(map(packing.pack, keys(value)))
    return len(set(packed)) < len(packed)


def has_twins(value):
    """A str and a bin of the same bytes, as keys."""
    texts = {key.encode("utf-8", "surrogateescape") for key in keys(value)
             if isinstance(key, str)}
    return any(isinstance(key, bytes) and key in texts for key in keys(value))


def instant(value):
    """Returns (seconds, nanoseconds) of what has a timestamp's form."""
    if not isinstance(value, packing.Ext) or value.type != -1:
        return None
    number = int.from_bytes(value.data, "big")
    return {4: (number, 0),
            8: (number & (1 << 34) - 1, number >> 34),
            12: (int.from_bytes(value.data[4:], "big", signed=True),
                 number >> 64)}.get(len(value.data))


def is_longest(value):
    """A timestamp in a longer form than it needs."""
    seconds, nanoseconds = instant(value) or (-1, 0)
    needs = 4 if not nanoseconds and 0 <= seconds < 1 << 32 else \
        8 if 0 <= seconds < 1 << 34 else 12
    return instant(value) is not None and len(value.data) > needs


def is_time(value):
    return instant(value) is not None and instant(value)[1] < 10 ** 9 and \
        not is_longest(value)


KINDS = {
    "an integer of 2^63 or more":
        lambda value: is_int(value) and value >= 1 << 63,
    "a float 64 that is a whole number": is_whole_float,
    "a float 32":
        lambda value: isinstance(value, packing.Float) and value.width == 32,
    "a float 32 that is a signalling NaN": is_signalling,
    "a str that is not UTF-8": is_bad_text,
    "a bin": lambda value: isinstance(value, bytes),
    "an ext of type 0 to 127":
        lambda value: isinstance(value, packing.Ext) and value.type >= 0,
    "an ext of type -128 to -2":
        lambda value: isinstance(value, packing.Ext) and value.type < -1,
    "a timestamp": is_time,
    "a timestamp finer than a millisecond":
        lambda value: is_time(value) and instant(value)[1] % 10 ** 6,
    "a timestamp beyond 8.64 x 10^12 seconds":
        lambda value: is_time(value) and abs(instant(value)[0]) > 864 * 10**10,
    "a timestamp longer than needed": is_longest,
    "a timestamp of 10^9 nanoseconds or more":
        lambda value: instant(value) and instant(value)[1] >= 10 ** 9,
    "an ext of type -1 that is no timestamp":
        lambda value: isinstance(value, packing.Ext) and value.type == -1 and
        instant(value) is None,
    "nil at an array's end, or in a map": ends_in_nil,
    "an empty map":
        lambda value: isinstance(value, packing.Map) and not value,
    "an integer as a key": has_key(is_int),
    "the keys 0, 1, ... and no other":
        lambda value: keys(value) and all(map(is_int, keys(value))) and
        sorted(keys(value)) == list(range(len(value))),
    "the keys 1, 2, ... and no other":
        lambda value: keys(value) and all(map(is_int, keys(value))) and
        sorted(keys(value)) == list(range(1, len(value) + 1)),
    "a str of digits as a key": has_key(
        lambda key: isinstance(key, str) and
        re.fullmatch("0|[1-9][0-9]*", key)),
    "nil as a key": has_key(lambda key: key is None),
    "a bool as a key": has_key(lambda key: isinstance(key, bool)),
    "a float as a key": has_key(lambda key: isinstance(key, packing.Float)),
    "a bin as a key": has_key(lambda key: isinstance(key, bytes)),
    "an ext or a timestamp as a key": has_key(
        lambda key: isinstance(key, packing.Ext)),
    "an array as a key": has_key(lambda key: type(key) is list),
    "a map as a key": has_key(lambda key: isinstance(key, packing.Map)),
    "a key that stands twice": repeats_a_key,
    "a str and a bin of the same bytes as keys": has_twins,
}
DEEP = "more than 32 levels, the message's own two counted"


def kinds_of(value):
    """What a message that has this value holds of what some language loses."""
    found = {kind for kind, is_one in KINDS.items()
             if any(map(is_one, parts([value])))}
    if depth(value) + MESSAGE_DEPTH > 32:
        found.add(DEEP)
    return found


def table():
    """The table's cells: {kind: {language: what becomes of it}}."""
    text = (SCHEMA / "README.md").read_text(encoding="utf-8")
    lines = re.search(rf"^{HEADING}\n.*?^(\|.*?)\n(?:\n|\Z)", text,
                      re.DOTALL | re.MULTILINE).group(1).split("\n")
    head, _, *body = ([cell.strip() for cell in line.strip("|").split("|")]
                      for line in lines)
    languages = [name.lower() for name in head[1:]]
    return {kind: dict(zip(languages, cells)) for kind, *cells in body}


def losses():
    """What this language loses: {kind: what becomes of it}."""
    return {kind: cells[examples.language] for kind, cells in table().items()
            if cells[examples.language] != "yes"}
