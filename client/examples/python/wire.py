"""What client and server share: msgpack's options, frames, and messages."""
import struct

import msgpack

MAX_FRAME = 16 << 20


class Lost(Exception):
    """Where the next frame begins is not known: an error code, a sentence."""


def pack(value):
    return msgpack.packb(value, unicode_errors="surrogateescape")


def unpack(body):
    """Arrays become tuples: unlike lists, they can be the keys of a map."""
    return msgpack.unpackb(body, use_list=False, strict_map_key=False,
                           unicode_errors="surrogateescape")


def read_frame(file):
    """The next body, None where the stream ends; read(n) waits for all n."""
    head = file.read(4)
    if not head:
        return None
    size, = struct.unpack(">I", head.ljust(4, b"\0"))
    if not 0 < size <= MAX_FRAME:
        raise Lost(-32004 if size else -32700, f"a frame of {size} bytes")
    body = file.read(size)
    if len(body) < size:
        raise EOFError("the stream ended inside a frame")
    return body


def write_frame(file, body):
    file.write(struct.pack(">I", len(body)) + body)
    file.flush()


def is_msgid(value):
    return type(value) is int and 0 <= value < 1 << 32


def asks(it):
    """The msgid of a request, whole or not; None if it is none."""
    match it:
        case tuple([kind, msgid, *_]) if type(kind) is int and kind == 0:
            return msgid if is_msgid(msgid) else None


def is_call(method, params):
    """A method has 1 to 255 bytes of UTF-8, in a str or a bin."""
    try:
        name = method.encode() if type(method) is str else method
        return 0 < len(name) < 256 and bool(name.decode()) and \
            type(params) is tuple
    except (AttributeError, TypeError, UnicodeError):
        return False


def is_message(it):
    """True if it has one of the three shapes."""
    if type(it) is not tuple or not it or type(it[0]) is not int:
        return False
    if it[0] in (0, 1):
        return len(it) == 4 and is_msgid(it[1]) and \
            (it[0] == 1 or is_call(*it[2:]))
    return it[0] == 2 and len(it) == 3 and is_call(*it[1:])
