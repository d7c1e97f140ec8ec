"""`msgwire record`: what a recording holds, and that nothing of it is lost."""
import base64
import fcntl
import json
import resource
import signal
import sys
import termios

from support import packing, programs, suite, wire
from support.listening import READY, Lines, relay

TCP = "tcp://127.0.0.1:0"
UDP = "udp://127.0.0.1:0"
F_SETPIPE_SZ = 1031  # Linux; Python has a name for it since 3.10


class Case(suite.Case):
    def setUp(self):
        super().setUp()
        self.file = self.folder / "talk.rec"

    def recorder(self, target, *words, url=TCP, **popen):
        return relay(self, "record", url, target, str(self.file), *words,
                     **popen)

    def ended(self, recorder):
        """Ends it in order; returns what it said behind its ready line."""
        recorder.signal(signal.SIGTERM)
        said = recorder.rest()[1]
        self.assertEqual(recorder.wait(), -signal.SIGTERM, said)
        return said

    def records(self):
        """What decode says is in the file."""
        said = self.expect("decode", "--framing", "u32be", str(self.file),
                           out=None)
        return [json.loads(line) for line in said.splitlines()]

    def bodies(self, direction):
        """The bytes of the messages that went this way."""
        data = [bytes_of(record["data"]) for record in self.records()
                if record["direction"] == direction]
        return [body for body in data if body is not None]


