"""Peers that behave badly, or well, and speak the wire by hand.

Each is a function that gets a connection (or a datagram); `stream` and
`datagram` make it listen on a free port of the loopback and give its URL.
"""
import random
import socket
import struct
import threading

from support import packing
from support.wire import frame


def stream(peer):
    """Serves each connection by `peer` in its own thread, as long as we run."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(conn):
        with conn:
            try:
                peer(conn)
            except OSError:
                pass

    def accept():
        while True:
            conn, _ = listener.accept()
            threading.Thread(target=serve, args=(conn,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return f"tcp://127.0.0.1:{listener.getsockname()[1]}"


def datagram(peer):
    """Calls `peer` with each datagram; sends back each that it returns."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))

    def serve():
        while True:
            body, sender = sock.recvfrom(65535)
            for answer in peer(body):
                sock.sendto(answer, sender)

    threading.Thread(target=serve, daemon=True).start()
    return f"udp://127.0.0.1:{sock.getsockname()[1]}"


def nobody(scheme, host="127.0.0.1"):
    """A port where no one listens."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    kind = socket.SOCK_DGRAM if scheme == "udp" else socket.SOCK_STREAM
    with socket.socket(family, kind) as probe:
        probe.bind((host.strip("[]"), 0))
        return f"{scheme}://{host}:{probe.getsockname()[1]}"


def bodies(conn):
    """Yields lists of the bodies that came together."""
    got = b""
    while chunk := conn.recv(1 << 20):
        got += chunk
        whole = []
        while len(got) >= 4:
            end = 4 + struct.unpack(">I", got[:4])[0]
            if len(got) < end:
                break
            whole.append(got[4:end])
            got = got[end:]
        yield whole


def echo(request):
    """The answer that has the request's params as its result."""
    widths = {0xcc: 1, 0xcd: 2, 0xce: 4}
    at = 3 + widths.get(request[2], 0)
    msgid = request[2:at]
    params = request[at + 1 + (request[at] & 31):]
    return b"\x94\x01" + msgid + b"\xc0" + params


def answer(body, change=lambda message: message):
    """The frame of a request's echo, changed."""
    return frame(packing.pack(change(packing.parse_one(echo(body)))))


# --- streams ---

def each(reply):
    """A peer that sends reply(body) for each body; returns its address."""
    def serve(conn):
        for whole in bodies(conn):
            for body in whole:
                conn.sendall(reply(body))
    return stream(serve)


def silent(conn):
    while conn.recv(65536):
        pass


def deaf(conn):
    """Reads nothing for as long as the client has patience."""
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    threading.Event().wait(20)


class Counter:
    """A peer that counts the bytes that come."""

    def __init__(self):
        self.count = 0

    def stream(self, conn):
        while chunk := conn.recv(1 << 20):
            self.count += len(chunk)


def closing(conn):
    conn.recv(65536)


def resetting(conn):
    conn.recv(65536)
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                    struct.pack("ii", 1, 0))


def saying(words):
    """A peer that says these bytes to whatever comes, and then listens."""
    def say(conn):
        conn.recv(65536)
        conn.sendall(words)
        silent(conn)
    return say


def shuffling(conn):
    for whole in bodies(conn):
        random.shuffle(whole)
        conn.sendall(b"".join(frame(echo(body)) for body in whole))


def chatty(conn):
    """Notifications, and answers that nobody waits for, between the answers."""
    noise = frame(b"\x93\x02\xa5hello\x90") + \
        frame(b"\x94\x01\xce\xff\xff\xff\xff\xc0\x01")
    for whole in bodies(conn):
        conn.sendall(b"".join(noise + frame(echo(body)) for body in whole))


def doubling(conn):
    """Says each body twice."""
    for whole in bodies(conn):
        conn.sendall(b"".join(frame(body) * 2 for body in whole))


def odd(conn):
    """Answers each second request with an error."""
    number = 0
    for whole in bodies(conn):
        for body in whole:
            number += 1
            answer = echo(body)
            if number % 2 == 0:
                at = answer.index(b"\xc0")
                answer = answer[:at] + b"\xa5wrong\xc0"
            conn.sendall(frame(answer))


# --- datagrams ---

class Lossy:
    """Loses a third of what it gets and answers a third twice."""

    def __init__(self):
        self.random = random.Random(1)

    def __call__(self, body):
        return [echo(body)] * self.random.choice((0, 1, 2))


def mute(_body):
    return []
