"""--trace: what goes over the wire, on stderr, while stdout stays data."""
import re
import socket

from support import packing, peers, suite
from support.wire import frame

TIME = r"\d+\.\d{6} "
COLOUR = re.compile(rb"\x1b\[[\d;]*m")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class Case(suite.Case):
    def traced(self, *words, status=0, out=None, **more):
        """Runs the client. Returns what was said, parted at the times: each
        is its line without the time, and the lines below it."""
        ended, got, said = self.run_program(*words, "--trace", **more)
        self.assertEqual(ended, status, said)
        if out is not None:
            self.assertEqual(got, out)
        self.assertIsNone(CONTROL.search(said), said)
        return re.split(f"^{TIME}", said, flags=re.MULTILINE)[1:]

    def heads(self, *words, **more):
        return [part.splitlines()[0] for part in self.traced(*words, **more)]


class Conversations(Case):
    def test_a_call_is_seen_from_connecting_to_closing(self):
        url = self.serve().url("tcp", "127.0.0.1")
        parts = self.traced("call", url, "upper", "hello", out=b'["HELLO"]\n')
        heads = [part.splitlines()[0] for part in parts]
        self.assertEqual(heads[0], f"connecting to {url}")
        self.assertRegex(heads[1],
                         rf"\Aconnected tcp://127\.0\.0\.1:\d+ -> {url}\Z")
        self.assertEqual(heads[2:], [
            f"-> {url} 20 bytes: request #0 upper",
            f"<- {url} 15 bytes: response #0",
            f"closed {url}: closed on this side"])
        self.assertIn('$[3][0]        "hello"\n', parts[2])
        self.assertIn('$[3][0]        "HELLO"\n', parts[3])

    def test_a_datagram_is_seen_without_a_prefix(self):
        url = self.serve().url("udp")
        parts = self.traced("call", url, "echo", "1", out=b"[1]\n")
        self.assertTrue(parts[2].startswith(
            f"-> {url} 10 bytes: request #0 echo\n0000  94 "))
        self.assertTrue(parts[3].startswith(
            f"<- {url} 6 bytes: response #0\n0000  94 "))

    def test_a_unix_socket_is_shown_by_its_path(self):
        url = self.unix()
        self.serve(listen=(url,))
        heads = self.heads("call", url, "ping")
        self.assertEqual(heads[1], f"connected {url}")
        self.assertEqual(heads[-1], f"closed {url}: closed on this side")

    def test_every_verb_that_connects_has_it(self):
        url = self.serve().url("tcp", "127.0.0.1")
        for verb, words, sent in (
                ("notify", ("x",), "notification x"),
                ("send", ("[2,\"x\",[]]",), "notification x"),
                ("describe", (), "request #0 describe"),
                ("stats", (), "request #0 stats"),
                ("wait", (), "request #0 ping")):
            with self.subTest(verb=verb):
                heads = self.heads(verb, url, *words)
                self.assertTrue(any(head.startswith("-> ") and
                                    head.endswith(sent) for head in heads),
                                heads)

    def test_each_of_many_is_seen_once_and_whole(self):
        url = self.serve().url("tcp", "127.0.0.1")
        count = 2000
        lines = b"".join(b"%d\n" % number for number in range(count))
        parts = self.traced("call", url, "echo", "-", stdin=lines)
        for arrow, word in (("->", "request"), ("<-", "response")):
            seen = [part for part in parts if part.startswith(arrow)]
            self.assertEqual(len(seen), count)
            for number, part in enumerate(seen):
                head = part.splitlines()[0]
                self.assertIn(f": {word} #{number}", head)
                self.assertIn(f"  {number}\n", part)

    def test_an_error_is_named_by_its_code(self):
        url = self.serve().url("tcp", "127.0.0.1")
        heads = self.heads("call", url, "nothing", status=8)
        self.assertIn("response #0, error -32601", heads[3])

    def test_framings_are_seen_with_their_prefix(self):
        server = self.serve("--framing", "varint", listen=(
            "tcp://127.0.0.1:0",))
        parts = self.traced("call", "-F", "varint", server.urls[0], "ping")
        self.assertIn("\n0000  09                    frame varint  9\n",
                      parts[2])


    def test_bytes_outside_of_frames_are_seen(self):
        def greet(conn):
            conn.sendall(b"hello, I am a server")
            body = next(peers.bodies(conn))[0]
            conn.sendall(peers.answer(body))
            conn.recv(1)

        url = peers.stream(greet)
        parts = self.traced("call", f"{url}?preamble=20", "ping")
        seen = [part for part in parts
                if part.startswith(f"<- {url} 20 bytes outside of frames\n")]
        self.assertEqual(len(seen), 1)
        self.assertIn("|hello, I am a se|", seen[0])

    def test_a_listener_shows_its_peers(self):
        process = self.start("listen", "tcp://127.0.0.1:0", "--trace",
                             "--count", "1")
        lines = []
        while not lines or "listening" not in lines[-1]:
            lines.append(process.stderr.readline().decode())
        url = re.search(r"tcp://\S+", lines[-1])[0]
        self.expect("notify", url, "x", "1")
        process.wait(suite.PATIENCE_S)
        said = process.stderr.read().decode()
        self.assertRegex(said, rf"accepted tcp://\S+ -> {url}\n")
        self.assertRegex(said, r"<- tcp://\S+ 10 bytes: notification x\n")


