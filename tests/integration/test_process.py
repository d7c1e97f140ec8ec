"""msgwired as a process: how it starts, what it tells the operator, how it
ends."""
import re
import resource
import signal
import time

from support import programs, suite, wire
from support.programs import MSGWIRED, until

TCP = ("tcp://127.0.0.1:0",)
GARBAGE = wire.frame(b"\xc1")


def clog(peer):
    """Asks for more than fits on the way back, and reads nothing of it."""
    peer.socket.settimeout(0.3)
    try:
        while True:
            peer.send(wire.framed_request(1, "echo", ["x" * 60000]))
    except TimeoutError:
        pass


class Process(suite.Case):
    def dial(self, server):
        peer = wire.dial(server.urls[0])
        self.addCleanup(peer.socket.close)
        return peer

    def refused(self, status, *words, err):
        """It must say one sentence on stderr and end."""
        ended, out, said = self.run_program(*words, program=MSGWIRED)
        self.assertEqual((ended, out), (status, b""), said)
        self.assertRegex(said, err)
        self.assertRegex(said, r"\Amsgwired: [^\n]*[^.\n]\n\Z")


class Start(Process):
    def test_help_and_version_go_to_stdout(self):
        for word, out in (("--help", rb"(?s)\Ausage: msgwired.*--listen"),
                          ("--version", rb"\Amsgwired \d.*libuv")):
            ended, said, err = self.run_program(word, program=MSGWIRED)
            self.assertEqual((ended, err), (0, ""))
            self.assertRegex(said, out)

    def test_a_wrong_command_line_is_one_sentence_and_status_2(self):
        for words, err in (
                (["--lisen", "x"], "--lisen.*did you mean --listen"),
                (["tcp://[::1]:1"], r"--listen tcp://\[::1\]:1"),
                (["--listen", "tcp:/x"], '--listen tcp:/x: expected "//"'),
                (["--max-frame", "3x"], "--max-frame 3x: expected a size"),
                (["--max-frame", "0"], "--max-frame 0: expected more than 0"),
                (["--framing", "u8"], "--framing u8: expected one of u32be"),
                (["--log-level", "loud"], "expected error, warning, info")):
            with self.subTest(words=words):
                self.refused(2, *words, err=err)

    def test_what_others_can_reach_must_be_asked_for(self):
        self.refused(2, "--listen", "tcp://0.0.0.0:0", err="--public")
        server = self.serve("--public", listen=["tcp://0.0.0.0:0"])
        self.assertRegex(server.urls[0], r"^tcp://0\.0\.0\.0:[1-9]")

    def test_an_address_that_cant_be_bound_is_named_and_status_3(self):
        taken = self.serve(listen=TCP).urls[0]
        self.refused(3, "--listen", taken, err=re.escape(taken))
        self.refused(3, "--listen", self.unix("no/such"), err="no/such")
        self.refused(3, "--listen", "udp://127.0.0.1:0", "--listen", taken,
                     err=re.escape(taken))

    def test_a_socket_file_left_behind_is_replaced_a_live_one_is_not(self):
        url = self.unix()
        first = self.serve(listen=[url], ends=None)
        self.refused(3, "--listen", url, err="socket")
        first.signal(signal.SIGKILL)
        first.wait()
        second = self.serve(listen=[url])
        self.assertEqual(self.dial(second).call("ping"), (None, []))
        second.stop()
        self.assertFalse((self.folder / "socket").exists())

    def test_closed_descriptors_do_not_become_sockets(self):
        url = self.unix()
        process = self.start(
            "-c", 'exec "$0" "$@" <&- >&- 2>&-', MSGWIRED, "--listen", url,
            program="/bin/sh")
        self.expect("wait", url)
        with wire.dial(url) as peer:
            self.assertEqual(peer.call("ping", 1), (None, [1]))
        process.terminate()
        self.assertEqual(process.wait(programs.PATIENCE_S), 0)

    def test_connections_are_lowered_to_the_descriptors_there_are(self):
        def few():
            resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))

        server = self.serve(listen=TCP, preexec_fn=few)
        peers = [self.dial(server) for _ in range(64)]
        for peer in peers:
            self.assertEqual(peer.call("ping"), (None, []))
        refused = self.dial(server)
        self.assertEqual(wire.code(refused.message()), wire.OVERLOADED)
        self.assertIsNone(refused.message())
        self.assertIn("--max-connections is 64", server.said())


class Log(Process):
    def test_a_flood_of_garbage_does_not_flood_the_log(self):
        server = self.serve(listen=TCP)
        for _ in range(50):
            with wire.dial(server.urls[0]) as peer:
                peer.send(GARBAGE * 16)
                self.assertEqual(len(list(peer.messages())), 16)
        server.stop()
        self.assertLess(server.said().count("\n"), 40)
        self.assertRegex(server.said(), r"\d{3} more lines about bad messages")

    def test_what_a_peer_does_at_each_level_is_told(self):
        for level, word in (("debug", "connected"), ("info", "0xc1")):
            server = self.serve("--log-level", level, listen=TCP)
            with wire.dial(server.urls[0]) as peer:
                peer.send(GARBAGE)
                self.assertEqual(wire.code(peer.message()), wire.PARSE_ERROR)
            server.stop()
            self.assertIn(word, server.said())
        server = self.serve("--log-level", "error", listen=TCP)
        with wire.dial(server.urls[0]) as peer:
            peer.send(GARBAGE)
            peer.message()
        server.stop()
        self.assertEqual(server.said(), "")


class Stop(Process):
    def test_who_does_not_read_is_waited_for_so_long_and_no_longer(self):
        server = self.serve("--stop-grace", "500ms", listen=TCP)
        clog(self.dial(server))
        began = time.monotonic()
        self.assertEqual(server.stop(), 0)
        self.assertGreater(time.monotonic() - began, 0.4)
        self.assertIn("did not take their answers in 500 ms", server.said())

    def test_a_second_signal_ends_it_at_once(self):
        server = self.serve("--stop-grace", "1h", "--stall-timeout", "1h",
                            listen=TCP)
        clog(self.dial(server))
        server.signal(signal.SIGTERM)
        until(lambda: "stopping" in server.said(), "the first signal's line")
        self.assertIsNone(server.process.poll())
        server.signal(signal.SIGINT)
        self.assertEqual(server.wait(), 0)

    def test_a_hangup_is_no_reason_to_stop(self):
        server = self.serve(listen=TCP)
        server.signal(signal.SIGHUP)
        self.assertEqual(self.dial(server).call("ping"), (None, []))


if __name__ == "__main__":
    suite.main()
