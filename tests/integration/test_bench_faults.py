"""bench against servers that do what they should not: it is counted and said,
the status tells, what was measured is printed, and nothing hangs."""
import re
import signal
import socket
import struct
import threading
import time

from support import peers, programs, suite
from support.studies import numbers
from support.wire import frame

QUICK = ("--warmup", "0", "--timeout", "200ms", "--json", "-")


class Faults(suite.Case):
    def bench(self, url, *options, status, err):
        """Returns what was printed; fails if it took the time of a hang."""
        began = time.monotonic()
        said = self.expect("bench", url, *QUICK, *options, status=status,
                           out=None, err=err)
        self.assertLess(time.monotonic() - began, 12)
        return numbers(said)

    def test_a_server_that_is_down_is_status_3_and_no_report(self):
        for scheme in ("tcp", "udp"):
            with self.subTest(scheme=scheme):
                said = self.bench(peers.nobody(scheme), "--duration", "1s",
                                  status=3, err="connection refused")
                if scheme == "tcp":
                    self.assertEqual(said, {})
        self.bench(self.unix("nobody"), status=3, err="no such file")
        self.bench("tcp://no.such.host.invalid:1", status=3, err=".")

    def test_a_server_that_comes_late_is_waited_for(self):
        for scheme in ("tcp", "udp"):
            with self.subTest(scheme=scheme):
                url = peers.nobody(scheme)
                timer = threading.Timer(
                    0.3, lambda u=url: self.serve(listen=(u,)))
                timer.start()
                said = self.bench(url, "--count", "10", "--wait", "20s",
                                  status=0, err="^$")
                timer.join()
                self.assertEqual(said, {"sent": 10, "answered": 10,
                                        "failed": 0})

    def test_datagrams_that_no_one_answers_are_not_waited_for_for_ever(self):
        self.bench(peers.datagram(peers.mute), "--wait", "300ms", status=4,
                   err="no answer to ping")

    def test_a_server_that_never_answers_is_given_up(self):
        for url in (peers.stream(peers.silent), peers.datagram(peers.mute)):
            for options in (("--count", "1000000"), ("--duration", "1h"),
                            ("--rate", "1000", "--duration", "1h"),
                            ("--depth", "16", "--connections", "4")):
                with self.subTest(url=url, options=options):
                    said = self.bench(url, *options, status=4,
                                      err="no (answer|datagram)")
                    self.assertEqual(said["answered"], 0)

    def test_a_first_datagram_that_is_lost_is_one_lost_datagram(self):
        came = []

        def reply(body):
            came.append(body)
            return [] if len(came) == 1 else [peers.echo(body)]

        said = self.bench(peers.datagram(reply), "--count", "20", status=0,
                          err="^$")
        self.assertEqual((said["sent"], said["answered"]), (20, 19))

    def test_a_server_that_closes_each_connection_is_given_up(self):
        for peer in (peers.closing, peers.resetting):
            for options in ((), ("--connections", "5"), ("--rate", "100")):
                with self.subTest(peer=peer, options=options):
                    self.bench(peers.stream(peer), *options, status=7,
                               err="the peer closed")

    def test_wrong_answers_are_counted(self):
        def change(message):
            return message[:3] + [[b"x" * 64]]

        url = peers.each(lambda body: peers.answer(body, change))
        said = self.bench(url, "--count", "20", "--depth", "4", status=5,
                          err="message 0: the answer is not what was asked")
        self.assertEqual(said, {"sent": 20, "answered": 0, "failed": 20})

    def test_one_wrong_answer_among_many_is_found(self):
        count = 0

        def reply(body):
            nonlocal count
            count += 1
            good = peers.answer(body)
            return good if count != 77 else \
                good[:-1] + bytes([good[-1] ^ 1])

        said = self.bench(peers.each(reply), "--count", "100", status=5,
                          err="message 76: the answer is not")
        self.assertEqual(said, {"sent": 100, "answered": 99, "failed": 1})

    def test_answers_that_come_twice_are_known(self):
        url = peers.each(lambda body: 2 * peers.answer(body))
        said = self.bench(url, "--count", "50", status=5,
                          err="message 0 was answered twice")
        self.assertEqual(said, {"sent": 50, "answered": 50, "failed": 0})

    def test_answers_that_nobody_asked_for_are_known(self):
        stray = frame(b"\x94\x01\x07\xc0\x01")
        url = peers.each(lambda body: stray + peers.answer(body))
        said = self.bench(url, "--count", "50", status=5,
                          err="a request that was not sent")
        self.assertEqual(said["answered"], 50)

    def test_answers_before_their_requests_are_known(self):
        """The next msgid is easily guessed; the time until then is not."""
        def reply(body):
            if body[6] % 2 == 1:
                return b""
            after = body[:6] + bytes([body[6] + 1]) + body[7:]
            return peers.answer(body) + peers.answer(after)
        said = self.bench(peers.each(reply), "--count", "20", "--value", "1",
                          status=5, err="a request that was not sent")
        self.assertEqual(said["answered"], 10)

    def test_notifications_of_the_server_are_no_fault(self):
        noise = frame(b"\x93\x02\xa5hello\x90")
        url = peers.each(lambda body: noise + peers.answer(body))
        self.assertEqual(self.bench(url, "--count", "50", status=0,
                                    err="^$")["answered"], 50)

    def test_what_is_no_message_is_told(self):
        for words in (b"\xc1", b"\xa5hello", b"\x91\x01"):
            with self.subTest(words=words):
                url = peers.each(
                    lambda body, w=words: frame(w) + peers.answer(body))
                self.bench(url, "--count", "5", status=5,
                           err="from the peer: ")

    def test_another_framing_is_told(self):
        for words in (b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x94\x01\x00\xc0",
                      b"\xff" * 100, b"\0\0\0\0"):
            with self.subTest(words=words):
                self.bench(peers.stream(peers.saying(words)), "--duration",
                           "1h", status=5, err="framing|from the peer")

    def test_errors_of_all_kinds_are_counted(self):
        said = self.bench(peers.stream(peers.odd), "--count", "100",
                          status=8, err="message 1: .*wrong")
        self.assertEqual(said, {"sent": 100, "answered": 50, "failed": 50})

    def test_answers_in_any_order_are_right(self):
        said = self.bench(peers.stream(peers.shuffling), "--count", "2000",
                          "--depth", "64", status=0, err="^$")
        self.assertEqual(said["answered"], 2000)

    def test_bytes_that_would_move_a_cursor_are_not_said(self):
        evil = frame(b"\x94\x01\x00\xd9\x08\x1b[2J\x1b[Hx\xc0")
        answer = frame(b"\x93\x02\xa5error\x91\x82\xa4code\x05"
                       b"\xa7message\xa8\x1b[2J\x1b[H!")
        for words in (evil, answer):
            _, out, err = self.run_program(
                "bench", peers.stream(peers.saying(words)), "--warmup", "0",
                "--timeout", "200ms", "--count", "3")
            self.assertNotIn("\x1b", err)
            self.assertNotIn(b"\x1b", out)

    def test_a_peer_that_reads_nothing_bounds_what_waits(self):
        for options in (("--notify",), ("--rate", "100k")):
            with self.subTest(options=options):
                self.bench(peers.stream(peers.deaf), "--duration", "1s",
                           "--size", "10k", *options, status=4, err=".")

    def test_a_server_that_dies_ends_the_run_with_what_was_measured(self):
        for options in ((), ("--rate", "2000"),
                        ("--connections", "5", "--depth", "8")):
            with self.subTest(options=options):
                server = self.serve(ends=None)
                process = self.start("bench", server.url("tcp"), *QUICK,
                                     "--duration", "1h", *options)
                time.sleep(0.3)
                server.signal(signal.SIGKILL)
                out, err = process.communicate(timeout=programs.PATIENCE_S)
                self.assertEqual(process.returncode, 7, err)
                self.assertGreater(numbers(out)["answered"], 0)

    def test_a_server_that_comes_back_is_dialled_again(self):
        server = self.serve(ends=None)
        url = server.url("tcp", "127.0.0.1")
        process = self.start("bench", url, *QUICK, "--duration", "2s",
                             "--wait", "20s", "--connections", "3")
        time.sleep(0.3)
        server.signal(signal.SIGKILL)
        server.wait()
        time.sleep(0.2)
        again = self.serve(listen=(url,))
        out, err = process.communicate(timeout=programs.PATIENCE_S)
        self.assertEqual(process.returncode, 7, err)
        said = self.expect("stats", again.urls[0], out=None)
        asked = int(re.search(rb'"requests_in":(\d+)', said).group(1))
        self.assertGreater(asked, 100)
        self.assertGreater(numbers(out)["answered"], asked)

    def test_connections_that_are_lost_now_and_then_are_counted(self):
        def few(conn):
            for number, whole in enumerate(peers.bodies(conn)):
                for body in whole:
                    conn.sendall(frame(peers.echo(body)))
                if number == 19:
                    return

        said = self.bench(peers.stream(few), "--count", "200", status=7,
                          err="the peer closed the connection")
        self.assertEqual(said["sent"], 200)
        self.assertEqual(said["answered"] + said["failed"], 200)
        self.assertGreater(said["answered"], 180)

    def test_a_server_that_stops_is_waited_for_until_the_end(self):
        server = self.serve()
        process = self.start("bench", server.url("tcp"), "--warmup", "0",
                             "--rate", "1000", "--duration", "1500ms",
                             "--json", "-")
        time.sleep(0.3)
        server.signal(signal.SIGSTOP)
        time.sleep(0.6)
        server.signal(signal.SIGCONT)
        out, err = process.communicate(timeout=programs.PATIENCE_S)
        self.assertEqual(process.returncode, 0, err)
        said = numbers(out)
        self.assertAlmostEqual(said["sent"], 1500, delta=2)
        self.assertEqual(said["answered"], said["sent"])

    def test_half_open_connections_of_all_kinds_end(self):
        def half(conn):
            conn.recv(65536)
            conn.shutdown(socket.SHUT_WR)
            peers.silent(conn)

        def begun(conn):
            conn.recv(65536)
            conn.sendall(struct.pack(">I", 1000) + b"\x94")
            peers.silent(conn)

        self.bench(peers.stream(half), "--duration", "1h", status=7,
                   err="the peer closed")
        self.bench(peers.stream(begun), "--duration", "1h", status=4,
                   err="no answer")


if __name__ == "__main__":
    suite.main()
