"""`msgwire listen`: what it prints, how it answers, and how it ends."""
import fcntl
import json
import os
import signal
import socket
import subprocess
import threading
import time

from support import packing, programs, suite, wire
from support.listening import READY, listen

TCP = "tcp://127.0.0.1:0"
F_SETPIPE_SZ = 1031  # Linux; Python has a name for it since 3.10
TYPES = ('null', 'true', '-9223372036854775808', '18446744073709551615',
         '1.0', '{"$f32":1.5}', '{"$bin":"AP8="}', '{"$ext":[5,"dw=="]}',
         '{"$ts":"2021-01-14T08:25:36.000000001Z"}', '{"b":[],"a":"\\u0000"}')


class Printing(suite.Case):
    def test_what_arrives_is_printed_whatever_way_it_comes(self):
        listener = listen(self)
        for url in listener.urls:
            with self.subTest(url=url):
                self.expect("send", url, *TYPES)
                for text in TYPES:
                    self.assertEqual(listener.out.text(), text)
                self.expect("notify", url, "log", "level=info")
                self.assertEqual(listener.out.text(),
                                 '[2,"log",[{"level":"info"}]]')

    def test_it_says_where_it_listens_with_the_real_ports(self):
        listener = listen(self)
        for url, begin in zip(listener.urls, ("tcp://127.0.0.1:",
                                              "udp://127.0.0.1:", "unix:/")):
            self.assertTrue(url.startswith(begin), url)
            self.assertFalse(url.endswith(":0"), url)

    def test_an_address_without_a_host_is_on_the_loopback(self):
        for url in (":0", "tcp://:0", "udp://:0"):
            listener = listen(self, url, count=1)
            self.assertRegex(listener.url, r"//127\.0\.0\.1:\d+$")
        listener = listen(self, "tcp://0.0.0.0:0", count=1)
        self.assertRegex(listener.url, r"//0\.0\.0\.0:\d+$")

    def test_each_form_of_output(self):
        forms = {"json": b'{"a":[1,"x"]}\n', "hex": b"81a1619201a178\n",
                 "msgpack": b"\x81\xa1a\x92\x01\xa1x",
                 "raw": b"\x81\xa1a\x92\x01\xa1x", "none": b"",
                 "pretty": b'{"a": [1, "x"]}\n'}
        for form, expected in forms.items():
            listener = listen(self, TCP, "-o", form, "--count", "1", count=1)
            self.expect("send", listener.url, '{"a":[1,"x"]}')
            self.assertEqual(listener.rest(), (expected, ""))
            self.assertEqual(listener.wait(), 0)

    def test_any_framing(self):
        for framing in ("none", "varint", "msgpack-int", "u16be"):
            listener = listen(self, TCP, "--framing", framing, count=1)
            self.assertTrue(listener.url.endswith(f"?framing={framing}"))
            self.expect("send", listener.url, "1", '"two"')
            self.assertEqual(listener.out.text(), "1")
            self.assertEqual(listener.out.text(), '"two"')

    def test_frames_of_several_values_behind_a_greeting(self):
        listener = listen(self, f"{TCP}?values=2&preamble=3&greeting=0x414243",
                          "--echo", count=1)
        peer = wire.Stream(listener.url.partition("?")[0])
        self.addCleanup(peer.socket.close)
        self.assertEqual(peer.socket.recv(3), b"ABC")
        peer.send(b"abc" + wire.frame(b"\x07\x91\x08"))
        self.assertEqual(listener.out.text(), "7")
        self.assertEqual(listener.out.text(), "[8]")
        self.assertEqual([peer.message(), peer.message()], [7, [8]])

    def test_a_request_that_nobody_answers_is_said_once(self):
        listener = listen(self, TCP, count=1)
        for _ in range(2):
            self.expect("call", "--timeout", "300ms", listener.url, "ping",
                        status=4, err="within 300ms")
            self.assertEqual(listener.out.text(), '[0,0,"ping",[]]')
        self.expect("send", listener.url, "1")
        self.assertEqual(listener.out.text(), "1")
        listener.signal(signal.SIGINT)
        err = listener.rest()[1]
        self.assertEqual(err.count("--echo, --reply or --exec would"), 1)

    def test_a_terminal_is_told_who_comes_and_goes_and_a_file_is_not(self):
        listener = listen(self, TCP, count=1)
        with listener.dial() as peer:
            peer.send(wire.frame(b"\x01"))
            self.assertEqual(listener.out.text(), "1")
        master, terminal = os.openpty()
        process = self.start("listen", self.unix(), stderr=terminal,
                             env=programs.environment(NO_COLOR="1"))
        os.close(terminal)
        said = os.fdopen(master, "rb", buffering=0)
        self.addCleanup(said.close)
        self.assertIn(READY.encode(), said.read(4096))
        with wire.dial(self.unix()):
            self.assertRegex(said.read(4096), b"a peer of unix:.*: connected")
        self.assertRegex(said.read(4096), b"a peer of unix:/.*: closed")
        process.send_signal(signal.SIGINT)
        listener.signal(signal.SIGINT)
        self.assertEqual(listener.rest(), (b"", ""))

    def test_quiet_means_quiet(self):
        path = self.unix()
        process = self.start("listen", path, "-q", "--count", "1")
        programs.until(lambda: programs.listens(path[5:]), "the socket")
        with wire.dial(path) as peer:
            peer.send(wire.frame(b"\xc1") + wire.frame(b"\x01"))
            out, err = process.communicate(timeout=programs.PATIENCE_S)
        self.assertEqual((out, err), (b"1\n", b""))

    def test_trace_shows_both_directions(self):
        listener = listen(self, TCP, "--echo", "--trace", "--count", "1",
                          count=1)
        self.expect("call", listener.url, "ping", "7", out=b"[7]\n")
        err = listener.rest()[1]
        self.assertRegex(err, r'"ping"(?s:.)*"\\?"?|ping')
        self.assertGreaterEqual(err.count("frame u32be"), 2)