class Failures(Case):
    def test_attempts_and_their_reasons_are_seen(self):
        url = peers.nobody("tcp")
        heads = self.heads("call", url.replace("127.0.0.1", "localhost"), "x",
                           status=3)
        port = url.rpartition(":")[2]
        self.assertEqual(heads[0], f"connecting to tcp://[::1]:{port}")
        self.assertRegex(heads[1],
                         rf"\Acan't connect to tcp://\[::1\]:{port}: \w+")
        self.assertEqual(heads[2], f"connecting to {url}")
        self.assertIn("connection refused", heads[3])

    def test_a_name_that_is_unknown_is_seen(self):
        heads = self.heads("call", "tcp://nobody.invalid:1", "x", status=3)
        self.assertEqual(heads[0], "looking up nobody.invalid")
        self.assertRegex(heads[1], r"\Acan't connect: can't resolve \"nobody")

    def test_a_peer_of_another_protocol_is_seen(self):
        def http(conn):
            conn.recv(1 << 16)
            conn.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        parts = self.traced("call", peers.stream(http), "ping", status=5)
        self.assertIn("28 bytes that are no frame: frame of 1213486160 bytes",
                      parts[3])
        self.assertIn("|HTTP/1.1 400 Bad|\n", parts[3])

    def test_a_frame_that_is_cut_is_seen(self):
        def cut(conn):
            conn.recv(1 << 16)
            conn.sendall(frame(packing.pack("hello"))[:-2])

        parts = self.traced("call", peers.stream(cut), "ping", status=7)
        self.assertIn("8 bytes of a frame that is cut\n", parts[3])
        self.assertIn("expected 2 more bytes of the frame, got the end",
                      parts[3])

    def test_what_a_peer_says_can_t_move_the_cursor(self):
        def evil(conn):
            conn.recv(1 << 16)
            conn.sendall(frame(packing.pack([1, 0, None, "\x1b[2J\x9b"])))
            conn.recv(1 << 16)

        url = peers.stream(evil)
        self.assertIn('"\\u001b[2J\\u009b"',
                      self.traced("call", url, "ping")[3])

    def test_a_reset_says_why(self):
        def reset(conn):
            conn.recv(1 << 16)
            conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                            b"\1\0\0\0\0\0\0\0")

        heads = self.heads("call", peers.stream(reset), "ping", status=7)
        self.assertRegex(heads[-1], r"\Aclosed tcp://\S+: the peer closed the "
                                    r"connection: connection reset by peer\Z")


class Manners(Case):
    def test_colours_are_judged_for_stderr(self):
        url = self.serve().url("tcp", "127.0.0.1")
        for env, coloured in (({"CLICOLOR_FORCE": "1"}, True), ({}, False)):
            process = self.start("call", url, "ping", "--trace", "-o", "json",
                                 env=suite.environment(**env))
            out, err = process.communicate(timeout=suite.PATIENCE_S)
            self.assertEqual(bool(COLOUR.search(err)), coloured)
            self.assertEqual(out, b"[]\n")

    def test_of_a_large_message_head_and_tail_are_shown(self):
        url = self.serve().url("tcp", "127.0.0.1")
        parts = self.traced("call", url, "echo", "-",
                            stdin=b"[%s0]" % (b"0," * 100000), out=None)
        for part in parts[2:4]:
            self.assertLess(part.count("\n"), 80)
            self.assertRegex(part, r"\n +… \d+ rows, \d+ bytes left out\n")
            self.assertTrue(part.rstrip().endswith(" 0"))

    def test_quiet_is_about_sentences_only(self):
        heads = self.heads("call", "-q", peers.nobody("tcp"), "x", status=3)
        self.assertEqual(len(heads), 2)

    def test_a_stderr_that_is_gone_changes_nothing(self):
        url = self.serve().url("tcp", "127.0.0.1")
        process = self.start("call", url, "ping", "--trace")
        process.stderr.close()
        process.stderr = None
        self.assertEqual(process.stdout.read(), b"[]\n")
        self.assertEqual(process.wait(suite.PATIENCE_S), 0)


if __name__ == "__main__":
    suite.main()
