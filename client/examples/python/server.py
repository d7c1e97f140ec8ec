"""The smallest honest server in Python: a thread for each client.

    server.py tcp://127.0.0.1:6749 | udp://127.0.0.1:6749
"""
import re
import socket
import socketserver
import sys
import time
from urllib.parse import urlsplit

from wire import Lost, asks, is_message, pack, read_frame, unpack, write_frame

METHODS = {"echo": lambda params: params, "ping": lambda params: params}


class Fault(Exception):
    """Told on a stream; a datagram that has one is dropped."""


def error(msgid, code, sentence):
    what = {"code": code, "message": sentence}
    return pack([2, "error", [what]] if msgid is None else
                [1, msgid, what, None])


def answer(body):
    """The response to a request; None to what wants none."""
    try:
        message = unpack(body)
    except (ValueError, TypeError) as bad:
        raise Fault(error(None, -32700, "not one msgpack value")) from bad
    if not is_message(message):
        raise Fault(error(asks(message), -32600, "not a message"))
    return respond(*message[1:]) if message[0] == 0 else None


def respond(msgid, method, params):
    name = method if type(method) is str else method.decode()
    if name in METHODS:
        return pack([1, msgid, None, METHODS[name](params)])
    shown = re.sub("[^ -~]", "?", name[:64])  # it may end on a terminal
    return error(msgid, -32601, f"no such method: {shown}")


class Stream(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self):
        try:
            while body := read_frame(self.rfile):
                try:
                    reply = answer(body)
                except Fault as fault:
                    reply = fault.args[0]
                if reply:
                    write_frame(self.wfile, reply)
        except Lost as lost:
            write_frame(self.wfile, error(None, *lost.args))
            self.linger()
        except (EOFError, ConnectionError):
            pass  # nothing is owed to who leaves

    def linger(self):
        """A close with unread bytes is a reset, which destroys words."""
        self.request.shutdown(socket.SHUT_WR)
        self.request.settimeout(1)
        until = time.monotonic() + 1
        while time.monotonic() < until and self.request.recv(65536):
            pass


def serve_datagrams(peer):
    while True:
        body, sender = peer.recvfrom(65535)
        try:
            if reply := answer(body):
                peer.sendto(reply, sender)
        except (Fault, OSError):
            pass  # dropped, like all that gets lost on its way


if len(sys.argv) != 2:
    sys.exit("usage: server.py tcp://HOST:PORT | udp://HOST:PORT")
url = urlsplit(sys.argv[1])
where = url.hostname, url.port
if url.scheme == "udp":
    peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    peer.bind(where)
    port = peer.getsockname()[1]
else:
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    socketserver.ThreadingTCPServer.request_queue_size = 128  # 5 as it is
    server = socketserver.ThreadingTCPServer(where, Stream)
    port = server.server_address[1]
print(f"listening {url.scheme}://{url.hostname}:{port}", flush=True)
serve_datagrams(peer) if url.scheme == "udp" else server.serve_forever()
