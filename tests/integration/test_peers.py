"""What msgwire tells a script: exit statuses, one sentence, and only data; for
the most part of peers that misbehave."""
import fcntl
import json
import os
import re
import struct
import termios
import time

from support import peers, suite
from support.programs import MSGWIRE, environment
from support.wire import frame

COLOUR = re.compile(rb"\x1b\[[\d;]*m")
CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]")
SENTENCE = r"\Amsgwire: [^\n]*[^.\n]\n\Z"
ERROR = frame(b"\x93\x02\xa5error\x91\x82\xa4code\xd1\x80\x44"
              b"\xa7message\xa3bad")


def numbers(count):
    return b"".join(b"%d\n" % number for number in range(count))


def echoed(count):
    return b"".join(b"[%d]\n" % number for number in range(count))


class Case(suite.Case):
    def refused(self, status, *words, err, **more):
        """Runs the client, which says exactly one sentence."""
        out = more.pop("out", b"")
        ended, got, said = self.run_program(*words, **more)
        self.assertEqual((ended, got or b""), (status, out), said)
        self.assertRegex(said, SENTENCE)
        self.assertRegex(said, err)


class Statuses(Case):
    def test_2_for_a_wrong_command_line(self):
        for words, err in (
                ((), "expected a verb"),
                (("cal",), "no verb cal, did you mean call?"),
                (("call",), "expected URL METHOD"),
                (("call", "tcp:/x", "m"), 'call tcp:/x: expected "//"'),
                (("call", "tcp://h:1", "m", "{"), "PARAM 1 '{': line 1"),
                (("call", "tcp://h:1", "m", "-", "-"), "PARAM 2 '-': stdin"),
                (("call", "tcp://h:1", "m", "@no/such"), "can't open no/such"),
                (("call", "--tiemout=1s"), "--timeout"),
                (("call", "--timeout", "5x"), "--timeout 5x: expected"),
                (("decode", "no/such"), "decode no/such: can't open"),
                (("encode", "a", "b"), r"expected \[FILE\], got 2 words")):
            with self.subTest(words=words):
                self.refused(2, *words, err=err)

    def test_3_where_nobody_listens(self):
        for scheme in ("tcp", "udp"):
            for verb, *words in (("call", "ping"), ("notify", "ping"),
                                 ("send", "1"), ("stats",)):
                with self.subTest(verb=verb, scheme=scheme):
                    url = peers.nobody(scheme)
                    self.refused(3, verb, url, *words,
                                 err=f"{verb} {url}: connection refused")
        self.refused(3, "call", "unix:no/such", "ping",
                     err="call unix:no/such: no such file")

    def test_4_for_an_answer_that_does_not_come(self):
        for url in (peers.stream(peers.silent), peers.datagram(peers.mute)):
            began = time.monotonic()
            self.refused(4, "call", url, "m", "--timeout", "200ms",
                         err="no answer within 200ms")
            self.refused(4, "send", url, "1", "--reply", "--timeout", "200ms",
                         err="no reply within 200ms")
            self.refused(4, "wait", url, "--timeout", "200ms",
                         err="no answer to ping within 200ms")
            self.assertGreater(time.monotonic() - began, 0.6)

    def test_4_for_a_server_that_is_not_there_in_time(self):
        for scheme in ("tcp", "udp"):
            self.refused(4, "wait", peers.nobody(scheme), "--timeout", "200ms",
                         err="within 200ms: connection refused")

    def test_4_for_a_peer_that_takes_no_byte(self):
        big = b'"' + b"x" * 8000000 + b'"'
        for verb in ("call", "notify"):
            self.refused(4, verb, peers.stream(peers.deaf), "m", "-",
                         "--timeout", "500ms", stdin=big, err="took no byte")

    def test_5_for_a_peer_that_speaks_something_else(self):
        for words in (b"HTTP/1.1 400 Bad Request\r\n\r\n",
                      peers.frame(b"\xc1"), peers.frame(b"\x05"),
                      b"\0\0\0\0"):
            with self.subTest(words=words):
                self.refused(5, "call", peers.stream(peers.saying(words)), "m",
                             err="from the peer: ")

    def test_5_for_what_fits_no_frame_or_datagram(self):
        big = b'1 "' + b"x" * 70000 + b'"'
        self.refused(5, "call", peers.datagram(peers.Lossy()), "m", "-",
                     "--retry=9", "--timeout=100ms", stdin=big, out=b"[1]\n",
                     err="value 2: a datagram of 7.... bytes, limit is 65507")
        self.refused(5, "encode", "-F", "u16be", stdin=big,
                     out=b"\0\x01\x01", err="70005")

    def test_6_for_bad_data_after_what_was_good(self):
        url = peers.stream(peers.shuffling)
        self.refused(6, "call", url, "m", "-", stdin=b"1\n2\n{x}\n3\n",
                     out=b"[1]\n[2]\n", err="line 3, column 2")
        self.refused(6, "encode", stdin=b"1 [2] nul", out=b"\x01\x91\x02",
                     err="line 1, column")
        self.refused(6, "decode", stdin=b"\x01\x91\x02\xc1", out=b"1\n[2]\n",
                     err="value 3 at byte 3: ")
        self.refused(6, "decode", stdin=b"\x01\x92\x02", out=b"1\n",
                     err="value 2 at byte 1: the input ends")

    def test_7_for_a_peer_that_closes_first(self):
        for peer in (peers.closing, peers.resetting):
            for words in (("call", "m", "-"), ("send", "--reply", "-")):
                with self.subTest(words=words, peer=peer.__name__):
                    verb, *rest = words
                    self.refused(7, verb, peers.stream(peer), *rest,
                                 stdin=b"1 2", err="the peer closed")

    def test_8_for_an_error_answer_and_the_others_are_printed(self):
        self.refused(8, "call", peers.stream(peers.odd), "m", "-",
                     stdin=b"1 2 3", out=b"[1]\n[3]\n",
                     err="value 2: the peer answered: wrong")

    def test_8_for_an_error_that_is_tied_to_nothing(self):
        def ending(conn):
            conn.recv(65536)
            conn.sendall(ERROR)

        for verb, *words in (("notify", "m"), ("send", "1")):
            self.refused(8, verb, peers.stream(ending), *words,
                         err=r"the peer answered: bad \(-32700\)")

    def test_1_for_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            self.refused(1, "call", peers.stream(peers.shuffling), "m",
                         stdout=full, err="can't write the output: No space")
            self.refused(1, "decode", stdin=b"\x01", stdout=full,
                         err="can't write the output: No space")

    def test_0_for_a_reader_that_has_seen_enough(self):
        for words in (("call", peers.stream(peers.shuffling), "m", "-"),
                      ("encode", "-o", "json")):
            read, write = os.pipe()
            os.close(read)
            self.expect(*words, stdin=b"1 2", stdout=write)
            os.close(write)

    def test_quiet_says_nothing(self):
        self.expect("call", "-q", peers.nobody("tcp"), "m", status=3)
        self.expect("decode", "-q", stdin=b"\xc1", status=6)

    def test_help_and_version_go_to_stdout(self):
        for words in (("--help",), ("call", "--help"), ("--version",)):
            self.assertTrue(self.expect(*words, out=None))


