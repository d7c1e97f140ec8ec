"""Addresses with parameters: what they say is done, by both programs."""
import fcntl
import os
import shutil
import socket
import subprocess
import threading

from support import packing, programs, suite, wire
from support.suite import Case

FRAMINGS = ("u32be", "none", "msgpack-int", "varint", "u32le", "u16be")
IP_RECVTTL = 12  # Linux; Python has no name for it
GREETING = b"Tarantool 2.11.0 (Binary)".ljust(128, b"\n")


class Servers(Case):
    def test_one_server_speaks_to_each_as_its_address_says(self):
        listen = [f"tcp://127.0.0.1:0?framing={name}" for name in FRAMINGS]
        server = self.serve(listen=(*listen, self.unix() + "?framing=none"))
        for url in server.urls:
            with self.subTest(url=url):
                self.expect("call", url, "upper", "hi", out=b'["HI"]\n')
        self.assertNotIn("?", server.urls[0])
        self.assertTrue(server.urls[1].endswith("?framing=none"))

    def test_the_ready_line_is_all_that_a_client_needs(self):
        url = self.serve(listen=(
            "tcp://127.0.0.1:0?framing=varint&values=3&greeting=0x00ff"
            "&rcvbuf=64Ki&nodelay=off",)).urls[0]
        self.assertRegex(url, r"\Atcp://127\.0\.0\.1:\d+"
                         r"\?framing=varint&values=3&preamble=2\Z")
        self.expect("call", url, "echo", "1", out=b"[1]\n")

    def test_an_address_beats_the_option(self):
        server = self.serve("--framing", "none", listen=(
            "tcp://127.0.0.1:0", "tcp://127.0.0.1:0?framing=u32be"))
        self.assertTrue(server.urls[0].endswith("?framing=none"))
        plain = server.urls[1]
        self.assertNotIn("?", plain)
        self.expect("call", "-F", "none", plain + "?framing=u32be", "echo",
                    "1", out=b"[1]\n")

    def test_each_socket_file_has_its_own_permissions(self):
        self.serve(listen=(self.unix("a") + "?unix-mode=0660",
                           self.unix("b")))
        for name, mode in (("a", 0o660), ("b", 0o600)):
            found = (self.folder / name).stat().st_mode & 0o777
            self.assertEqual(found, mode, name)

    def test_a_path_may_hold_any_byte(self):
        for name, typed in (("a?b", "a%3Fb"), ("50%", "50%25"),
                            ("a b", "a b"), ("ä", "ä"), ("\x1b", "%1b")):
            with self.subTest(name=name):
                server = self.serve(listen=(self.unix(typed),))
                self.assertTrue((self.folder / name).exists())
                self.assertNotIn(" ", server.urls[0])
                self.expect("call", server.urls[0], "echo", "1",
                            out=b"[1]\n")

    def test_what_is_wrong_is_said_with_its_place(self):
        for url, said in (
                ("tcp://:0?frming=none", "did you mean framing"),
                ("udp://127.0.0.1:0?framing=none",
                 "parameter framing is only for tcp and unix, not udp"),
                ("unix:/x?ttl=4",
                 "parameter ttl is only for tcp and udp, not unix"),
                ("tcp://:0?bind=127.0.0.1", "only for who connects"),
                ("tcp://:0?rcvbuf=big", "parameter rcvbuf big: expected"),
                ("tcp://:0?framing=none&values=2", "one value in a frame"),
                ("tcp://:0?", "expected a parameter")):
            with self.subTest(url=url):
                self.expect("--listen", url, status=2,
                            program=programs.MSGWIRED,
                            err=rf"(?s)\Amsgwired: --listen .*{said}")

    def test_several_values_are_several_messages(self):
        url = self.serve(listen=("tcp://127.0.0.1:0?values=2",)).urls[0]
        with wire.Stream(url) as peer:
            peer.send(wire.frame(wire.request(1, "ping") +
                                 wire.request(2, "echo", [7])))
            self.assertEqual(peer.message(), [1, 1, None, []])
            self.assertEqual(peer.message(), [1, 2, None, [7]])
            peer.send(wire.frame(3 * wire.request(3, "ping")))
            self.assertEqual(peer.message()[:2], [2, "error"])
            peer.send(wire.framed_request(4, "ping"))
            self.assertEqual(peer.message()[1], 4)

    def test_two_servers_do_not_take_one_file_from_each_other(self):
        """Both find the file that a killed server has left."""
        for _ in range(5):
            with socket.socket(socket.AF_UNIX) as left:
                left.bind(str(self.folder / "race"))
            both = [self.start("--listen", self.unix("race"),
                               program=programs.MSGWIRED) for _ in range(2)]
            ready = [each for each in both if each.stdout.readline()]
            self.assertEqual(len(ready), 1)
            self.expect("call", self.unix("race"), "echo", "1", out=b"[1]\n")
            ready[0].terminate()
            for each in both:
                each.wait(programs.PATIENCE_S)


    def test_who_locks_the_folder_holds_a_server_up_for_a_moment_only(self):
        home = os.open(self.folder, os.O_RDONLY)
        self.addCleanup(os.close, home)
        fcntl.flock(home, fcntl.LOCK_EX)
        server = self.serve(listen=(self.unix("locked"),))
        self.expect("call", server.urls[0], "echo", "1", out=b"[1]\n")