class Envelopes(suite.Case):
    def test_an_envelope_says_when_who_where_how_long_and_which(self):
        listener = listen(self, "--envelope")
        for index, url in enumerate(listener.urls):
            self.expect("send", url, '["x",1]')
            said = json.loads(listener.out.text())
            self.assertEqual(list(said), ["time", "peer", "local", "transport",
                                          "bytes", "seq", "message"])
            self.assertEqual(said["local"], url)
            self.assertEqual(said["transport"], url.partition(":")[0])
            self.assertEqual(said["peer"].partition(":")[0],
                             said["transport"])
            self.assertEqual((said["bytes"], said["seq"], said["message"]),
                             (4, index + 1, ["x", 1]))
            self.assertRegex(said["time"]["$ts"], r"^20\d\d-")

    def test_what_it_prints_can_be_sent_again_byte_for_byte(self):
        bodies = [b"\x07", b"\xcd\x00\x07", b"\xdc\x00\x01\xc0",
                  b"\xdb\x00\x00\x00\x01\xff", b"\xd7\xff" + b"\xff" * 8,
                  b"\x82\xa1a\x01\xa1a\x02",
                  packing.pack([2, "log", ["x"]])]
        for index in range(3):
            first = listen(self, "--envelope",
                           f"--count={len(bodies)}")
            again = listen(self, self.unix(f"again{index}"), TCP,
                           "udp://127.0.0.1:0", "-o", "hex", count=3)
            with first.dial(index) as peer:
                for body in bodies:
                    peer.send(body if index == 1 else wire.frame(body))
                envelopes = first.rest()[0]
            for url in again.urls:
                self.expect("send", "--envelope", url, stdin=envelopes)
                for body in bodies:
                    self.assertEqual(again.out.text(), body.hex())
            again.signal(signal.SIGINT)
            again.wait()


