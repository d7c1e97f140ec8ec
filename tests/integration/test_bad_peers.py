"""Whatever a peer does, each verb ends in time, with the status that tells it,
one can read why, and memory stays flat."""
import os
import random
import re
import signal
import socket
import struct
import time

from support import packing, peers, programs, suite, wire
from support.wire import frame

DEADLINE_S = 15
FLAT_KIB = 32 << 10
SHORT = "300ms"
LONG_TEXT = "x" * 1000
ASKS = {"call": ("URL", "m", "1"), "describe": ("URL",), "stats": ("URL",),
        "repl": ("URL",)}
OTHERS = {"send": ("URL", '[0,1,"m",[1]]', "--reply"),
          "notify": ("URL", "m", "1"), "wait": ("URL",)}
RESET = struct.pack("ii", 1, 0)


def packed(*message):
    return frame(packing.pack(list(message)))


def endless(words):
    """Talks without a pause, whether it is heard or not."""
    def talk(conn):
        conn.recv(65536)
        while True:
            conn.sendall(words * 200)
    return talk


def answering(change, times=1):
    """Answers each request, and nothing else, by its echo, changed."""
    def serve(conn):
        for whole in peers.bodies(conn):
            for body in whole:
                if body.startswith(b"\x94\x00"):
                    conn.sendall(peers.answer(body, change) * times)
    return serve


def dripping(conn):
    conn.recv(65536)
    for byte in packed(1, 1, None, LONG_TEXT):
        conn.sendall(bytes([byte]))
        time.sleep(0.03)


def staying(words):
    """Says this, and does not go when it is told to."""
    def say(conn):
        conn.recv(65536)
        conn.sendall(words)
        time.sleep(2)
    return say


def half_closing(conn):
    conn.recv(65536)
    conn.shutdown(socket.SHUT_WR)
    peers.silent(conn)


def resetting_within_a_frame(conn):
    conn.recv(65536)
    conn.sendall(b"\0\0\1\0\x94\x01")
    time.sleep(0.05)
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


# What the peer does, and the statuses of who asks, of send --reply, of notify.
# `wait` goes on until its time is over, unless it is answered.
STREAMS = {
    "says garbage":
        (peers.saying(random.Random(1).randbytes(5000)), 5, 5, 5),
    "speaks HTTP": (peers.saying(b"HTTP/1.1 400 Bad Request\r\n\r\n"), 5, 5, 5),
    "lies about a frame's length":
        (peers.saying(struct.pack(">I", 100) + b"\x94\x01\x01\xc0\xa1x" +
                      b"\xc1" * 200), 5, 5, 5),
    "says an empty frame": (peers.saying(b"\0\0\0\0"), 5, 5, 5),
    "says c1": (peers.saying(frame(b"\xc1")), 5, 5, 5),
    "nests too deep":
        (peers.saying(frame(b"\x94\x01\x00\xc0" + b"\x91" * 5000 + b"\x90")),
         5, 5, 5),
    "promises four thousand million values":
        (peers.saying(frame(b"\x94\x01\x01\xc0\xdd\xff\xff\xff\xff")), 5, 5, 5),
    "announces 100 MB": (peers.saying(struct.pack(">I", 100 << 20) + b"\x94"),
                         5, 5, 5),
    "announces what is allowed, and is silent":
        (peers.saying(struct.pack(">I", 16 << 20) + b"\xdd\0\xff\xff\xff"),
         4, 4, 7),
    "resets within a frame": (resetting_within_a_frame, 7, 7, 7),
    "half-closes": (half_closing, 7, 7, 0),
    "answers drop by drop": (dripping, 4, 4, 0),
    "answers what nobody asked":
        (peers.saying(packed(1, 4000000000, None, 1)), 4, 0, 0),
    "answers with another number":
        (answering(lambda message: [1, message[1] + 1000, *message[2:]]),
         4, 0, 0),
    "answers twice": (answering(lambda message: message, times=2), 0, 0, 0),
    "never stops notifying": (endless(packed(2, "noise", [LONG_TEXT])),
                              4, 0, 0),
    "never stops asking": (endless(packed(0, 7, "m", [LONG_TEXT])), 4, 0, 0),
    "never stops answering": (endless(packed(1, 7777, None, [LONG_TEXT])),
                              4, 0, 0),
    "is silent": (peers.silent, 4, 4, 0),
    "reads nothing": (peers.deaf, 4, 4, 0),
}
DATAGRAMS = {
    "says garbage": lambda body: [b"\xc1", b"", b"\0" * 100, b"\x91" * 5000],
    "adds a byte": lambda body: [peers.echo(body) + b"\0"],
    "cuts a byte": lambda body: [peers.echo(body)[:-1]],
    "answers with another number":
        lambda body: [packing.pack([1, 4000000000, None, 1])],
    "is the loudest": lambda body: [packing.pack([2, "m", [LONG_TEXT]])] * 500,
    "is mute": peers.mute,
}
# What is said to `listen`: bytes, and whether a reset follows.
TALK = {
    "garbage": (random.Random(2).randbytes(5000), False),
    "100 MB announced": (struct.pack(">I", 100 << 20) + b"\x94", False),
    "16 MB announced": (struct.pack(">I", 16 << 20) + b"\xdd\0\xff\xff\xff",
                        True),
    "a promise of values": (frame(b"\xdd\xff\xff\xff\xff"), False),
    "c1 again and again": (frame(b"\xc1") * 5000, False),
    "depth": (frame(b"\x91" * 5000 + b"\x90") * 50, False),
    "half a frame": (packed(0, 1, "m", [LONG_TEXT])[:-1], True),
    "answers": (packed(1, 1, None, [LONG_TEXT]) * 500, True),
    "notifications": (packed(2, "m", [LONG_TEXT]) * 500, True),
}


