"""The two ends of a link under test: `peers.py ROLE` plays one of them.

What the near one has seen is printed as one line of JSON; the far ones run
until they are ended. The near one waits for the file $READY, and not for an
answer: no packet but the test's own goes over the link.
"""
import json
import os
import pathlib
import socket
import sys
import time

PORT = 7000
ROOM = 1 << 23  # bytes that a receiver's socket holds, where it may
SO_RCVBUFFORCE = 33  # Linux
RATE = 10000  # datagrams a second
IDLE_S = 0.5  # after which nothing more will come


def far_address(version):
    return (os.environ["FAR"] if version == 4 else os.environ["FAR6"], PORT)


def make(kind, version=4):
    made = socket.socket(socket.AF_INET if version == 4 else socket.AF_INET6,
                         kind)
    try:
        made.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, ROOM)
    except PermissionError:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM)
    return made


def ready():
    pathlib.Path(os.environ["READY"]).touch()


def echo(version):
    """Each datagram is sent back as it came."""
    with make(socket.SOCK_DGRAM, version) as far:
        far.bind(far_address(version))
        ready()
        while True:
            data, peer = far.recvfrom(65536)
            far.sendto(data, peer)


def connect(kind, version):
    """A socket of ours that can reach the far end."""
    while not pathlib.Path(os.environ["READY"]).exists():
        time.sleep(0.005)
    near = make(kind, version)
    near.settimeout(10)
    near.connect(far_address(version))
    return near


def ping(version, count):
    """One datagram after another: their round trips, in seconds."""
    times = []
    with connect(socket.SOCK_DGRAM, version) as near:
        near.settimeout(0.5)
        for number in range(count):
            began = time.perf_counter()
            near.send(b"%d" % number)
            try:
                while near.recv(64) != b"%d" % number:
                    pass
                times.append(time.perf_counter() - began)
            except TimeoutError:
                pass
    print(json.dumps({"times": sorted(times)}))


def flood(version, count, size):
    """Many datagrams, at an even rate: the numbers of those that came back, in
    the order in which they came."""
    came, sent = [], 0
    with connect(socket.SOCK_DGRAM, version) as near:
        near.setblocking(False)
        began = last = time.monotonic()
        while time.monotonic() - last < IDLE_S:
            while sent < count and sent / RATE < time.monotonic() - began:
                near.send(b"%08d" % sent + bytes(size - 8))
                sent += 1
                last = time.monotonic()
            try:
                while True:
                    data = near.recv(65536)
                    last = time.monotonic()
                    came.append(int(data[:8]))
            except BlockingIOError:
                pass
    print(json.dumps({"came": came}))


def sink(version):
    """Takes one stream after another, and tells how much each was."""
    with make(socket.SOCK_STREAM, version) as far:
        far.bind(far_address(version))
        far.listen()
        ready()
        while True:
            stream, _ = far.accept()
            with stream:
                taken = 0
                while data := stream.recv(65536):
                    taken += len(data)
                stream.sendall(b"%d" % taken)


def pour(version, seconds):
    """Sends for so long: how much came, and in which time."""
    with connect(socket.SOCK_STREAM, version) as stream:
                taken = 0
                while data := stream.recv(65536):
                    taken += len(data)
                stream.sendall(b"%d" % taken)


def pour(version, seconds):
    """Sends for so long: how much came, and in which time."""
    while True:
        stream = make(socket.SOCK_STREAM, version)
        try:
            stream.connect(far_address(version))
            break
        except ConnectionRefusedError:
            stream.close()
            time.sleep(0.01)
    with stream:
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            stream.sendall(bytes(65536))
        stream.shutdown(socket.SHUT_WR)
        taken = int(stream.recv(64))
        print(json.dumps({"bytes": taken,
                          "seconds": time.monotonic() - began}))


ROLES = {"echo": echo, "ping": ping, "flood": flood, "sink": sink,
         "pour": pour}
name, *numbers = sys.argv[1:]
try:
    ROLES[name](*(int(number) for number in numbers))
except KeyboardInterrupt:
    pass