class Hostile(suite.Case):
    def test_bad_bytes_are_said_and_the_rest_goes_on(self):
        listener = listen(self)
        for index, who in enumerate((r"tcp://127.0.0.1:\d+",
                                     r"udp://127.0.0.1:\d+",
                                     "a peer of unix:")):
            with listener.dial(index) as peer:
                if index == 1:
                    peer.send(b"\x92\x01")
                    peer.send(b"\x07")
                else:
                    peer.send(wire.frame(b"\x92\x01") + wire.frame(b"\x07"))
                self.assertEqual(listener.out.text(), "7")
                said = listener.said(who)
                self.assertRegex(said, f"^msgwire: listen: {who}")
                self.assertRegex(said, "byte|ends")

    def test_a_stream_is_told_of_bad_bytes_and_the_conversation_goes_on(self):
        listener = listen(self, "--echo")
        for index in (0, 2):
            with listener.dial(index) as peer:
                peer.send(wire.frame(b"\xc1") + wire.frame(b"\x07"))
                self.assertEqual(wire.code(peer.message()), wire.PARSE_ERROR)
                self.assertEqual(peer.message(), 7)
        with listener.dial(1) as peer:  # nobody answers a bad datagram
            peer.send(b"\xc1")
            peer.send(b"\x07")
            self.assertEqual(peer.message(), 7)

    def test_a_boundary_that_is_lost_ends_that_peer_only(self):
        listener = listen(self, TCP, "--max-frame", "1k", count=1)
        with listener.dial() as good, listener.dial() as bad:
            bad.send(b"\xff\xff\xff\xff")
            self.assertEqual(wire.code(bad.message()), wire.FRAME_TOO_LARGE)
            self.assertIsNone(bad.message())
            bad.socket.close()
            self.assertIn("limit is 1000", listener.said("tcp://"))
            good.send(wire.frame(b"\x07"))
            self.assertEqual(listener.out.text(), "7")

    def test_a_frame_once_begun_must_be_whole_in_time(self):
        listener = listen(self, TCP, "--timeout", "100ms", count=1)
        with listener.dial() as peer:
            peer.send(b"\0\0\0\x05\xa4")
            self.assertEqual(wire.code(peer.message()), wire.TIMED_OUT)
        listener.said("not whole within its time of 100 ms")

    def test_a_frame_that_is_cut_is_said(self):
        listener = listen(self, TCP, count=1)
        with listener.dial() as peer:
            peer.send(b"\0\0\0\x05\xa4")
        listener.said("ended inside a frame, after 5 bytes")

    def test_nonsense_all_day_is_not_quoted_all_day(self):
        listener = listen(self, TCP, count=1)
        for _ in range(200):
            with listener.dial() as peer:
                peer.send(b"\xff\xff\xff\xff")
                peer.finish()
                list(peer.messages())
        with listener.dial() as peer:
            peer.send(wire.frame(b"\x07"))
            self.assertEqual(listener.out.text(), "7")
        listener.signal(signal.SIGINT)
        self.assertLess(listener.rest()[1].count("\n"), 150)

    def test_sentences_that_nobody_reads_hold_up_nothing(self):
        reader, writer = os.pipe()
        fcntl.fcntl(writer, F_SETPIPE_SZ, 4096)
        process = self.start("listen", TCP, stderr=writer)
        url = os.read(reader, 4096).decode().removeprefix(READY).strip()
        os.write(writer, b"x" * 4096)
        with wire.dial(url) as peer:
            peer.send(wire.frame(b"\xc1") + wire.frame(b"\x07"))
            self.assertEqual(process.stdout.readline(), b"7\n")
            os.read(reader, 4096)
            peer.send(wire.frame(b"\xc1"))
            said = os.read(reader, 4096).decode()
        self.assertIn("(left out, like this one: 1)", said)
        os.close(reader)
        os.close(writer)

    def test_nothing_a_peer_says_moves_the_cursor(self):
        nasty = "\x1b[2J\x9b2J\u202e\x07\r"
        listener = listen(self, TCP, "--exec", "cat >/dev/null; exit 3",
                          count=1)
        with listener.dial() as peer:
            peer.send(wire.frame(packing.pack([2, nasty, [nasty]])))
            line = listener.out.next()
        self.assertNotRegex(line, rb"[\x00-\x1f\x7f]")

    def test_over_the_limit_of_connections_the_next_is_told(self):
        listener = listen(self, TCP, "--max-connections", "1", "--backlog",
                          "8", count=1)
        with listener.dial() as first:
            first.send(wire.frame(b"\x01"))
            self.assertEqual(listener.out.text(), "1")
            with listener.dial() as second:
                self.assertEqual(wire.code(second.message()), wire.OVERLOADED)