class Run:
    """A verb that runs against a peer; what it prints is read as it comes, and
    only its beginning is kept."""

    def __init__(self, case, verb, words, stdin=b""):
        self.verb = verb
        self.out = case.folder / f"{verb}.out"
        self.peak_kib = 0
        with open(os.devnull, "wb") as nothing, open(self.out, "wb") as said:
            self.process = case.start(
                verb, *words, stdout=nothing,
                stderr=said if verb != "repl" else nothing)
        self.process.stdin.write(stdin)
        self.process.stdin.close()

    def status(self):
        """None if it does not end. The peak is looked at as it runs."""
        deadline = time.monotonic() + DEADLINE_S
        while self.process.poll() is None:
            if time.monotonic() > deadline:
                return None
            try:
                self.peak_kib = max(self.peak_kib, programs.memory_kib(
                    self.process.pid, "VmHWM"))
            except (OSError, IndexError):
                pass  # it has just ended
            time.sleep(0.01)
        return self.process.returncode

    def said(self):
        return self.out.read_text("utf-8")


class BadPeers(suite.Case):
    def words(self, words, url, status):
        words = [url if word == "URL" else word for word in words]
        return (*words, "--timeout", SHORT) if status == 4 else words

    def ends(self, run, expected):
        status = run.status()
        self.assertEqual(status, expected, run.said())
        if status and run.verb != "repl":
            self.assertRegex(run.said(), r"\A(msgwire: [^\n]*[^.\n]\n)+\Z")
        self.assertFalse(re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]",
                                   run.said()))
        if not programs.sanitized():
            self.assertLess(run.peak_kib, FLAT_KIB)

    def each_ends(self, name, url, statuses, more=()):
        """All verbs at once."""
        words = {**ASKS, **OTHERS}
        runs = [(Run(self, verb,
                     (*self.words(words[verb], url, status), *more),
                     b"m 1\n" if verb == "repl" else b""), status)
                for verb, status in statuses.items()]
        for run, status in runs:
            with self.subTest(peer=name, verb=run.verb):
                self.ends(run, status)

    def test_each_verb_ends_with_the_right_status_on_a_stream(self):
        for name, (peer, asks, send, notify) in STREAMS.items():
            self.each_ends(name, peers.stream(peer), {
                **dict.fromkeys(ASKS, asks), "send": send, "notify": notify,
                "wait": 4 if asks else 0})

    def test_a_broken_protocol_is_no_lateness_however_short_the_timeout(self):
        for said in (struct.pack(">I", 100 << 20) + b"\x94", frame(b"\xc1")):
            url = peers.stream(staying(said))
            self.each_ends(said, url, {"call": 5, "send": 5},
                           ("--timeout", SHORT))
            with self.subTest(said=said, verb="bench"):
                self.expect("bench", url, "--count", "1", "--timeout", SHORT,
                            status=5, out=None, err="from the peer: ")

    def test_each_verb_ends_in_time_with_datagrams(self):
        for name, peer in DATAGRAMS.items():
            self.each_ends(name, peers.datagram(peer),
                           {**dict.fromkeys(ASKS, 4), "notify": 0, "wait": 4})

    def test_wait_tells_what_kept_it_waiting_and_keeps_its_time(self):
        for peer, why in ((peers.saying(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
                           "from the peer: frame of .*--framing"),
                          (peers.saying(frame(b"\xc1")), "from the peer: byte"),
                          (lambda conn: conn.recv(100), "the peer closed")):
            began = time.monotonic()
            self.expect("wait", peers.stream(peer), "--timeout", "600ms",
                        status=4, err=f"within 600ms: {why}")
            self.assertGreater(time.monotonic() - began, 0.55)

    def test_listen_bears_it_and_serves_others(self):
        listen = self.start("listen", "tcp://127.0.0.1:0", "--echo",
                            "-o", "none")
        line = listen.stderr.readline().decode()
        url = line.removeprefix("msgwire: listening ").strip()
        held = []
        for name, (said, reset) in TALK.items():
            with self.subTest(talk=name):
                peer = wire.Stream(url)
                self.addCleanup(peer.socket.close)
                try:
                    peer.send(said)
                except OSError:
                    pass  # it was ended in the middle
                if reset:
                    peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                           RESET)
                    peer.socket.close()
                else:
                    held.append(peer)
                with wire.Stream(url) as innocent:
                    self.assertEqual(innocent.call("echo", 7), (None, [7]))
        if not programs.sanitized():
            self.assertLess(programs.memory_kib(listen.pid, "VmHWM"), FLAT_KIB)
        listen.terminate()
        self.assertEqual(listen.wait(programs.PATIENCE_S), -signal.SIGTERM)


if __name__ == "__main__":
    suite.main()
