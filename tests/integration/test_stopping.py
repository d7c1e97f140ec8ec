"""Ends: SIGTERM loses no answer, a second one does not wait, and what a client
learns from it all."""
import pathlib
import signal
import threading
import time

from support import packing, programs, suite, wire

LISTEN = ("tcp://127.0.0.1:0",)
MANY = 2000


class Sender(threading.Thread):
    """Sends requests without a pause; keeps the answers, until the end."""

    def __init__(self, url):
        super().__init__(daemon=True)
        self.stream = wire.Stream(url)
        self.answers = []
        self.sent = 0
        self.fault = None

    def keep_sending(self):
        try:
            while True:
                self.stream.send(b"".join(
                    wire.framed_request(self.sent + n, "echo",
                                        [self.sent + n]) for n in range(50)))
                self.sent += 50
        except OSError:
            pass  # the server reads no more

    def run(self):
        writer = threading.Thread(target=self.keep_sending, daemon=True)
        writer.start()
        try:
            for message in self.stream.messages():
                self.answers.append(message)
        except Exception as fault:
            self.fault = fault
        self.stream.socket.close()
        writer.join()


class Stopping(suite.Case):
    def serve_both(self, *options, **more):
        return self.serve(*options, listen=(*LISTEN, self.unix()), **more)

    def test_every_request_that_came_is_answered_before_the_end(self):
        server = self.serve_both()
        batch = b"".join(wire.framed_request(n, "echo", [n])
                         for n in range(MANY))
        peers = [wire.Stream(url) for url in server.urls for _ in range(10)]
        for peer in peers:
            peer.call("ping")  # so that it has been accepted
        for peer in peers:
            peer.send(batch)
        server.signal(signal.SIGTERM)
        for peer in peers:
            answers = list(peer.messages())
            self.assertEqual(answers, [[1, n, None, [n]] for n in range(MANY)])
            peer.socket.close()
        self.assertEqual(server.wait(), 0)

    def test_under_load_answers_have_no_gap_and_an_orderly_end(self):
        server = self.serve_both()
        senders = [Sender(url) for url in server.urls for _ in range(4)]
        for sender in senders:
            sender.start()
        programs.until(lambda: all(len(sender.answers) > 1000
                                   for sender in senders), "load")
        server.signal(signal.SIGTERM)
        self.assertEqual(server.wait(), 0)
        for sender in senders:
            sender.join(programs.PATIENCE_S)
            self.assertNotIsInstance(sender.fault, AssertionError)
            self.assertEqual([answer[1] for answer in sender.answers],
                             list(range(len(sender.answers))))

    def test_one_who_talks_on_and_reads_late_loses_no_answer(self):
        server = self.serve(listen=LISTEN)
        talk = wire.frame(packing.pack([2, "ping", []]))
        with wire.Stream(server.urls[0], rcvbuf=4096) as peer:
            peer.send(b"".join(wire.framed_request(n, "echo", ["x" * 1000])
                               for n in range(500)))
            server.signal(signal.SIGTERM)
            began = time.monotonic()
            while time.monotonic() < began + 1.5:
                try:
                    peer.send(talk)
                except OSError:
                    break  # it hears no more: what it owes must be on its way
                time.sleep(0.001)
            answers = [message[1] for message in peer.messages()]
            self.assertEqual(answers, list(range(500)))
        self.assertEqual(server.wait(), 0)

    def test_half_close_is_answered_to_the_last_then_closed(self):
        for url in self.serve_both().urls:
            with self.subTest(url=url), wire.Stream(url) as peer:
                peer.send(b"".join(wire.framed_request(n, "echo", [n])
                                   for n in range(MANY)))
                peer.finish()
                self.assertEqual([answer[1] for answer in peer.messages()],
                                 list(range(MANY)))

    def test_the_socket_file_goes_with_the_server(self):
        server = self.serve_both()
        path = pathlib.Path(server.url("unix").removeprefix("unix:"))
        self.assertTrue(path.is_socket())
        self.assertEqual(server.stop(), 0)
        self.assertFalse(path.exists())

    def test_silent_peers_do_not_hold_it_up(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            server = self.serve_both()
            peers = [wire.Stream(url) for url in server.urls * 50]
            for peer in peers:
                peer.call("ping")
            began = time.monotonic()
            server.signal(number)
            self.assertEqual(server.wait(), 0)
            self.assertLess(time.monotonic() - began, 2)
            for peer in peers:
                self.assertEqual(list(peer.messages()), [])
                peer.socket.close()

    def test_a_server_that_stops_takes_no_more_connections(self):
        server = self.serve("--stop-grace", "30s", listen=LISTEN, ends=None)
        with self.deaf(server):
            server.signal(signal.SIGTERM)
            programs.until(lambda: "stopping" in server.said(), "the stop")
            self.expect("call", server.urls[0], "ping", status=3,
                        err="connection refused")
            self.assertIsNone(server.process.poll())

    def deaf(self, server):
        """A peer that has answers due, and does not read them."""
        peer = wire.Stream(server.urls[0], rcvbuf=4096)
        peer.send(wire.framed_request(1, "echo", ["x" * (8 << 20)]))
        peer.send(wire.framed_request(2, "ping"))
        with wire.Stream(server.urls[0]) as other:
            programs.until(lambda: dict(other.call("stats")[1])["buffered"] >
                           1 << 20, "answers to wait")
        return peer

    def test_a_client_that_lost_answers_is_not_done(self):
        server = self.serve(listen=LISTEN)
        client = self.start("call", server.urls[0], "echo", "-",
                            stdin=subprocess_numbers(self))
        lines = [client.stdout.readline() for _ in range(1000)]
        server.signal(signal.SIGTERM)
        lines += client.stdout.readlines()
        self.assertEqual(client.wait(programs.PATIENCE_S), 7)
        self.assertIn(b"the peer closed", client.stderr.read())
        self.assertEqual(lines, [b"[%d]\n" % n
                                 for n in range(1, len(lines) + 1)])

    def test_a_client_that_is_stopped_says_nothing_and_tells_by_its_status(
            self):
        for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            url = self.serve(listen=LISTEN).urls[0]
            client = self.start("call", url, "echo", "-")
            client.stdin.write(b"1\n")
            self.assertEqual(client.stdout.readline(), b"[1]\n")
            client.send_signal(number)
            ended = client.wait(programs.PATIENCE_S)
            self.assertIn(ended, (-number, status))  # the same to a shell
            self.assertEqual(client.stdout.read() + client.stderr.read(), b"")


def subprocess_numbers(case):
    """Numbers without an end, as a pipe to read from."""
    return case.start("1", "1000000000", program="/usr/bin/seq").stdout


if __name__ == "__main__":
    suite.main()