class Streams(Case):
    def test_answers_come_in_the_order_of_the_values(self):
        for peer in (peers.shuffling, peers.chatty):
            for inflight in ("1", "64", "5000"):
                with self.subTest(peer=peer.__name__, inflight=inflight):
                    self.expect("call", peers.stream(peer), "m", "-",
                                "--inflight", inflight, stdin=numbers(5000),
                                out=echoed(5000))

    def test_datagrams_that_are_lost_are_sent_again(self):
        self.expect("call", peers.datagram(peers.Lossy()), "m", "-",
                    "--retry", "30", "--timeout", "30ms", stdin=numbers(200),
                    out=echoed(200))

    def test_a_lost_datagram_is_never_a_success(self):
        status, out, said = self.run_program(
            "call", peers.datagram(peers.Lossy()), "m", "-", "--timeout",
            "50ms", stdin=numbers(50))
        lost = said.count("no answer within 50ms")
        self.assertEqual(status, 4)
        self.assertEqual(lost + out.count(b"\n"), 50)
        self.assertGreater(lost, 0)

    def test_values_larger_than_the_queue_do_not_lock_up(self):
        values = b'"' + b"y" * 3000000 + b'"\n'
        self.expect("call", peers.stream(peers.shuffling), "m", "-",
                    stdin=values * 6, out=(b"[" + values[:-1] + b"]\n") * 6)

    def test_a_peer_may_say_more_than_it_was_asked(self):
        for inflight in ("1", "2", "64"):
            with self.subTest(inflight=inflight):
                out = self.expect("send", peers.stream(peers.doubling), "-",
                                  "--reply", "--inflight", inflight,
                                  stdin=numbers(500), out=None)
                said = [int(line) for line in out.split()]
                self.assertEqual(said, sorted(said))
                self.assertGreaterEqual(len(said), 500)

    def test_stdin_may_be_a_file_or_nothing(self):
        (self.folder / "values").write_bytes(numbers(1000))
        with open(self.folder / "values", "rb") as file:
            self.expect("call", peers.stream(peers.shuffling), "m", "-",
                        stdin=file, out=echoed(1000))
        self.expect("call", peers.stream(peers.shuffling), "m", "-")

    def test_a_decoded_value_is_printed_when_it_comes(self):
        running = self.start("decode")
        for value in (b"\x01", b"\x02"):
            os.write(running.stdin.fileno(), value)
            self.assertEqual(running.stdout.readline(), b"%d\n" % value[0])
        running.stdin.close()
        self.assertEqual(running.wait(suite.PATIENCE_S), 0)

    def test_descriptors_that_are_closed_do_no_harm(self):
        url = peers.stream(peers.shuffling)
        for redirect, status in (("<&-", 0), (">&-", 1), ("2>&-", 0),
                                 ("<&- 2>&-", 0), ("<&- >&- 2>&-", 1)):
            with self.subTest(redirect=redirect):
                ended, out, said = self.run_program(
                    "-c", f'exec "$0" call {url} m 1 {redirect}', MSGWIRE,
                    program="/bin/bash")
                self.assertEqual(ended, status, said)
                self.assertEqual(out, b"" if status else b"[1]\n")


