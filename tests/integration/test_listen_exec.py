"""`msgwire listen --exec`: a program that keeps running answers by lines."""
import pathlib
import signal
import time

from support import packing, programs, suite, wire
from support.listening import listen

TCP = "tcp://127.0.0.1:0"


class Program(suite.Case):
    def test_a_line_in_for_each_request_and_a_line_out_in_order(self):
        seen = self.folder / "seen"
        listener = listen(self, "--exec", f"tee {seen} | sed -u 's/.*/[1]/'")
        for url in listener.urls:
            self.expect("call", url, "up", "a", "b:=1", out=b"[1]\n")
            self.expect("send", url, '"x"', "--reply", out=b"[1]\n")
        self.assertEqual(seen.read_text(),
                         '{"method":"up","params":["a",{"b":1}]}\n'
                         '{"value":"x"}\n' * 3)

    def test_a_loop_in_shell_or_python_is_a_program(self):
        script = self.folder / "worker.py"
        script.write_text(
            "import json, sys\n"
            "for line in sys.stdin:\n"
            "    ask = json.loads(line)\n"
            "    print(json.dumps(sum(ask['params'])), flush=True)\n")
        for program, expected in (
                ('while read -r line; do echo "${#line}"; done',
                 b"%d\n" % len('{"method":"sum","params":[1,2]}')),
                (f"exec python3 {script}", b"3\n")):
            listener = listen(self, TCP, "--exec", program, count=1)
            self.expect("call", listener.url, "sum", "1", "2", out=expected)

    def test_many_in_flight_are_matched_in_order_over_many_peers(self):
        listener = listen(self, TCP, "-o", "none", "--inflight", "16",
                          "--exec", "exec sed -u 's/.*params\":\\(.*\\)}/\\1/'",
                          count=1)
        peers = [wire.Stream(listener.url) for _ in range(20)]
        for peer in peers:
            peer.send(b"".join(wire.framed_request(n, "m", [n, id(peer)])
                               for n in range(200)))
        for peer in peers:
            answers = [peer.message() for _ in range(200)]
            self.assertEqual(answers, [[1, n, None, [n, id(peer)]]
                                       for n in range(200)])
            peer.socket.close()

    def test_integers_that_a_program_would_round_can_be_strings(self):
        seen = self.folder / "seen"
        listener = listen(self, TCP, "--int-string", "--exec", f"tee {seen}",
                          count=1)
        self.expect("send", listener.url, "18446744073709551615", "--reply",
                    out=b'{"value":18446744073709551615}\n')
        self.assertEqual(listener.out.text(),
                         '{"$int":"18446744073709551615"}')
        self.assertEqual(seen.read_text(),
                         '{"value":{"$int":"18446744073709551615"}}\n')

    def test_its_line_may_say_an_error(self):
        listener = listen(self, TCP, "--exec", "read -r l; "
                          "echo '{\"$error\":\"not today\"}'; read -r l; "
                          "echo '{\"$error\":{\"code\":-32602,"
                          "\"message\":\"bad\"}}'; read -r l; "
                          "echo '{\"$error\":[1]}'; cat", count=1)
        with listener.dial() as peer:
            self.assertEqual(peer.call("m")[0],
                             {"code": -32603, "message": "not today"})
            self.assertEqual(peer.call("m")[0],
                             {"code": -32602, "message": "bad"})
            peer.send(wire.framed_request(1, "m"))
            self.assertEqual(peer.message(), [1, 1, [1], None])

    def test_an_empty_line_leaves_a_value_unanswered_and_not_a_request(self):
        listener = listen(self, TCP, "--exec",
                          "read -r l; echo; read -r l; echo; cat", count=1)
        with listener.dial() as peer:
            peer.send(wire.frame(b"\x07"))
            error, _ = peer.call("m")
            self.assertEqual(error["code"], -32603)
            peer.send(wire.frame(b"\x07"))
            self.assertEqual(peer.message(), packing.Map([("value", 7)]))
        listener.said("the program's line is empty")

    def test_an_error_is_no_answer_to_a_value_and_said(self):
        listener = listen(self, TCP, "--exec",
                          "read -r l; echo '{\"$error\":1}'; cat", count=1)
        with listener.dial() as peer:
            peer.send(wire.frame(b"\x07") * 2)
            self.assertEqual(peer.message(), packing.Map([("value", 7)]))
        listener.said("answered by an error what is no request")

    def test_a_line_that_is_no_json_is_an_error_and_said(self):
        listener = listen(self, TCP, "--exec",
                          "read -r l; echo 'oops!'; cat", count=1)
        with listener.dial() as peer:
            error, _ = peer.call("m")
            self.assertEqual(error["code"], -32603)
            self.assertNotIn("oops", error["message"])
            peer.send(wire.frame(b"\x07"))
            self.assertEqual(peer.message(), packing.Map([("value", 7)]))
        listener.said("the program's line oops! is no answer: line 1, "
                      "column 1")

    def test_its_end_is_said_and_answered_and_the_next_request_starts_it(self):
        marks = self.folder / "starts"
        listener = listen(self, "--exec",
                          f"echo x >>{marks}; read -r l; echo 1; read -r l; "
                          "read -r l; exit 3")
        with listener.dial() as peer, listener.dial(1) as other:
            self.assertEqual(peer.call("m"), (None, 1))
            peer.send(wire.framed_request(1, "m"))
            self.assertEqual(listener.out.text()[:3], "[0,")
            other.send(wire.request(2, "m"))
            error, _ = wire.unwrap(peer.message(), 1)
            self.assertEqual(error["code"], -32002)
            error, _ = wire.unwrap(other.message(), 2)
            self.assertEqual(error["code"], -32002)
            self.assertEqual(listener.said("ended"),
                             "msgwire: listen: the program ended with status "
                             "3, 2 answers were due")
            programs.until(lambda: peer.call("m") == (None, 1), "the restart")
        self.assertEqual(marks.read_text(), "x\nx\n")

    def test_a_program_that_can_not_stay_is_not_started_again_and_again(self):
        marks = self.folder / "starts"
        listener = listen(self, TCP, "--exec", f"echo x >>{marks}; exit 9",
                          count=1)
        began = time.monotonic()
        with listener.dial() as peer:
            for _ in range(200):
                self.assertEqual(peer.call("m")[0]["code"], -32002)
        took = time.monotonic() - began
        self.assertLessEqual(len(marks.read_text().split()), took + 2)
        listener.said("ended with status 9")

    def test_a_signal_that_ends_it_is_named(self):
        listener = listen(self, TCP, "--exec", "kill -9 $$", count=1)
        self.assertRegex(listener.said("signal"), r"signal 9 \(Killed\)$")

    def test_what_it_says_before_its_end_is_heard(self):
        listener = listen(self, TCP, "--exec",
                          "read -r l; echo 1; read -r l; echo 2; exit 0",
                          count=1)
        with listener.dial() as peer:
            peer.send(wire.framed_request(1, "m") +
                      wire.framed_request(2, "m") +
                      wire.framed_request(3, "m"))
            self.assertEqual([peer.message()[3] for _ in range(2)], [1, 2])
            self.assertEqual(wire.code(peer.message()), -32002)

    def test_a_program_that_stops_talking_or_listening_is_ended(self):
        for program in ("echo ready >&2; read -r l; exec sleep 60 >&-",
                        "exec <&-; echo ready >&2; exec sleep 60"):
            listener = listen(self, TCP, "--exec", program, count=1)
            listener.said("ready")
            with listener.dial() as peer:
                self.assertEqual(peer.call("m")[0]["code"], -32002)
            listener.said("the program was ended by signal 15")

    def test_a_fault_on_the_stream_is_told_after_what_was_asked(self):
        listener = listen(self, "-o", "none", "--exec",
                          "while read -r l; do sleep 0.1; echo 1; done")
        asked = b"".join(wire.framed_request(n, "m") for n in range(3))
        for url in (listener.urls[0], listener.urls[2]):
            for fault, ends, code in (
                    (wire.frame(b""), False, wire.PARSE_ERROR),
                    (b"\xff\xff\xff\xff", False, wire.FRAME_TOO_LARGE),
                    (wire.frame(b"\x93\x00\x01")[:-1], True,
                     wire.PARSE_ERROR)):
                with wire.dial(url) as peer:
                    peer.send(asked + fault)
                    if ends:
                        peer.finish()
                    *answers, last = peer.messages()
                self.assertEqual(answers, [[1, n, None, 1] for n in range(3)])
                self.assertEqual((last[0], wire.code(last)), (2, code))

    def test_its_stderr_passes_through(self):
        listener = listen(self, TCP, "--exec", "echo starting >&2; cat",
                          count=1)
        self.assertEqual(listener.said("starting"), "starting")

    def test_who_speaks_unasked_is_told_of_once(self):
        listener = listen(self, TCP, "--exec", "printf 'a\nb\n'; cat",
                          count=1)
        listener.said("said what nobody asked for: a")
        with listener.dial() as peer:
            self.assertEqual(peer.call("m")[1],
                             packing.Map([("method", "m"), ("params", [])]))

    def test_a_program_that_reads_nothing_stops_its_askers(self):
        listener = listen(self, TCP, "-o", "none", "--exec",
                          "exec sleep 1000", count=1)
        peer = listener.dial()
        self.addCleanup(peer.socket.close)
        peer.socket.settimeout(0.5)
        request = wire.framed_request(1, "m", ["x" * 1000]) * 100
        sent = 0
        with self.assertRaises(TimeoutError):
            while sent < 1 << 30:
                peer.send(request)
                sent += len(request)
        if not programs.sanitized():
            self.assertLess(programs.memory_kib(listener.process.pid), 24000)
        began = time.monotonic()
        listener.signal(signal.SIGINT)
        self.assertEqual(listener.wait(), -signal.SIGINT)
        self.assertLess(time.monotonic() - began, 2)

    def test_at_the_end_its_answers_are_awaited_for_a_time(self):
        for end in (("--count", "1"), ("--idle", "500ms")):
            listener = listen(self, TCP, "--timeout", "100ms", "--exec",
                              "exec sleep 60", *end, count=1)
            with listener.dial() as peer:
                peer.send(wire.framed_request(1, "m"))
                self.assertEqual(listener.wait(), 4)
            self.assertIn("did not answer within 100ms, answers still due: 1",
                          listener.rest()[1])

    def test_a_datagram_is_answered_later_within_its_rules(self):
        listener = listen(self, "udp://127.0.0.1:0", "--exec",
                          "sed -u 's/.*/\"%s\"/'" % ("x" * 300),
                          count=1)
        self.expect("call", listener.url, "m", status=8, err="use a stream")
        listener.said("an answer was not given")

    def test_the_program_goes_when_the_listener_goes(self):
        pid_file = self.folder / "pid"
        for end in (signal.SIGINT, signal.SIGTERM):
            listener = listen(self, TCP, "--exec",
                              f"echo $$ >{pid_file}; trap '' INT; cat", count=1)
            with listener.dial() as peer:
                peer.call("m")
            pid = int(pid_file.read_text())
            listener.signal(end)
            self.assertEqual(listener.wait(), -end)
            programs.until(lambda: not pathlib.Path(f"/proc/{pid}").exists()
                           or "(zombie)" in pathlib.Path(
                               f"/proc/{pid}/status").read_text(), "its end")


if __name__ == "__main__":
    suite.main()