def waiting(pipe):
    """Bytes in it that nobody has read."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)),
                          sys.byteorder)


def bytes_of(typed):
    return None if typed is None else base64.b64decode(typed["$bin"])


class Recording(Case):
    def test_it_holds_both_directions_byte_for_byte(self):
        server = self.serve(listen=(TCP,))
        recorder = self.recorder(server.url("tcp"))
        with wire.Stream(recorder.url) as peer:
            for number in range(3):
                self.assertEqual(peer.call("echo", number, msgid=number),
                                 (None, [number]))
        self.assertIn("6 messages recorded", self.ended(recorder))
        self.assertEqual(self.bodies("in"),
                         [wire.request(number, "echo", [number])
                          for number in range(3)])
        self.assertEqual(self.bodies("out"),
                         [packing.pack([1, number, None, [number]])
                          for number in range(3)])
        first, *_, last = self.records()
        self.assertEqual(list(first), ["time", "direction", "peer",
                                       "transport", "data"])
        self.assertRegex(first["time"]["$ts"], r"^20\d\d-.*\.\d+Z$")
        self.assertRegex(first["peer"], r"^tcp://127\.0\.0\.1:\d+$")
        self.assertEqual(first["transport"], "tcp")
        self.assertIsNone(last["data"])

    def test_unix_peers_are_told_apart(self):
        server = self.serve(listen=(TCP,))
        recorder = self.recorder(server.url("tcp"), url=self.unix())
        for _ in range(2):
            self.expect("call", recorder.url, "ping", out=b"[]\n")
        self.ended(recorder)
        self.assertEqual({record["peer"] for record in self.records()},
                         {f"{self.unix()}#1", f"{self.unix()}#2"})

    def test_datagrams_and_what_is_no_value_too(self):
        server = self.serve(listen=(UDP,))
        recorder = self.recorder(server.url("udp"), url=UDP)
        with wire.Datagrams(recorder.url) as peer:
            peer.send(b"\xc1")
            peer.send(wire.request(1, "ping"))
            self.assertEqual(peer.message(), [1, 1, None, []])
        self.ended(recorder)
        self.assertEqual(self.bodies("in"), [b"\xc1", wire.request(1, "ping")])
        self.assertEqual(self.bodies("out"), [packing.pack([1, 1, None, []])])

    def test_stdout_is_a_file_too(self):
        server = self.serve(listen=(TCP,))
        recorder = relay(self, "record", TCP, server.url("tcp"), "-")
        self.expect("call", recorder.url, "ping", out=b"[]\n")
        recorder.signal(signal.SIGTERM)
        self.file.write_bytes(recorder.rest()[0])
        self.assertEqual(self.bodies("in"), [wire.request(0, "ping")])


class Lost(Case):
    def one(self, server, *words):
        recorder = self.recorder(server.url("tcp"), *words)
        self.expect("call", recorder.url, "ping", out=b"[]\n")
        return self.ended(recorder)

    def test_what_was_passed_on_is_in_the_file_already(self):
        server = self.serve(listen=(TCP,))
        recorder = self.recorder(server.url("tcp"))
        with wire.Stream(recorder.url) as peer:
            self.assertEqual(peer.call("ping"), (None, []))
            programs.until(lambda: len(self.bodies("out")) == 1, "the answer")
            recorder.process.kill()
            recorder.wait()
        self.assertEqual(self.bodies("in"), [wire.request(1, "ping")])

    def test_a_file_that_is_there_is_not_overwritten(self):
        server = self.serve(listen=(TCP,))
        self.one(server)
        before = self.file.read_bytes()
        self.expect("record", TCP, server.url("tcp"), str(self.file), status=2,
                    err="expected a new file, or --append")
        self.assertEqual(self.file.read_bytes(), before)

    def test_append_goes_on_and_cuts_off_what_is_not_whole(self):
        server = self.serve(listen=(TCP,))
        self.one(server)
        whole = self.file.read_bytes()
        with open(self.file, "ab") as file:
            file.write(whole[:30])
        recorder = self.start("record", TCP, server.url("tcp"), str(self.file),
                              "--append", stdout=None)
        said = Lines(recorder.stderr)
        self.assertRegex(said.text(), "a last record that was not whole was "
                                      "cut off, 30 bytes")
        url = said.text().removeprefix(READY)
        self.expect("call", url, "ping", out=b"[]\n")
        recorder.send_signal(signal.SIGTERM)
        recorder.wait(programs.PATIENCE_S)
        self.assertEqual(self.file.read_bytes()[:len(whole)], whole)
        self.assertEqual(self.bodies("in"), 2 * [wire.request(0, "ping")])

    def test_append_does_not_touch_what_is_no_recording(self):
        self.file.write_bytes(b"\0\0\0\x05hello")
        self.expect("record", TCP, "tcp://127.0.0.1:1", str(self.file),
                    "--append", status=6, err="is no recording")
        self.assertEqual(self.file.read_bytes(), b"\0\0\0\x05hello")

    def test_a_full_disk_is_told_and_all_is_still_passed_on(self):
        server = self.serve(listen=(TCP,))

        def small():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        recorder = self.recorder(server.url("tcp"), preexec_fn=small)
        with wire.Stream(recorder.url) as peer:
            for number in range(40):
                self.assertEqual(peer.call("echo", "x" * 100, msgid=number),
                                 (None, ["x" * 100]))
            recorder.said("nothing more is recorded, all is still passed on")
        recorder.signal(signal.SIGTERM)
        self.assertIn("the recording is not complete", recorder.rest()[1])
        self.assertEqual(recorder.wait(), 1)
        self.assertGreater(len(self.bodies("in")), 5)

    def test_a_reader_that_has_gone_ends_it_quietly_as_it_does_each_verb(self):
        target = self.serve(listen=(TCP,)).url("tcp")
        for words in (("record", TCP, target, "-"), ("proxy", TCP, target)):
            between = relay(self, *words)
            self.expect("call", between.url, "ping", out=b"[]\n")
            between.process.stdout.close()  # and nothing more need come
            self.assertEqual(between.wait(), 0)
            self.assertIsNone(between.err.next())

    def test_a_pipe_that_nobody_reads_holds_up_no_end(self):
        target = self.serve(listen=(TCP,)).url("tcp")
        runs = [relay(self, *words) for words in
                (("record", TCP, target, "-"), ("proxy", TCP, target))]
        for between in runs:
            fcntl.fcntl(between.process.stdout, F_SETPIPE_SZ, 4096)
            with wire.Stream(between.url) as peer:
                peer.send(wire.framed_request(2, "echo", ["x" * 8000]))
                programs.until(lambda: waiting(between.process.stdout),
                               "the request to be printed")
            between.signal(signal.SIGTERM)
        for between in runs:
            self.assertEqual(between.wait(), 1)
            self.assertRegex(between.err.next().decode(),
                             "the last [0-9]+ bytes of the output are lost")
            self.assertIsNone(between.err.next())

    def test_files_that_can_not_be_written_are_refused(self):
        self.expect("record", TCP, "tcp://127.0.0.1:1",
                    str(self.folder / "none/x"), status=2,
                    err="can't write .*none/x: No such file")
        self.expect("record", TCP, "tcp://127.0.0.1:1", str(self.folder),
                    status=2, err="can't write .*[Dd]irectory")


if __name__ == "__main__":
    suite.main()
