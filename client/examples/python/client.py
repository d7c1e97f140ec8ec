"""The smallest honest client in Python, with python3-msgpack.

    client.py URL call|notify|receive METHOD <PARAMS >RESULTS

A frame on stdin holds the params of one message; each result is a frame on
stdout. `receive` notifies, then prints all messages that come.
"""
import socket
import sys
from urllib.parse import urlsplit

from wire import Lost, pack, read_frame, unpack, write_frame

TIMEOUT_S = 2


def dial(url, timeout_s):
    """Returns two functions: one sends a body, one waits for the next."""
    to = urlsplit(url)
    where = to.hostname, to.port
    if to.scheme == "udp":
        peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        peer.settimeout(timeout_s)
        peer.connect(where)  # so that only this peer's datagrams come in
        return peer.send, lambda: peer.recv(65535)
    file = socket.create_connection(where, timeout_s).makefile("rwb")
    return lambda body: write_frame(file, body), lambda: read_frame(file)


def call(send, receive, msgid, method, params):
    send(pack([0, msgid, method, params]))
    while body := receive():
        match unpack(body):
            case [1, id, None, result] if id == msgid:
                return result
            case [1, id, error, _] if id == msgid:
                raise RuntimeError(f"the peer answered: {error}")
            case other:  # a notification, or an answer that came too late
                print(f"client.py: meanwhile {other}", file=sys.stderr)
    raise EOFError("the peer closed first")


def main(url, verb, method):
    send, receive = dial(url, TIMEOUT_S if verb == "call" else None)
    msgid = 0
    while body := read_frame(sys.stdin.buffer):
        msgid += 1
        if verb == "call":
            result = call(send, receive, msgid, method, unpack(body))
            write_frame(sys.stdout.buffer, pack(result))
        else:
            send(pack([2, method, unpack(body)]))
    while verb == "receive" and (body := receive()):
        write_frame(sys.stdout.buffer, pack(unpack(body)))


if len(sys.argv) != 4:
    sys.exit("usage: client.py URL call|notify|receive METHOD")
try:
    main(*sys.argv[1:])
except (OSError, ValueError, EOFError, RuntimeError, Lost) as error:
    sys.exit(f"client.py: {error}")
