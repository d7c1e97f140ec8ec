"""The wire by hand: frames on streams, datagrams, requests and responses."""
import socket
import struct

from support import packing

PATIENCE_S = 20
PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
TIMED_OUT = -32001
OVERLOADED = -32003
FRAME_TOO_LARGE = -32004
TOO_LARGE_FOR_A_DATAGRAM = -32005


def frame(body):
    return struct.pack(">I", len(body)) + body


def request(msgid, method, params=()):
    return packing.pack([0, msgid, method, list(params)])


def framed_request(msgid, method, params=()):
    return frame(request(msgid, method, params))


def address(url):
    """Returns (family, address) of a url that a program has printed."""
    url = url.partition("?")[0]
    scheme, _, rest = url.partition(":")
    if scheme == "unix":
        name = "\0" + rest[1:] if rest.startswith("@") else rest
        return socket.AF_UNIX, name
    host, _, port = rest.removeprefix("//").rpartition(":")
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    return family, (host.strip("[]"), int(port))


class Stream:
    """A connection that sends bytes and takes frames."""

    def __init__(self, url, rcvbuf=0):
        family, where = address(url)
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.settimeout(PATIENCE_S)
        if rcvbuf:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, rcvbuf)
        self.socket.connect(where)
        if family != socket.AF_UNIX:
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got = bytearray()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def finish(self):
        """Half-closes: nothing more will be sent."""
        self.socket.shutdown(socket.SHUT_WR)

    def _fill(self, count):
        """False if the stream ends before there are so many bytes."""
        while len(self.got) < count:
            chunk = self.socket.recv(1 << 20)
            if not chunk:
                return False
            self.got += chunk
        return True

    def body(self):
        """The next frame's body; None at the stream's end."""
        if not self._fill(4):
            if self.got:
                raise AssertionError(f"ends inside a prefix: {self.got}")
            return None
        end = 4 + struct.unpack(">I", self.got[:4])[0]
        if not self._fill(end):
            raise AssertionError(f"ends inside a frame of {end - 4} bytes")
        body = bytes(self.got[4:end])
        del self.got[:end]
        return body

    def message(self):
        """The next message; None at the stream's end."""
        body = self.body()
        return None if body is None else packing.parse_one(body)

    def messages(self):
        """All that come until the stream's end."""
        while (message := self.message()) is not None:
            yield message

    def call(self, method, *params, msgid=1):
        """Returns (error, result) of a request that is alone."""
        self.send(framed_request(msgid, method, params))
        return unwrap(self.message(), msgid)


class Datagrams:
    """A socket that speaks with one peer."""

    def __init__(self, url):
        family, where = address(url)
        self.socket = socket.socket(family, socket.SOCK_DGRAM)
        self.socket.settimeout(PATIENCE_S)
        self.socket.connect(where)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.send(data)

    def message(self):
        return packing.parse_one(self.socket.recv(65536))

    def call(self, method, *params, msgid=1):
        self.send(request(msgid, method, params))
        return unwrap(self.message(), msgid)


def dial(url):
    return Datagrams(url) if url.startswith("udp:") else Stream(url)


def unwrap(message, msgid):
    """Returns (error as dict or None, result) of the response to `msgid`."""
    if message is None or message[:2] != [1, msgid]:
        raise AssertionError(f"expected the answer to {msgid}, got {message}")
    error, result = message[2:]
    return (None if error is None else dict(error)), result


def code(message):
    """The number in an error response or `error` notification, else None."""
    if message[0] == 2 and message[1] == "error":
        return dict(message[2][0])["code"]
    if message[0] == 1 and message[2] is not None:
        return dict(message[2])["code"]
    return None
