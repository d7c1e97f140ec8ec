"""`conform` finds what a peer does wrong, by the rule's name and at the byte,
and finds nothing else: our own server keeps every rule, on every way."""
import json
import os
import signal
import socket
import struct

from support import packing, peers, programs, suite, wire
from support.programs import LOOPBACK
from support.suite import Case
from support.wire import frame

MAX_FRAME = 16 << 20
RESET = struct.pack("ii", 1, 0)
FRAMINGS = ("u32be", "none", "msgpack-int", "varint", "u32le", "u16be")


# --- a server that keeps the rules, but for one ---

def told(code):
    return frame(packing.pack([2, "error", [{"code": code, "message": "no"}]]))


def refusal(msgid, code):
    return frame(packing.pack([1, msgid, {"code": code, "message": "no"},
                               None]))


def is_request_so_far(value):
    return (is_array(value) and len(value) > 1 and value[0] == 0 and
            isinstance(value[1], int) and not isinstance(value[1], bool) and
            0 <= value[1] < 1 << 32)


def is_method(name):
    if isinstance(name, bytes):
        try:
            name = name.decode()
        except UnicodeDecodeError:
            return False
    return isinstance(name, str) and name.isprintable() and \
        0 < len(name.encode()) < 256


def is_array(value):
    return isinstance(value, list) and not isinstance(value, packing.Map)


def depth_of(value):
    if not isinstance(value, list):
        return 0
    inside = (element for pair in value for element in pair) \
        if isinstance(value, packing.Map) else value
    return 1 + max(map(depth_of, inside), default=0)


def reply_to(body, fault):
    """What a server of one method says to a body, as a frame or nothing."""
    try:
        value = packing.parse_one(body)
    except (ValueError, RecursionError):
        return told(wire.PARSE_ERROR)
    if depth_of(value) > 128:
        return told(wire.PARSE_ERROR)
    if is_request_so_far(value):
        if len(value) != 4 or not is_method(value[2]) or \
                not is_array(value[3]):
            return refusal(value[1], wire.INVALID_REQUEST)
        return answer(value, body, fault)
    if is_array(value) and len(value) == 3 and value[0] == 2 and \
            is_method(value[1]) and is_array(value[2]):
        return frame(b"\xc0") if fault == "answers notifications" else b""
    if is_array(value) and len(value) == 4 and value[0] == 1 and \
            is_request_so_far([0, value[1]]):
        return frame(body) if fault == "answers responses" else b""
    return told(wire.INVALID_REQUEST)


def answer(request, body, fault):
    msgid, method = request[1:3]
    if method not in ("ping", "echo") or fault == "has no method":
        if fault == "errors are text":
            return frame(packing.pack([1, msgid, "no", None]))
        return refusal(msgid, wire.METHOD_NOT_FOUND)
    if fault == "answers under another msgid":
        return frame(packing.pack([1, msgid + 1, None, request[3]]))
    if fault == "writes anew":
        return frame(packing.pack([1, msgid, None, request[3]]))
    if fault == "drops what is in it" and request[3]:
        return frame(packing.pack([1, msgid, None, []]))
    whole = frame(peers.echo(body) if body[:2] == b"\x94\0" and
                  body[2] < 0xcf else
                  packing.pack([1, msgid, None, request[3]]))
    return whole * 2 if fault == "answers twice" else whole


def end(conn, code, fault):
    if fault == "ends without a word":
        return
    conn.sendall(told(code))
    if fault == "ends by a reset":
        conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        return
    conn.shutdown(socket.SHUT_WR)
    peers.silent(conn)


def serving(fault):
    def serve(conn):
        got = b""
        while chunk := conn.recv(1 << 20):
            got = chunk if fault == "takes a read for a frame" else got + chunk
            while len(got) >= 4:
                size = struct.unpack(">I", got[:4])[0]
                if size == 0 and fault == "passes over empty frames":
                    got = got[4:]
                    continue
                if size == 0 or size > MAX_FRAME:
                    return end(conn, wire.FRAME_TOO_LARGE if size else
                               wire.PARSE_ERROR, fault)
                if len(got) < 4 + size:
                    break
                said = reply_to(got[4:4 + size], fault)
                got = got[4 + size:]
                if fault != "is silent":
                    conn.sendall(said)
        if fault == "answers what is cut" and got:
            conn.sendall(refusal(1, wire.INVALID_REQUEST))
    return serve