class Answering(suite.Case):
    def test_echo_answers_a_request_by_its_params_byte_for_byte(self):
        wide = bytes.fromhex("dd00000001" "cd0000")
        body = b"\x94\x00\xce\x00\x00\x00\x07\xa1m" + wide
        listener = listen(self, "--echo")
        for index in range(3):
            with listener.dial(index) as peer:
                peer.send(body if index == 1 else wire.frame(body))
                answer = peer.socket.recv(99) if index == 1 else peer.body()
                self.assertEqual(answer, b"\x94\x01\x07\xc0" + wide)

    def test_echo_sends_back_what_is_no_message_and_nothing_else(self):
        quiet = [[1, 7, None, 1], [2, "log", []]]
        listener = listen(self, "--echo")
        for index in range(3):
            with listener.dial(index) as peer:
                for body in (*map(packing.pack, quiet), b"\xcd\x00\x07"):
                    peer.send(body if index == 1 else wire.frame(body))
                answer = peer.socket.recv(99) if index == 1 else peer.body()
                self.assertEqual(answer, b"\xcd\x00\x07")

    def test_reply_answers_by_one_value(self):
        listener = listen(self, "--reply", '{"$f32":1.5}')
        for url in listener.urls:
            self.expect("call", url, "any", out=b'{"$f32":1.5}\n')
            self.expect("send", url, "1", "--reply", out=b'{"$f32":1.5}\n')

    def test_a_word_that_is_no_json_is_a_string(self):
        listener = listen(self, TCP, "--reply", "fine", count=1)
        self.expect("call", listener.url, "m", out=b'"fine"\n')

    def test_an_answer_too_long_for_a_datagram_is_excused_and_said(self):
        listener = listen(self, "--reply", '"%s"' % ("x" * 500))
        self.expect("call", listener.urls[1], "m", status=8,
                    err="use a stream")
        listener.said("an answer was not given: an answer of 5.. bytes")
        self.expect("call", listener.urls[0], "m",
                    out=b'"%s"\n' % (b"x" * 500))

    def test_an_answer_too_long_for_a_frame_is_excused_and_said(self):
        listener = listen(self, f"{TCP}?framing=u16be", "--reply",
                          '"%s"' % ("x" * 70000), count=1)
        self.expect("call", listener.url, "m", status=8,
                    err=r"answer too long \(-32004\)")
        listener.said("an answer was not given: .*65535")

    def test_who_half_closes_gets_its_answers_and_the_end(self):
        for way in (("--echo",), ("--exec", "sed -u 's/.*/1/'")):
            listener = listen(self, TCP, *way, count=1)
            with listener.dial() as peer:
                peer.send(b"".join(wire.framed_request(n, "m", [n])
                                   for n in range(1000)))
                peer.finish()
                answers = list(peer.messages())
            self.assertEqual([answer[1] for answer in answers],
                             list(range(1000)))

    def test_a_peer_that_reads_nothing_holds_up_nobody(self):
        listener = listen(self, TCP, "--echo", "-o", "none", count=1)
        deaf = wire.Stream(listener.url, rcvbuf=4096)
        self.addCleanup(deaf.socket.close)
        deaf.socket.settimeout(0.5)
        with self.assertRaises(TimeoutError):
            while True:
                deaf.send(wire.framed_request(1, "m", ["x" * 100000]))
        with listener.dial() as peer:
            self.assertEqual(peer.call("m", 1), (None, [1]))
        if not programs.sanitized():
            self.assertLess(programs.memory_kib(listener.process.pid), 24000)