class Peer:
    """A foreign service: it takes connections, one after another, greets each
    and hands it to `serve`, which reads and writes bytes."""

    def __init__(self, case, serve):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.socket.getsockname()[1]}"
        self.serve = serve
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        case.addCleanup(thread.join, programs.PATIENCE_S)
        case.addCleanup(self.socket.shutdown, socket.SHUT_RDWR)

    def _run(self):
        try:
            while True:
                with self.socket.accept()[0] as peer:
                    self.serve(peer)
        except OSError:
            pass


def read_all(peer):
    data = b""
    while more := peer.recv(65536):
        data += more
    return data


class Clients(Case):
    def test_a_tarantool_like_service_is_spoken_with(self):
        """It greets with 128 bytes; a frame is a header and a body."""
        got = []

        def serve(peer):
            peer.sendall(GREETING)
            got.append(peer.recv(65536))
            header, body = packing.pack({0: 0, 1: 7}), packing.pack({48: [1]})
            length = len(header) + len(body)
            peer.sendall(packing.pack(length) + header + body)
            peer.recv(1)

        url = Peer(self, serve).url
        words = ('{"$map":[[0,64],[1,7]]}', '{"$map":[]}', "--reply")
        out = b'{"$map":[[0,0],[1,7]]}\n{"$map":[[48,[1]]]}\n'
        self.expect("send", url + "?framing=msgpack-int&preamble=128&values=2",
                    *words, out=out)
        self.expect("send", url, "-F", "msgpack-int", "--preamble", "128",
                    "--values", "2", *words, out=out)
        frame = bytes.fromhex("ce00000006 8200400107 80")
        self.assertEqual(got, [frame, frame])

    def test_a_preamble_is_shown_under_trace(self):
        def serve(peer):
            peer.sendall(GREETING + b"\0\0\0\1\7")
            peer.recv(1)

        peer = Peer(self, serve)
        said = self.expect("send", peer.url + "?preamble=128", "1", "--reply",
                           "--trace", out=b"7\n", err="Tarantool 2.11.0")
        self.assertEqual(said, b"7\n")

    def test_a_greeting_is_sent_first(self):
        got = []
        peer = Peer(self, lambda peer: got.append(read_all(peer)))
        for words in (("--greeting", "hi"), ("--greeting", "0x6869")):
            self.expect("send", peer.url, "1", *words)
        self.expect("send", peer.url + "?greeting=%68i", "1")
        self.assertEqual(got, 3 * [b"hi\0\0\0\1\1"])

    def test_a_peer_of_another_framing_is_guessed_to_be_one(self):
        def serve(peer):
            peer.sendall(GREETING)
            read_all(peer)

        self.expect("call", Peer(self, serve).url, "ping", status=5,
                    err=r"is its framing u32be\? see --framing and --preamble")

    def test_values_are_grouped_in_frames(self):
        got = []
        url = Peer(self, lambda peer: got.append(read_all(peer))).url
        numbers = b"".join(b"%d\n" % number for number in range(1, 6))
        frames = bytes.fromhex("00000002 0102 00000002 0304 00000001 05")
        self.expect("send", url, "--values", "2", stdin=numbers)
        self.expect("send", url + "?values=2", *numbers.decode().split())
        self.assertEqual(got, [frames, frames])

    def test_values_before_a_bad_one_are_sent(self):
        got = []
        url = Peer(self, lambda peer: got.append(read_all(peer))).url
        self.expect("send", url, "--values", "9", stdin=b"1 2 ]", status=6,
                    err="value 3|line 1")
        self.assertEqual(got, [bytes.fromhex("00000002 0102")])

    def test_a_stream_of_values_in_frames_has_its_replies(self):
        url = self.serve(listen=("tcp://127.0.0.1:0?values=64",)).urls[0]
        numbers = b"".join(b"%d\n" % number for number in range(1000))
        self.expect("call", url, "echo", "-", stdin=numbers,
                    out=b"".join(b"[%s]\n" % number
                                 for number in numbers.split()))

    def test_the_system_has_what_was_asked_for(self):
        """As ss(8) tells: a timer, and twice the buffers."""
        if shutil.which("ss") is None:
            self.skipTest("no ss")
        url = self.serve(listen=("tcp://127.0.0.1:0",)).urls[0]
        port = url.rpartition(":")[2]
        for words in (("--keepalive", "77s", "--rcvbuf", "100Ki",
                       "--sndbuf", "200Ki"),
                      ("?keepalive=77s&rcvbuf=100Ki&sndbuf=200Ki",)):
            with self.subTest(words=words):
                there = url + (words[0] if len(words) == 1 else "")
                client = self.start("send", there, "-",
                                    *(words if len(words) > 1 else ()))
                said = programs.until(
                    lambda: self.sockets(f"dst 127.0.0.1:{port}"),
                    "the client's socket")
                self.assertRegex(said, r"timer:\(keepalive,1min1[67]")
                self.assertIn(f"rb{200 << 10},", said)
                self.assertIn(f"tb{400 << 10},", said)
                client.stdin.close()
                self.assertEqual(client.wait(programs.PATIENCE_S), 0)

    def sockets(self, which):
        """What ss tells of established ones; nothing if there are none."""
        return subprocess.run(["ss", "-Htnomi", "state", "established", which],
                              capture_output=True, text=True,
                              check=True).stdout

    def test_datagrams_have_the_hops_that_were_asked_for(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
            receiver.bind(("127.0.0.1", 0))
            receiver.settimeout(programs.PATIENCE_S)
            receiver.setsockopt(socket.IPPROTO_IP, IP_RECVTTL, 1)
            url = f"udp://127.0.0.1:{receiver.getsockname()[1]}"
            for words in ((url, "--ttl", "9"), (url + "?ttl=9",)):
                self.expect("send", *words[:1], "1", *words[1:])
                data, notes, _, _ = receiver.recvmsg(64, 64)
                self.assertEqual((data, notes[0][2][0]), (b"\1", 9))

    def test_it_speaks_from_the_address_it_was_given(self):
        came = []

        def serve(peer):
            came.append(peer.getpeername())
            read_all(peer)

        url = Peer(self, serve).url
        port = programs.free_port()
        self.expect("send", url, "1", "--bind", "127.0.0.9")
        self.expect("send", url, "1", "--bind", f"127.0.0.1:{port}")
        self.expect("send", url + "?bind=127.0.0.7", "1", "--bind",
                    "127.0.0.9")
        self.assertEqual([host for host, _ in came],
                         ["127.0.0.9", "127.0.0.1", "127.0.0.7"])
        self.assertEqual(came[1][1], port)
        self.expect("send", url, "1", "--bind", "192.0.2.99", status=3,
                    err="can't speak from that address")
        self.expect("send", url, "1", "--bind", "[::1]", status=3,
                    err="another family")

    def test_an_address_that_is_wrong_is_said_before_all_else(self):
        for url, said in (
                ("tcp://127.0.0.1:1?framing", "framing needs a value"),
                ("tcp://127.0.0.1:1?nodelya=on", "did you mean nodelay"),
                ("udp://127.0.0.1:1?values=2", "only for tcp and unix"),
                ("unix:/a?b", r'in a path "\?" is written %3F'),
                ("unix:/a%b", "two hex digits"),
                ("tcp://127.0.0.1:1?unix-mode=0600", "only for unix, not tcp"),
                ("unix:/a?unix-mode=0600", "only for who listens")):
            for verb in ("call", "send", "notify", "wait", "stats"):
                with self.subTest(verb=verb, url=url):
                    self.expect(verb, url, *["x"] * (verb in (
                        "call", "send", "notify")), status=2, err=said)

    def test_options_with_wrong_values_are_named(self):
        for words, said in (
                (("--values", "0"), "--values 0: expected 1 to 65536"),
                (("--preamble", "x"), "--preamble x: expected"),
                (("--greeting", "0x1"), "--greeting 0x1: expected pairs"),
                (("--bind", "nowhere"), "--bind: expected an address"),
                (("--ttl", "256"), "--ttl 256: expected 1 to 255"),
                (("--keepalive", "10h"), "--keepalive 10h: expected at most"),
                (("--rcvbuf", "2G"), "--rcvbuf 2G: expected at most")):
            with self.subTest(words=words):
                self.expect("call", "tcp://127.0.0.1:1", "x", *words,
                            status=2, err=said)

    def test_options_that_do_not_matter_there_do_no_harm(self):
        url = self.serve(listen=("udp://127.0.0.1:0",)).urls[0]
        self.expect("call", url, "echo", "1", "--framing", "none", "--nodelay",
                    "--keepalive", "1s", "--values", "2", "--ttl", "9",
                    "--rcvbuf", "64Ki", "--sndbuf", "64Ki", "--delay",
                    out=b"[1]\n")

    def test_encode_puts_values_in_frames_and_decode_takes_them_out(self):
        numbers = b"1\n2\n3\n"
        options = ("-F", "msgpack-int", "--values", "2")
        frames = bytes.fromhex("ce00000002 0102 ce00000001 03")
        self.expect("encode", *options, stdin=numbers, out=frames)
        self.expect("decode", *options, stdin=frames, out=numbers)
        self.expect("encode", *options, stdin=b"1 2 3 ]", out=frames,
                    status=6, err="value 4|line 1")
        self.expect("encode", "--values", "2", status=2,
                    err="expected --framing too")


if __name__ == "__main__":
    suite.main()