class Terminals(Case):
    def on_terminal(self, *words, stdin=b"", **env):
        """What a terminal of 40 columns gets to see."""
        ours, theirs = os.openpty()
        self.addCleanup(os.close, ours)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 24, 40, 0, 0))
        env = environment(TERM="xterm", **env)
        status, _, said = self.run_program(*words, stdin=stdin, stdout=theirs,
                                           env=env)
        os.write(theirs, b"\x04")
        os.close(theirs)
        shown = b""
        while not shown.endswith(b"\x04"):
            shown += os.read(ours, 65536)
        return status, shown[:-1].replace(b"\r\n", b"\n"), said

    def test_a_terminal_gets_colour_and_lines_that_fit(self):
        value = b"\x93" + b"\xb0" + b"w" * 16 + b"\xb0" + b"v" * 16 + b"\x01"
        status, shown, said = self.on_terminal("decode", stdin=value)
        plain = COLOUR.sub(b"", shown)
        self.assertEqual((status, said), (0, ""))
        self.assertNotEqual(plain, shown)
        self.assertEqual(json.loads(plain), ["w" * 16, "v" * 16, 1])
        self.assertGreater(plain.count(b"\n"), 1)
        self.assertLessEqual(max(map(len, plain.splitlines())), 40)

    def test_no_color_is_heeded_and_color_is_asked_for(self):
        plain = self.on_terminal("decode", stdin=b"\x01", NO_COLOR="1")[1]
        self.assertEqual(plain, b"1\n")
        asked = self.expect("decode", "--color=always", "-o", "pretty",
                            stdin=b"\x01", out=None)
        self.assertRegex(asked, COLOUR)

    def test_no_message_moves_the_cursor_of_a_terminal(self):
        hostile = b"\xab\x1b[2J\x07\x08\xc2\x9bA\x7f"
        for form in ("auto", "json", "inspect"):
            with self.subTest(form=form):
                shown = self.on_terminal("decode", "-o", form, stdin=hostile)[1]
                self.assertNotRegex(COLOUR.sub(b"", shown), CONTROL)

    def test_bytes_are_not_for_a_terminal(self):
        for words in (("decode", "-o", "msgpack"), ("decode", "-o", "raw"),
                      ("encode", "-o", "msgpack")):
            status, shown, said = self.on_terminal(*words, stdin=b"1")
            self.assertEqual((status, shown), (2, b""))
            self.assertRegex(said, "a terminal can't show")
        self.assertEqual(self.on_terminal("encode", stdin=b"[1]")[1],
                         b"9101\n")


if __name__ == "__main__":
    suite.main()