class Ends(suite.Case):
    def test_count_ends_it_after_so_many(self):
        listener = listen(self, TCP, "--count", "3", count=1)
        self.expect("send", listener.url, "1", "2")
        self.expect("send", listener.url, "3")
        self.assertEqual(listener.rest(), (b"1\n2\n3\n", ""))
        self.assertEqual(listener.wait(), 0)

    def test_what_comes_after_the_last_one_is_not_printed(self):
        listener = listen(self, TCP, "--count", "2", count=1)
        with listener.dial() as peer:
            peer.send(wire.frame(b"\x01") * 5)
            self.assertEqual(listener.rest()[0], b"1\n1\n")

    def test_the_last_one_is_answered_too(self):
        for way in ("--echo", "--reply=[4]", "--exec=sed -u 's/.*/[4]/'"):
            for index in range(3):
                listener = listen(self, way, "--count", "2")
                with listener.dial(index) as peer:
                    self.assertEqual(peer.call("m", 4), (None, [4]))
                    self.assertEqual(peer.call("m", 4), (None, [4]))
                self.assertEqual(listener.wait(), 0)

    def test_idle_ends_it_when_nothing_comes_any_more(self):
        listener = listen(self, TCP, "--idle", "700ms", count=1)
        began = time.monotonic()
        with listener.dial() as peer:
            for _ in range(4):
                peer.send(wire.frame(b"\x01"))
                time.sleep(0.2)
            self.assertEqual(listener.wait(), 0)
        self.assertGreater(time.monotonic() - began, 1.2)
        self.assertEqual(listener.rest(), (b"1\n" * 4, ""))

    def test_idle_without_any_message_is_a_timeout(self):
        listener = listen(self, TCP, "--idle", "20ms", count=1)
        self.assertEqual(listener.wait(), 4)
        self.assertIn("nothing came within 20ms", listener.rest()[1])

    def test_fewer_than_the_count_is_a_timeout(self):
        listener = listen(self, TCP, "--idle", "700ms", "--count", "2",
                          count=1)
        self.expect("send", listener.url, "1")
        self.assertEqual(listener.wait(), 4)
        self.assertIn("1 of 2 messages came", listener.rest()[1])

    def test_interrupted_it_ends_at_once_and_all_was_printed(self):
        for number in (signal.SIGINT, signal.SIGHUP):
            listener = listen(self)
            with listener.dial() as peer:
                peer.send(wire.frame(b"\x01"))
                self.assertEqual(listener.out.text(), "1")
                began = time.monotonic()
                listener.signal(number)
                self.assertEqual(listener.wait(), -number)
                self.assertLess(time.monotonic() - began, 2)
            self.assertEqual(listener.rest(), (b"", ""))
            self.assertFalse((self.folder / "socket").exists())

    def test_a_shell_sees_the_signal_as_130_and_143(self):
        for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            script = (f"{programs.MSGWIRE} listen {TCP} & "
                      "read -r _; kill -%d $!; wait $!; echo $?" % number)
            shell = self.start("-c", "trap : INT; set -m; " + script,
                               program="/bin/bash")
            self.assertIn(READY.encode(), shell.stderr.readline())
            out, _ = shell.communicate(b"\n", timeout=programs.PATIENCE_S)
            self.assertEqual(out, b"%d\n" % status)

    def test_terminated_it_answers_what_has_come(self):
        slow = "while read -r l; do sleep 0.2; echo 1; done"
        listener = listen(self, "--exec", slow)
        peers = [listener.dial(index) for index in range(3)]
        for index, peer in enumerate(peers):
            request = wire.request(5, "m")
            peer.send(request if index == 1 else wire.frame(request))
            self.assertEqual(listener.out.text(), '[0,5,"m",[]]')
        listener.signal(signal.SIGTERM)
        for peer in peers:
            self.assertEqual(wire.unwrap(peer.message(), 5), (None, 1))
            peer.socket.close()
        self.assertEqual(listener.wait(), -signal.SIGTERM)

    def test_terminated_it_prints_what_was_sent_before(self):
        listener = listen(self, TCP, count=1)
        with listener.dial() as peer:
            peer.send(wire.frame(b"\x01"))
            self.assertEqual(listener.out.text(), "1")
            peer.send(wire.frame(b"\x02") * 1000)
            listener.signal(signal.SIGTERM)
            self.assertEqual(listener.rest(), (b"2\n" * 1000, ""))

    def test_a_second_signal_does_not_wait(self):
        listener = listen(self, TCP, "--exec", "exec sleep 100", count=1)
        with listener.dial() as peer:
            peer.send(wire.framed_request(1, "m"))
            self.assertEqual(listener.out.text(), '[0,1,"m",[]]')
            listener.signal(signal.SIGTERM)
            with self.assertRaises(subprocess.TimeoutExpired):
                listener.process.wait(0.3)
            listener.signal(signal.SIGTERM)
            self.assertEqual(listener.wait(), -signal.SIGTERM)

    def test_a_job_in_the_background_leaves_interrupts_alone(self):
        listener = listen(self, TCP, count=1, preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.SIG_IGN))
        listener.signal(signal.SIGINT)
        self.expect("send", listener.url, "1")
        self.assertEqual(listener.out.text(), "1")

    def test_a_reader_that_has_gone_ends_it_quietly(self):
        listener = listen(self, TCP, count=1)
        self.expect("send", listener.url, "1")
        self.assertEqual(listener.out.text(), "1")
        listener.process.stdout.close()  # and nothing more need come
        self.assertEqual(listener.wait(), 0)
        self.assertEqual(listener.err.next(), None)

    def test_a_reader_that_goes_while_answers_are_due_ends_it_too(self):
        listener = listen(self, TCP, "--exec", "exec sleep 100", count=1)
        with listener.dial() as peer:
            peer.send(wire.framed_request(1, "m"))
            self.assertEqual(listener.out.text(), '[0,1,"m",[]]')
            listener.process.stdout.close()
            self.assertEqual(listener.wait(), 0)
        self.assertIsNone(listener.err.next())

    def test_a_program_may_end_its_work_when_it_gets_no_more(self):
        done = self.folder / "done"
        for end in (None, signal.SIGTERM):
            listener = listen(self, TCP, "--count", "1", "--exec",
                              f"cat; sleep 0.1; echo x >>{done}", count=1)
            if end is None:
                self.expect("send", listener.url, "1", "--reply", out=None)
            else:
                listener.signal(end)
            listener.wait()
        self.assertEqual(done.read_text(), "x\nx\n")

    def test_a_full_disk_is_said(self):
        with open("/dev/full", "wb") as full:
            listener = listen(self, TCP, count=1, stdout=full)
        with listener.dial() as peer:
            peer.send(wire.frame(b"\x01"))
            self.assertEqual(listener.wait(), 1)
        self.assertIn("can't write the output: No space left",
                      listener.err.text())


