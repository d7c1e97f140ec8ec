"""msgpack by hand, apart from the project's own code: what it is judged by.

`parse` reads any valid value, `pack` writes each in its shortest encoding; so
two values are equal if `pack` makes the same bytes of both. What Python can't
tell apart, or can't hold, has a type of its own here.
"""
import struct
import typing


class Float(typing.NamedTuple):
    """A float by its bits, so that no NaN is lost. Python's own is a double."""
    width: int
    bits: int


def double(value):
    """The number that a Float of 64 bits is."""
    return struct.unpack(">d", struct.pack(">Q", value.bits))[0]


class Ext(typing.NamedTuple):
    type: int
    data: bytes


class Map(list):
    """Pairs in their order: keys may repeat, and be of any type."""


class Bad(ValueError):
    """Not one valid value; the sentence says where."""


_NUMBERS = {0xcc: "B", 0xcd: "H", 0xce: "I", 0xcf: "Q",
            0xd0: "b", 0xd1: "h", 0xd2: "i", 0xd3: "q"}
_SIZES = {0xc4: ("bin", "B"), 0xc5: ("bin", "H"), 0xc6: ("bin", "I"),
          0xc7: ("ext", "B"), 0xc8: ("ext", "H"), 0xc9: ("ext", "I"),
          0xd9: ("str", "B"), 0xda: ("str", "H"), 0xdb: ("str", "I"),
          0xdc: ("array", "H"), 0xdd: ("array", "I"),
          0xde: ("map", "H"), 0xdf: ("map", "I")}


class _Reader:
    def __init__(self, data, at):
        self.data = data
        self.at = at

    def take(self, count):
        end = self.at + count
        if end > len(self.data):
            raise Bad(f"ends inside a value at byte {self.at}")
        taken = self.data[self.at:end]
        self.at = end
        return taken

    def number(self, letter):
        size = struct.calcsize(letter)
        return struct.unpack(f">{letter}", self.take(size))[0]

    def head(self):
        """Returns (kind, value or size)."""
        byte = self.take(1)[0]
        if byte < 0x80 or byte >= 0xe0:
            return "value", byte if byte < 0x80 else byte - 256
        if byte < 0xc0:
            kind, mask = (("map", 15) if byte < 0x90 else
                          ("array", 15) if byte < 0xa0 else ("str", 31))
            return kind, byte & mask
        if byte in (0xc0, 0xc2, 0xc3):
            return "value", {0xc0: None, 0xc2: False, 0xc3: True}[byte]
        if byte in (0xca, 0xcb):
            letter = "I" if byte == 0xca else "Q"
            return "value", Float(32 if byte == 0xca else 64,
                                  self.number(letter))
        if byte in _NUMBERS:
            return "value", self.number(_NUMBERS[byte])
        if 0xd4 <= byte <= 0xd8:
            return "ext", 1 << (byte - 0xd4)
        if byte in _SIZES:
            kind, letter = _SIZES[byte]
            return kind, self.number(letter)
        raise Bad(f"byte c1 at {self.at - 1}")

    def value(self):
        kind, size = self.head()
        if kind == "value":
            return size
        if kind == "str":
            return self.take(size).decode("utf-8", "surrogateescape")
        if kind == "bin":
            return self.take(size)
        if kind == "ext":
            return Ext(self.number("b"), self.take(size))
        if size > len(self.data) - self.at:
            raise Bad(f"{size} elements promised at byte {self.at}")
        if kind == "array":
            return [self.value() for _ in range(size)]
        return Map((self.value(), self.value()) for _ in range(size))


def parse(data, at=0):
    """Returns (value, where the next one begins)."""
    reader = _Reader(data, at)
    return reader.value(), reader.at


def parse_one(data):
    value, end = parse(data)
    if end != len(data):
        raise Bad(f"{len(data) - end} bytes after the value")
    return value


def parse_all(data):
    """Values that follow each other."""
    values, at = [], 0
    while at < len(data):
        value, at = parse(data, at)
        values.append(value)
    return values


def pack(value):
    """The shortest encoding. Takes dict and float too."""
    out = bytearray()
    _pack(value, out)
    return bytes(out)


def pack_all(values):
    return b"".join(map(pack, values))


def _pack(value, out):
    for kinds, write in _WRITERS:
        if isinstance(value, kinds):
            write(value, out)
            return
    raise TypeError(f"no msgpack for {value!r}")


def _pack_nil_or_bool(value, out):
    out.append(0xc0 if value is None else 0xc3 if value else 0xc2)


def _pack_int(value, out):
    if -32 <= value < 128:
        out += struct.pack("b" if value < 0 else "B", value)
        return
    heads = (0xcc, 0xcd, 0xce, 0xcf) if value >= 0 else \
        (0xd0, 0xd1, 0xd2, 0xd3)
    for head in heads:
        size = struct.calcsize(_NUMBERS[head])
        low = 0 if value >= 0 else -(1 << (8 * size - 1))
        if low <= value < (1 << 8 * size if value >= 0 else 0):
            out += struct.pack(f">B{_NUMBERS[head]}", head, value)
            return
    raise OverflowError(value)


def _pack_float(value, out):
    if isinstance(value, Float):
        head, letter = (0xca, "I") if value.width == 32 else (0xcb, "Q")
        out += struct.pack(f">B{letter}", head, value.bits)
    else:
        out += struct.pack(">Bd", 0xcb, value)


def _pack_size(size, out, heads, fix=None, fix_limit=0):
    """`heads` are those with 1, 2 and 4 bytes of size; None: there is none."""
    if size < fix_limit:
        out.append(fix | size)
        return
    for head, letter in zip(heads, "BHI"):
        if head is not None and size < 1 << 8 * struct.calcsize(letter):
            out += struct.pack(f">B{letter}", head, size)
            return
    raise OverflowError(size)


def _pack_str(value, out):
    data = value.encode("utf-8", "surrogateescape")
    _pack_size(len(data), out, (0xd9, 0xda, 0xdb), 0xa0, 32)
    out += data


def _pack_bin(value, out):
    _pack_size(len(value), out, (0xc4, 0xc5, 0xc6))
    out += value


def _pack_ext(value, out):
    size = len(value.data)
    if size in (1, 2, 4, 8, 16):
        out.append(0xd4 + size.bit_length() - 1)
    else:
        _pack_size(size, out, (0xc7, 0xc8, 0xc9))
    out += struct.pack("b", value.type) + value.data


def _pack_map(value, out):
    pairs = value.items() if isinstance(value, dict) else value
    _pack_size(len(value), out, (None, 0xde, 0xdf), 0x80, 16)
    for pair in pairs:
        for part in pair:
            _pack(part, out)


def _pack_array(value, out):
    _pack_size(len(value), out, (None, 0xdc, 0xdd), 0x90, 16)
    for element in value:
        _pack(element, out)


_WRITERS = (((type(None), bool), _pack_nil_or_bool), (int, _pack_int),
            ((Float, float), _pack_float), (Ext, _pack_ext), (str, _pack_str),
            (bytes, _pack_bin), ((Map, dict), _pack_map),
            ((list, tuple), _pack_array))