# Each fault, and the rules that it breaks.
STREAMS = {
    "takes a read for a frame": {"frame.cut", "frame.bytes"},
    "answers twice": {"frame.cut"},
    "answers under another msgid": {"frame.whole"},
    "is silent": {"frame.whole"},
    "passes over empty frames": {"frame.empty"},
    "ends without a word": {"frame.too-long", "frame.empty"},
    "ends by a reset": {"end.fault-last"},
    "answers notifications": {"message.notifications"},
    "answers responses": {"message.responses"},
    "errors are text": {"message.unknown-method"},
    "writes anew": {"value.untouched"},
    "drops what is in it": {"value.echo"},
    "answers what is cut": {"end.inside-a-frame"},
}

DATAGRAMS = {
    "answers garbage":
        (lambda body: [peers.echo(body) if body[:1] == b"\x94" else b"\xc0"],
         "datagram.garbage"),
    "answers twice": (lambda body: [peers.echo(body)] * 2, "datagram.request"),
    "answers by a flood":
        (lambda body: [packing.pack([1, packing.parse_one(body)[1], None,
                                     "x" * 500])]
         if body[:2] == b"\x94\0" else [], "datagram.no-flood"),
    "is silent": (peers.mute, "datagram.request"),
}


class Servers(Case):
    def play(self, url, *words, status):
        """Returns {rule: its row}."""
        ended, out, said = self.run_program("conform", url, *words)
        self.assertEqual(ended, status, said)
        return {row["rule"]: row for row in map(json.loads, out.splitlines())}

    def broken(self, url, *words, status=9):
        rows = self.play(url, "--timeout", "300ms", *words, status=status)
        return {name for name, row in rows.items() if row["end"] == "broken"}

    def test_our_own_keeps_every_rule_on_every_transport(self):
        server = self.serve(listen=(*LOOPBACK, self.unix()))
        for scheme in ("tcp", "udp", "unix"):
            rows = self.play(server.url(scheme), status=0)
            self.assertGreater(len(rows), 10)
            self.assertEqual({row["end"] for row in rows.values()} -
                             {"holds", "skipped"}, set())
            self.assertEqual(rows["value.echo"]["end"], "holds")

    def test_our_own_keeps_them_in_every_framing(self):
        for framing in FRAMINGS:
            url = f"tcp://127.0.0.1:0?framing={framing}"
            server = self.serve(listen=(url,))
            with self.subTest(framing):
                self.assertEqual(self.broken(server.urls[0], status=0), set())

    def test_a_frame_that_is_late_is_seen_where_that_is_asked_for(self):
        server = self.serve("--frame-timeout", "1s")
        rows = self.play(server.url("tcp"), "--slow", "--only", "frame.late",
                         "--timeout", "300ms", status=0)
        self.assertEqual(rows["frame.late"]["end"], "holds")

    def test_a_server_that_does_right_breaks_nothing(self):
        self.assertEqual(self.broken(peers.stream(serving(None)), status=0),
                         set())

    def test_each_fault_is_found_by_the_rule_that_it_breaks(self):
        for fault, rules in STREAMS.items():
            with self.subTest(fault):
                url = peers.stream(serving(fault))
                for rule in rules:
                    self.assertEqual(self.broken(url, "--only", rule), {rule})

    def test_what_breaks_one_rule_leaves_the_others(self):
        url = peers.stream(serving("writes anew"))
        self.assertEqual(self.broken(url), {"value.untouched"})
        url = peers.stream(serving("errors are text"))
        self.assertEqual(self.broken(url), {"message.unknown-method"})

    def test_each_fault_of_datagrams_is_found(self):
        for fault, (peer, rule) in DATAGRAMS.items():
            with self.subTest(fault):
                url = peers.datagram(peer)
                self.assertEqual(self.broken(url, "--only", rule), {rule})

    def test_a_broken_rule_shows_what_went_and_what_came(self):
        url = peers.stream(serving("drops what is in it"))
        row = self.play(url, "--only", "value.echo", status=9)["value.echo"]
        self.assertRegex(row["why"], '^vector "nil": expected the value that '
                         'was sent, got another; also "false", .* more$')
        self.assertEqual(row["at"], 4)  # where the result stands
        for word in ("sent", "came"):
            self.assertIn("$bin", row[word])

    def test_people_get_a_line_each_and_the_bytes_of_a_fault(self):
        url = peers.stream(serving("drops what is in it"))
        out = self.expect("conform", url, "--only", "value.echo", "-o",
                          "pretty", status=9, out=None,
                          err="0 rules hold, 1 broken, 0 not played\n$")
        self.assertRegex(out.decode(), "(?s)^✗  value.echo .*sent:.*request #1 "
                         "echo.*came, broken at byte 4:.*response #1")

    def test_a_server_without_echo_is_held_against_the_rest(self):
        url = peers.stream(serving(None))
        rows = self.play(url, "--only", "frame.", status=0)
        self.assertEqual(rows["frame.large"]["end"], "holds")
        strange = peers.stream(serving("has no method"))
        rows = self.play(strange, "--only", "frame.w", status=0)
        self.assertEqual(rows["frame.whole"]["end"], "holds")
        rows = self.play(strange, "--only", "value.", status=0)
        self.assertEqual(rows["value.echo"]["why"], "the server has no echo")

    def test_no_patience_at_all_is_no_judge(self):
        self.expect("conform", peers.nobody("tcp"), "--timeout", "0", status=2,
                    err="--timeout 0: expected")

    def test_a_silent_server_is_not_asked_for_ever(self):
        rows = self.play(peers.stream(peers.silent), "--timeout", "200ms",
                         status=9)
        self.assertEqual([row["end"] for row in rows.values()].count("broken"),
                         1)
        self.assertEqual(rows["end.half-close"]["why"],
                         "the server says nothing")

    def test_nobody_there_is_no_broken_rule(self):
        self.expect("conform", peers.nobody("tcp"), status=3,
                    err="expected a connection, got Connection refused")
        self.expect("conform", peers.nobody("udp"), status=3,
                    err="expected a message, got Connection refused")

    def test_a_rule_that_nobody_has_is_refused(self):
        server = self.serve()
        self.expect("conform", server.url("tcp"), "--only", "x.y", status=2,
                    err="--only x.y: expected how a rule's name begins")