class Pressure(suite.Case):
    def test_a_reader_that_stops_stops_the_peers(self):
        listener = listen(self, TCP, count=1)
        peers = [listener.dial() for _ in range(10)]
        bodies = b"".join(wire.frame(packing.pack("%05d" % n + "x" * 9000))
                          for n in range(100))
        for peer in peers:
            self.addCleanup(peer.socket.close)
            peer.socket.settimeout(0.5)
            with self.assertRaises(TimeoutError):
                for _ in range(1000):
                    peer.send(bodies)
        if not programs.sanitized():
            self.assertLess(programs.memory_kib(listener.process.pid), 24000)
        for _ in range(1000):
            self.assertEqual(len(listener.out.next()), 9007)
        began = time.monotonic()
        listener.signal(signal.SIGINT)
        self.assertEqual(listener.wait(), -signal.SIGINT)
        self.assertLess(time.monotonic() - began, 2)

    def test_who_reads_late_gets_all_of_it(self):
        listener = listen(self, TCP, "--count", "20000", count=1)
        feeding = threading.Thread(target=self.feed, args=(listener,))
        feeding.start()
        time.sleep(0.3)  # it has to be full meanwhile
        lines = [listener.out.next() for _ in range(20000)]
        feeding.join(programs.PATIENCE_S)
        self.assertEqual(lines, [b'[%d,"%s"]' % (n, b"x" * 100)
                                 for n in range(20000)])
        self.assertEqual(listener.wait(), 0)

    def feed(self, listener):
        with listener.dial() as peer:
            peer.send(b"".join(wire.frame(packing.pack([n, "x" * 100]))
                               for n in range(20000)))
            peer.finish()
            list(peer.messages())

    def test_stdout_is_left_as_it_was_found(self):
        reader, writer = os.pipe()
        listener = listen(self, TCP, count=1, stdout=writer)
        self.assertTrue(os.get_blocking(writer))
        listener.signal(signal.SIGINT)
        listener.wait()
        os.close(reader)
        os.close(writer)

    def test_a_thousand_peers_at_once(self):
        listener = listen(self, TCP, "--echo", count=1)
        peers = [socket.create_connection(wire.address(listener.url)[1])
                 for _ in range(1000)]
        for number, peer in enumerate(peers):
            peer.sendall(wire.framed_request(1, "m", [number]))
        for number, peer in enumerate(peers):
            body = packing.pack([1, 1, None, [number]])
            peer.settimeout(programs.PATIENCE_S)
            self.assertEqual(peer.recv(100), wire.frame(body))
        seen = sorted(listener.out.next() for _ in peers)
        self.assertEqual(seen, sorted(b'[0,1,"m",[%d]]' % n
                                      for n in range(1000)))
        if not programs.sanitized():
            self.assertLess(programs.memory_kib(listener.process.pid), 24000)
        for peer in peers:
            peer.close()


