"""`msgwire replay`: what was recorded is sent again, in its time, and what
comes back is held against what came then."""
import base64
import json
import signal
import socket
import struct
import subprocess
import time

from support import packing, peers, programs, suite, wire
from support.listening import listen, relay

TCP = "tcp://127.0.0.1:0"
UDP = "udp://127.0.0.1:0"
PEER = "tcp://127.0.0.1:50000"


def typed(body):
    return {"$bin": base64.b64encode(body).decode()}


def record(ms, direction, body, peer=PEER):
    """One record as typed JSON; body None: this side has ended."""
    data = None if body is None else typed(body)
    return {"time": {"$ts": [1700000000 + ms // 1000, ms % 1000 * 1000000]},
            "direction": direction, "peer": peer, "transport": "tcp",
            "data": data}


def response(msgid, result, error=None):
    return packing.pack([1, msgid, error, result])


class Case(suite.Case):
    def setUp(self):
        super().setUp()
        self.file = self.folder / "talk.rec"

    def tape(self, *records):
        """Writes a recording, by msgwire itself."""
        lines = "\n".join(map(json.dumps, records))
        self.file.write_bytes(self.expect("encode", "--framing", "u32be",
                                          stdin=lines.encode(), out=None))
        return str(self.file)

    def replay(self, url, *words, status=0, out=b"", err=".", **more):
        """Returns what it said."""
        ended, said, complaint = self.run_program(
            "replay", str(self.file), url, *words, **more)
        self.assertEqual(ended, status, complaint)
        if out is not None:
            self.assertEqual(said, out)
        self.assertRegex(complaint, err)
        return complaint


class Patience(Case):
    def test_who_never_ends_what_nobody_asked_for_is_not_heard_for_ever(self):
        def chatter(peer):
            while True:
                peer.sendall(wire.frame(packing.pack([2, "tick", []])))
                time.sleep(0.02)

        self.tape(record(0, "in", wire.request(1, "ping")),
                  record(1, "out", response(1, [])), record(2, "in", None))
        for words, status in (((), 4), (("--expect",), 9)):
            self.replay(peers.stream(chatter), "--timeout", "300ms", "-o",
                        "none", *words, status=status, err="1 missing")

    def test_of_many_faults_the_first_are_told(self):
        def babble(peer):
            peer.sendall(wire.frame(b"\xc1") * 500)
            peer.recv(65536)

        self.tape(record(0, "in", wire.request(1, "ping")))
        said = self.replay(peers.stream(babble), "--timeout", "300ms",
                           status=6, err="; 50[01] faults, the first 20 of")
        self.assertEqual(said.count("\n"), 21)

    def test_answers_are_printed_while_a_pipe_has_no_more_records(self):
        server = self.serve(listen=(TCP,))
        self.tape(record(0, "in", wire.request(7, "upper", ["hello"])))
        process = self.start("replay", "-", server.url("tcp"),
                             stdin=subprocess.PIPE)
        process.stdin.write(self.file.read_bytes())
        process.stdin.flush()
        self.assertEqual(process.stdout.readline(), b'[1,7,null,["HELLO"]]\n')
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(programs.PATIENCE_S), -signal.SIGINT)


class Sending(Case):
    def test_it_sends_what_the_client_sent_byte_for_byte(self):
        listener = listen(self, TCP, "-o", "hex", count=1)
        self.tape(record(0, "in", b"\xcd\x00\x07"), record(1, "out", b"\x01"),
                  record(2, "in", b"\x93\x02\xa1m\x90"),
                  record(3, "in", None))
        self.replay(listener.url, err="2 messages sent on 1 connection")
        self.assertEqual(listener.out.text(), "cd0007")
        self.assertEqual(listener.out.text(), "9302a16d90")

    def test_what_comes_back_is_printed(self):
        server = self.serve()
        self.tape(record(0, "in", wire.request(7, "upper", ["hello"])),
                  record(1, "in", None))
        for url in server.urls:
            self.replay(url, out=b'[1,7,null,["HELLO"]]\n', err="1 answer$")

    def test_each_client_has_a_connection_or_all_have_one(self):
        server = self.serve(listen=(TCP,))
        self.tape(*(record(number, "in", wire.request(number, "ping"),
                           peer=f"tcp://10.0.0.{number}:1")
                    for number in range(5)))
        url = server.url("tcp")
        self.replay(url, "-o", "none", err="5 messages sent on 5 connections")
        self.replay(url, "-o", "none", "--one-connection",
                    err="5 messages sent on 1 connection ")

    def test_an_address_that_comes_again_is_another_client(self):
        server = self.serve(listen=(TCP,))
        self.tape(record(0, "in", wire.request(1, "ping")),
                  record(1, "in", None), record(2, "out", response(1, [])),
                  record(3, "out", None), record(4, "in",
                                                 wire.request(1, "ping")),
                  record(5, "out", response(1, [])))
        self.replay(server.url("tcp"), "--expect",
                    err="2 messages sent on 2 connections.*; 2 answers as rec")

    def test_it_keeps_the_tempo(self):
        listener = listen(self, TCP, "--envelope", count=1)
        self.tape(*(record(ms, "in", b"\x07") for ms in (0, 150, 300, 600)))
        for speed, unit in ((None, 1), ("2", 0.5), ("0.5", 2), ("max", 0)):
            words = () if speed is None else ("--speed", speed)
            self.replay(listener.url, *words)
            lines = [json.loads(listener.out.next()) for _ in range(4)]
            times = [seconds_of(line["time"]["$ts"]) for line in lines]
            for at, due in zip(times, (0, 0.15, 0.3, 0.6)):
                self.assertGreater(at - times[0], due * unit - 0.02)
                self.assertLess(at - times[0], due * unit + 0.1)

    def test_an_end_within_a_record_loses_only_that(self):
        listener = listen(self, TCP, count=1)
        self.tape(record(0, "in", b"\x07"), record(1, "in", b"\x08"))
        whole = self.file.read_bytes()
        self.file.write_bytes(whole[:-1])
        self.replay(listener.url, err="(?s)the file ends inside record 2, .*"
                                      "1 message sent")
        self.assertEqual(listener.out.text(), "7")

    def test_a_recording_of_the_real_thing_and_another_transport(self):
        server = self.serve(listen=(TCP, UDP))
        recorder = relay(self, "record", TCP, server.url("tcp"),
                         str(self.file))
        self.expect("call", recorder.url, "upper", "-", stdin=b'"a" "b" "c"',
                    out=b'["A"]\n["B"]\n["C"]\n')
        self.expect("call", recorder.url, "nothing", status=8, err="no method")
        recorder.signal(signal.SIGTERM)
        recorder.wait()
        for url in server.urls:
            for speed in ("1", "max"):
                self.replay(url, "--expect", "--speed", speed,
                            err="4 messages sent on 2 connections in .*; "
                                "4 answers as recorded$")

    def test_frames_of_several_values_and_bad_ones_go_as_they_were(self):
        listener = listen(self, TCP, count=1)
        self.tape(record(0, "in", b"\xc1"), record(1, "in", b"\x07"))
        self.replay(listener.url, out=None)
        listener.said("byte 0")
        self.assertEqual(listener.out.text(), "7")


def seconds_of(text):
    """Of the day; these tests do not run at midnight."""
    hours, minutes, seconds = text.rstrip("Z").partition("T")[2].split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


class Expecting(Case):
    def test_differences_are_told_with_their_record(self):
        server = self.serve(listen=(TCP,))
        self.tape(record(0, "in", wire.request(1, "upper", ["a"])),
                  record(1, "out", response(1, ["A"])),
                  record(2, "in", wire.request(2, "upper", ["b"])),
                  record(3, "out", response(2, ["X"])))
        self.replay(
            server.url("tcp"), "--expect", status=9,
            err=r'(?s)record 4: expected \[1,2,null,\["X"\]\], got '
                r'\[1,2,null,\["B"\]\].*1 answer as recorded, 1 different')

    def test_what_is_missing_and_what_is_new_is_told(self):
        server = self.serve(listen=(TCP,))
        self.tape(record(0, "in", wire.request(1, "ping")),
                  record(1, "out", response(5, [])))
        self.replay(
            server.url("tcp"), "--expect", "--timeout", "300ms", status=9,
            err=r"(?s)record 2: expected \[1,5,null,\[\]\], got nothing.*"
                r"expected nothing more, got \[1,1,null,\[\]\].*"
                r"1 missing, 1 not recorded")

    def test_a_lost_datagram_is_missing(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
            deaf.bind(("127.0.0.1", 0))
            url = f"udp://127.0.0.1:{deaf.getsockname()[1]}"
            self.tape(record(0, "in", wire.request(1, "ping")),
                      record(1, "out", response(1, [])))
            self.replay(url, "--expect", "--timeout", "200ms", status=9,
                        err="1 missing")
            self.replay(url, "--timeout", "200ms", status=4, err="1 missing")

    def test_only_the_first_differences_are_told_and_all_are_counted(self):
        server = self.serve(listen=(TCP,))
        records = []
        for number in range(30):
            records += [record(0, "in", wire.request(number, "ping")),
                        record(0, "out", response(number, "other"))]
        self.tape(*records)
        said = self.replay(server.url("tcp"), "--expect", status=9,
                           err="0 answers as recorded, 30 different")
        self.assertEqual(said.count("expected"), 20)


class Going(Case):
    def test_many_messages_as_fast_as_they_are_taken(self):
        server = self.serve(listen=(TCP,))
        with open(self.folder / "lines", "w", encoding="ascii") as lines:
            for number in range(20000):
                for one in (record(number, "in",
                                   wire.request(number, "echo", [number])),
                            record(number, "out", response(number, [number]))):
                    lines.write(json.dumps(one) + "\n")
        with open(self.folder / "lines", "rb") as lines:
            self.file.write_bytes(self.expect("encode", "-F", "u32be",
                                              stdin=lines, out=None))
        self.replay(server.url("tcp"), "--expect", "--speed", "max",
                    err="20000 answers as recorded$")

    def test_a_server_that_dies_is_told_and_the_rest_is_counted(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            url = f"tcp://127.0.0.1:{server.getsockname()[1]}"
            self.tape(*(record(ms, "in", wire.request(1, "ping"))
                        for ms in (0, 100, 200, 300)))
            process = self.start("replay", str(self.file), url)
            peer, _ = server.accept()
            peer.recv(4096)
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                            struct.pack("ii", 1, 0))
            peer.close()
            _, said = process.communicate(timeout=programs.PATIENCE_S)
        self.assertRegex(said.decode(), "(?s)the peer closed the connection.*"
                                        " of 4 messages sent")
        self.assertEqual(process.returncode, 7)

    def test_no_server_is_no_success(self):
        self.tape(record(0, "in", wire.request(1, "ping")))
        url = f"tcp://127.0.0.1:{programs.free_port()}"
        self.replay(url, status=3,
                    err=f"can't connect to {url}: connection refused")

    def test_what_does_not_fit_a_datagram_is_told(self):
        listener = listen(self, UDP, count=1)
        self.tape(record(0, "in", b"\xc6\0\1\x11\x70" + bytes(70000)),
                  record(1, "in", b"\x07"))
        self.replay(listener.url, status=5, err="(?s)a datagram of 70005 bytes"
                    ", limit is 65507.*1 of 2 messages sent")
        self.assertEqual(listener.out.text(), "7")

    def test_an_interrupt_sums_up_what_was_done(self):
        listener = listen(self, TCP, count=1)
        self.tape(record(0, "in", b"\x07"), record(3600000, "in", b"\x08"))
        process = self.start("replay", str(self.file), listener.url)
        self.assertEqual(listener.out.text(), "7")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=programs.PATIENCE_S)
        self.assertIn(b"1 message sent on 1 connection", said)
        self.assertEqual(process.returncode, -signal.SIGINT)

    def test_what_is_no_recording_is_refused(self):
        self.file.write_bytes(b"hello, this is something else")
        self.replay("tcp://127.0.0.1:1", status=6, err="record 1 at byte 0: ")
        self.tape({"no": "record"})
        self.replay("tcp://127.0.0.1:1", status=6,
                    err="record 1 at byte 0: expected the keys time, ")
        self.expect("replay", str(self.folder / "none"), "tcp://127.0.0.1:1",
                    status=2, err="No such file|no such file")
        self.tape(record(0, "in", b"\x07"))
        self.replay("tcp://127.0.0.1:1", "--speed", "fast", status=2,
                    err="--speed fast: expected a number such as 2 or 0.5")

    def test_silence_is_bounded_in_time(self):
        server = self.serve(listen=(TCP,))
        self.tape(record(0, "in", wire.request(1, "ping")),
                  record(1, "out", response(9, [])))
        began = time.monotonic()
        self.replay(server.url("tcp"), "--expect", "--timeout", "300ms",
                    status=9)
        self.assertLess(time.monotonic() - began, 5)


if __name__ == "__main__":
    suite.main()