# --- clients ---

def polite(conn):
    for msgid in range(8):
        conn.send(wire.framed_request(msgid, "echo", [msgid]))
        while conn.message()[:2] != [1, msgid]:
            pass


def asking_twice(conn):
    polite(conn)
    conn.send(wire.framed_request(1, "echo") * 2)
    conn.finish()
    list(conn.messages())


def answering(conn):
    for msgid in range(3):
        conn.send(wire.framed_request(msgid, "echo"))
        while (said := conn.message())[:2] != [1, msgid]:
            if said[0] == 2:
                conn.send(frame(packing.pack([1, 0, None, None])))


def giving_up_on_pieces(conn):
    for msgid in range(3):
        conn.send(wire.framed_request(msgid, "echo"))
        if msgid == 2:
            conn.socket.recv(1)
            conn.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            return
        while conn.message()[:2] != [1, msgid]:
            pass


CLIENTS = {
    "client.frame": lambda conn: conn.send(b"\0\0\0\0"),
    "client.value": lambda conn: conn.send(frame(b"\xc1")),
    "client.shape": lambda conn: conn.send(frame(b"\x90")),
    "client.msgid": asking_twice,
    "client.silent": answering,
    "client.cut": giving_up_on_pieces,
    "client.end": lambda conn: conn.send(b"\0\0\0\5\1"),
}