class Usage(suite.Case):
    def test_wrong_words_are_refused(self):
        for words, why in (
                ((), "expected URL"),
                (("http://x",), "http"),
                ((TCP, "--echo", "--reply", "1"),
                 "expected one of --echo, --reply and --exec"),
                ((TCP, "--reply", "[1"), r"--reply '\[1': .*column 3"),
                ((TCP, "--count", "0"), "--count"),
                ((TCP, "--idle", "soon"), "--idle"),
                ((TCP, "--backlog", "0"), "--backlog"),
                ((TCP, "--max-connections", "0"), "--max-connections"),
                ((TCP,) * 65, "at most 64 addresses")):
            with self.subTest(words=words[:4]):
                self.expect("listen", *words, status=2, err=why)

    def test_what_can_not_be_bound_is_said_and_nothing_is_left(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            url = f"tcp://127.0.0.1:{other.getsockname()[1]}"
            self.expect("listen", self.unix(), url, status=3,
                        err=f"{url}: .*in use")
        self.assertFalse((self.folder / "socket").exists())
        self.expect("listen", f"unix:{self.folder}/no/such", status=3,
                    err="No such file")

    def test_its_examples_run(self):
        said = self.expect("listen", "--help", out=None).decode()
        examples = said.partition("\nexamples\n")[2].partition("\n\n")[0]
        shown = [line.strip() for line in examples.splitlines()]
        self.assertGreaterEqual(len(shown), 3)
        for line in shown:
            line = line.replace(":7000", ":0").removeprefix("msgwire")
            shell = self.start("-c", f"exec {programs.MSGWIRE}{line}",
                               program="/bin/sh")
            ready = shell.stderr.readline().decode()
            self.assertTrue(ready.startswith(READY), ready)
            url = ready.removeprefix(READY).strip()
            self.expect("send", url, "[7]")
            self.assertEqual(shell.stdout.readline(), b"[7]\n")


if __name__ == "__main__":
    suite.main()