class Clients(Case):
    def meet(self, scheme="tcp", timeout="500ms"):
        """Starts it. Returns the process and the URL where it waits."""
        url = self.unix() if scheme == "unix" else f"{scheme}://127.0.0.1:0"
        process = self.start("conform", "--client", url, "--timeout", timeout,
                             "-o", "json")
        line = process.stderr.readline().decode()
        return process, line.rpartition(" ")[2].strip()

    def verdicts(self, process):
        out, said = process.communicate(timeout=programs.PATIENCE_S)
        return process.returncode, {
            row["rule"]: row["end"] for row in map(json.loads,
                                                   out.splitlines())}

    def test_our_own_client_keeps_every_rule_on_every_transport(self):
        for scheme in ("tcp", "udp", "unix"):
            with self.subTest(scheme):
                judge, url = self.meet(scheme)
                numbers = b"".join(b"%d\n" % n for n in range(9))
                self.expect("call", url, "echo", "-", "--inflight", "1",
                            stdin=numbers, out=None)
                status, ends = self.verdicts(judge)
                self.assertEqual(status, 0)
                self.assertNotIn("broken", ends.values())
                self.assertEqual(ends["client.unasked"], "holds")

    def test_answers_in_another_order_and_errors_are_borne(self):
        judge, url = self.meet()
        self.expect("call", url, "echo", "-", stdin=b"1 2 3 4", out=None)
        status, ends = self.verdicts(judge)
        self.assertEqual((status, ends["client.order"]), (0, "holds"))
        judge, url = self.meet()
        self.expect("call", url, "nosuch", status=8, err="no such method here")
        status, ends = self.verdicts(judge)
        self.assertEqual((status, ends["client.error"]), (0, "holds"))

    def test_each_fault_is_found_by_the_rule_that_it_breaks(self):
        for rule, client in CLIENTS.items():
            with self.subTest(rule):
                judge, url = self.meet()
                with wire.Stream(url) as conn:
                    client(conn)
                status, ends = self.verdicts(judge)
                self.assertEqual(ends[rule], "broken")
                self.assertEqual(status, 9)

    def test_a_polite_client_breaks_nothing(self):
        judge, url = self.meet()
        with wire.Stream(url) as conn:
            polite(conn)
        status, ends = self.verdicts(judge)
        self.assertEqual(status, 0)
        self.assertEqual(ends["client.cut"], "holds")

    def test_a_file_that_is_not_its_own_stays(self):
        server = self.serve(listen=(self.unix("lively"),))
        letter = self.folder / "letter"
        letter.write_text("precious")
        for url in (server.urls[0], f"unix:{letter}"):
            self.expect("conform", "--client", url, "--wait", "100ms",
                        status=3, err="Address already in use")
        self.assertEqual(letter.read_text(), "precious")
        self.expect("call", server.urls[0], "ping", out=b"[]\n")

    def test_a_socket_that_was_left_behind_is_replaced(self):
        left = socket.socket(socket.AF_UNIX)
        url = self.unix("left")
        left.bind(url.removeprefix("unix:"))
        left.close()
        self.expect("conform", "--client", url, "--wait", "100ms", status=4,
                    err="no client came")

    def test_a_client_that_never_ends_is_judged_all_the_same(self):
        process, url = self.meet()
        chatter = frame(packing.pack([2, "x", []])) * 1000
        with wire.Stream(url).socket as client:
            with self.assertRaises(OSError):
                while True:
                    client.sendall(chatter)
        status, ends = self.verdicts(process)
        self.assertEqual((status, ends["client.shape"]), (0, "holds"))

    def test_a_signal_ends_it_with_what_was_seen(self):
        """Of the answer that it bears last nothing is known."""
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number):
                process, url = self.meet("unix", timeout="1m")
                with wire.Stream(url) as conn:
                    conn.send(frame(packing.pack([0, 1, "nosuch", []])))
                    conn.body()
                    process.send_signal(number)
                    out, said = process.communicate(
                        timeout=programs.PATIENCE_S)
                ends = {row["rule"]: row["end"]
                        for row in map(json.loads, out.splitlines())}
                self.assertEqual(process.returncode, -number)
                self.assertEqual((ends["client.frame"], ends["client.error"]),
                                 ("holds", "skipped"))
                self.assertNotIn("broken", ends.values())
                self.assertRegex(said, b"5 rules hold, 0 broken, 5 not played")
                self.assertFalse(os.path.exists(url.removeprefix("unix:")))

    def test_a_signal_tells_what_is_broken_too(self):
        process, url = self.meet(timeout="1m")
        with wire.Stream(url) as conn:
            conn.send(frame(b"\xc1") + frame(packing.pack([0, 1, "echo", []])))
            conn.body()
            process.send_signal(signal.SIGINT)
            out, said = process.communicate(timeout=programs.PATIENCE_S)
        self.assertEqual(process.returncode, -signal.SIGINT)
        self.assertIn(b'"client.value","end":"broken"', out)
        self.assertRegex(said, b" 1 broken, ")

    def test_a_signal_in_the_middle_of_a_long_answer_is_heard(self):
        """The third answer goes byte by byte: a megabyte takes an hour."""
        process, url = self.meet(timeout="1m")
        with wire.Stream(url) as conn:
            for msgid, size in enumerate((1, 1, 1 << 20)):
                conn.send(frame(packing.pack([0, msgid, "echo",
                                              [b"x" * size]])))
                conn.socket.recv(1)
            process.send_signal(signal.SIGTERM)
            out, said = process.communicate(timeout=programs.PATIENCE_S)
        self.assertEqual(process.returncode, -signal.SIGTERM)
        self.assertIn(b'"client.cut","end":"skipped"', out)

    def test_a_signal_before_a_client_has_come_leaves_nothing(self):
        process, url = self.meet("unix")
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=programs.PATIENCE_S)
        self.assertEqual((process.returncode, out), (-signal.SIGINT, b""))
        self.assertIn(b"no client came", said)
        self.assertFalse(os.path.exists(url.removeprefix("unix:")))

    def test_it_does_not_wait_for_ever_for_a_client(self):
        self.expect("conform", "--client", "tcp://127.0.0.1:0", "--wait",
                    "100ms", status=4, err="no client came")


if __name__ == "__main__":
    suite.main()
