"""How a server is set up: where it listens, and limits that really limit."""
import os
import pathlib
import socket
import stat
import time

from support import packing, programs, suite, wire

TCP = ("tcp://127.0.0.1:0",)
FRAMINGS = ("u32be", "none", "msgpack-int", "varint", "u32le", "u16be")


class Addresses(suite.Case):
    def refused(self, *listen, status=3, said="in use"):
        words = [word for url in listen for word in ("--listen", url)]
        ended, out, err = self.run_program(*words, program=programs.MSGWIRED)
        self.assertEqual((ended, out), (status, b""), err)
        self.assertRegex(err, r"\Amsgwired: [^\n]*[^.\n]\n\Z")
        self.assertRegex(err, said)
        self.assertIn(listen[-1], err)

    def test_all_addresses_are_served_at_once_and_told_in_order(self):
        listen = (*programs.LOOPBACK, "udp://[::1]:0", self.unix("a"),
                  self.unix("b"), "tcp://localhost:0")
        server = self.serve(listen=listen)
        self.assertEqual([url.partition(":")[0] for url in server.urls],
                         [url.partition(":")[0] for url in listen])
        for url in server.urls:
            self.assertFalse(url.endswith(":0"))
            with wire.dial(url) as peer:
                self.assertEqual(peer.call("ping"), (None, []))

    def test_a_busy_port_is_3_and_nothing_else_is_served(self):
        server = self.serve(listen=(*programs.LOOPBACK, self.unix()))
        for url in server.urls:
            with self.subTest(url=url):
                self.refused("tcp://127.0.0.1:0", url)

    def test_a_port_may_be_shared_when_asked_for(self):
        first = self.serve("--reuse-port", listen=TCP)
        second = self.serve("--reuse-port", listen=first.urls)
        self.assertEqual(second.urls, first.urls)

    def test_a_restarted_server_takes_its_port_at_once(self):
        first = self.serve(listen=TCP)
        with wire.Stream(first.urls[0]) as peer:
            peer.call("ping")
            self.assertEqual(first.stop(), 0)  # its end is left to time out
        self.assertEqual(self.serve(listen=first.urls).urls, first.urls)

    def test_an_address_that_is_not_here_is_3(self):
        self.refused("unix:/nosuch/folder/socket", said="No such file")

    def test_without_addresses_the_runtime_folder_has_a_socket(self):
        """Run in a folder of its own; the usual ports may be taken, by others
        or by a test beside this one."""
        env = programs.environment(XDG_RUNTIME_DIR=str(self.folder))
        running = self.start(program=programs.MSGWIRED, env=env)
        first = running.stdout.readline().decode()
        if not first:
            self.assertEqual(running.wait(programs.PATIENCE_S), 3)
            self.skipTest("port 6749 is taken: " +
                          running.stderr.read().decode().strip())
        lines = [first] + [running.stdout.readline().decode()
                           for _ in range(2 + 2 * socket.has_ipv6)]
        self.assertEqual(lines[0], "listening tcp://127.0.0.1:6749\n")
        self.assertEqual(lines[1], "listening udp://127.0.0.1:6749\n")
        self.assertEqual(lines[-1],
                         f"listening unix:{self.folder}/msgwire.sock\n")
        running.terminate()
        self.assertEqual(running.wait(programs.PATIENCE_S), 0)

    def test_a_file_that_is_no_socket_stays_what_it_is(self):
        path = self.folder / "socket"
        path.write_text("precious")
        self.refused(self.unix(), said="is no socket")
        self.assertEqual(path.read_text(), "precious")

    def test_a_socket_that_another_has_bound_meanwhile_is_not_removed(self):
        server = self.serve(listen=(self.unix(),))
        path = pathlib.Path(server.urls[0].removeprefix("unix:"))
        path.unlink()
        other = self.serve(listen=(self.unix(),))
        self.assertEqual(server.stop(), 0)
        with wire.Stream(other.urls[0]) as peer:
            self.assertEqual(peer.call("ping"), (None, []))

    def test_a_socket_file_is_its_owners_unless_told_else(self):
        for words, mode in (((), 0o600), (("--unix-mode", "0666"), 0o666)):
            with self.subTest(words=words):
                name = f"socket{mode}"
                self.serve(*words, listen=(self.unix(name),))
                found = os.stat(self.folder / name).st_mode
                self.assertEqual(stat.S_IMODE(found), mode)

    def test_it_serves_without_stdin_stdout_and_stderr(self):
        url = self.unix()
        for closed in ("<&-", "<&- 2>&-", "<&- >&- 2>&-"):
            with self.subTest(closed=closed):
                running = self.start(
                    "-c", f'exec "$0" --listen {url} {closed}',
                    programs.MSGWIRED, program="/bin/bash")
                self.expect("wait", url)
                self.expect("call", url, "echo", "1", out=b"[1]\n")
                with wire.Stream(url) as peer:  # what would be logged
                    peer.send(b"\0\0\0\0")
                    self.assertEqual(len(list(peer.messages())), 1)
                running.terminate()
                self.assertEqual(running.wait(programs.PATIENCE_S), 0)


class Limits(suite.Case):
    def dial(self, *options, listen=TCP):
        peer = wire.Stream(self.serve(*options, listen=listen).urls[0])
        self.addCleanup(peer.socket.close)
        return peer

    def test_each_limit_is_told_by_describe(self):
        options = {"--max-frame": (70000, "70000"), "--max-depth": (9, "9"),
                   "--max-datagram": (1000, "1000"), "--max-bad": (3, "3"),
                   "--max-connections": (17, "17"),
                   "--out-high": (65536, "64Ki"), "--out-low": (1024, "1Ki"),
                   "--max-buffered": (1 << 26, "64Mi"),
                   "--turn-bytes": (4096, "4Ki"), "--frame-rate": (1000, "1k"),
                   "--frame-timeout": (1500, "1500ms"),
                   "--stall-timeout": (7000, "7s"),
                   "--linger-timeout": (250, "250ms"),
                   "--idle-timeout": (3_600_000, "1h")}
        words = [f"{name}={text}" for name, (_, text) in options.items()]
        _, said = self.dial(*words).call("describe")
        self.assertEqual(dict(dict(said)["limits"]), {
            name.removeprefix("--").replace("timeout", "ms").replace("-", "_"):
                value for name, (value, _) in options.items()})

    def test_max_frame_is_the_longest_body(self):
        peer = self.dial("--max-frame", "100")
        room = 100 - len(wire.request(1, "echo", ["x" * 50])) + 50
        self.assertEqual(peer.call("echo", "x" * room), (None, ["x" * room]))
        peer.send(wire.framed_request(1, "echo", ["x" * (room + 1)]))
        (told,) = peer.messages()
        self.assertEqual(wire.code(told), wire.FRAME_TOO_LARGE)

    def test_an_answer_longer_than_max_frame_is_an_error(self):
        peer = self.dial("--max-frame", "100")
        error, _ = peer.call("describe")
        self.assertEqual(error["code"], wire.FRAME_TOO_LARGE)
        self.assertEqual(peer.call("ping"), (None, []))

    def test_the_clients_max_frame_holds_too(self):
        url = self.serve(listen=TCP).urls[0]
        self.expect("call", url, "echo", "x" * 200, "--max-frame", "100",
                    status=5, err="100")
        self.expect("describe", url, "--max-frame", "100", status=5,
                    err="from the peer: .*100")

    def test_max_depth_counts_the_message_itself(self):
        peer = self.dial("--max-depth", "5")
        self.assertEqual(peer.call("echo", [[[]]]), (None, [[[[]]]]))
        peer.send(wire.framed_request(1, "echo", [[[[]]]]))
        peer.message()
        peer.send(wire.framed_request(1, "echo", [[[[[]]]]]))
        self.assertEqual(wire.code(peer.message()), wire.PARSE_ERROR)
        self.assertEqual(peer.call("ping"), (None, []))

    def test_idle_peers_are_closed_and_others_are_not(self):
        peer = self.dial("--idle-timeout", "400ms")
        url = f"tcp://127.0.0.1:{peer.socket.getpeername()[1]}"
        with wire.Stream(url) as silent:
            silent.call("ping")
            deadline = time.monotonic() + 1.0
            while time.monotonic() < deadline:  # busy, and so not idle
                self.assertEqual(peer.call("ping"), (None, []))
            list(silent.messages())  # whatever it is told, it is the end
        self.assertEqual(dict(peer.call("stats")[1])["idle_closed"], 1)

    def test_max_buffered_makes_the_largest_pay(self):
        peer = self.dial("--max-buffered", "4Mi", "--out-high", "16Mi")
        url = f"tcp://127.0.0.1:{peer.socket.getpeername()[1]}"
        with wire.Stream(url, rcvbuf=4096) as hog:
            hog.socket.settimeout(2)
            try:
                for _ in range(30):
                    hog.send(wire.framed_request(1, "echo", ["x" * 800_000]))
            except OSError:
                pass  # closed, or read no more
            self.assertEqual(peer.call("ping"), (None, []))
            stats = dict(peer.call("stats")[1])
        self.assertEqual(stats["over_budget_closed"], 1)
        self.assertLess(stats["buffered"], 4 << 20)

    def test_each_framing_is_spoken_by_both(self):
        for framing in FRAMINGS:
            with self.subTest(framing=framing):
                words = ("--max-frame", "60000") if framing == "u16be" else ()
                url = self.serve("--framing", framing, *words,
                                 listen=TCP).urls[0]
                self.expect("call", url, "upper", "ab", "-F", framing,
                            out=b'["AB"]\n')
                self.expect("call", url, "echo", "-", "-F", framing,
                            stdin=b"1 [2] {}", out=b"[1]\n[[2]]\n[{}]\n")

    def test_other_framings_lose_the_boundary_with_an_error(self):
        for framing, broken in (("none", b"\xc1"), ("msgpack-int", b"\xc0"),
                                ("varint", b"\xff" * 5), ("u32le", b"\0" * 4),
                                ("u16be", b"\0\0")):
            with self.subTest(framing=framing):
                words = ("--max-frame", "60000") if framing == "u16be" else ()
                peer = self.dial("--framing", framing, *words)
                peer.send(broken)
                said = b""
                while chunk := peer.socket.recv(4096):
                    said += chunk
                begin = said.index(b"\x93\x02\xa5error")
                self.assertEqual(wire.code(packing.parse(said, begin)[0]),
                                 wire.PARSE_ERROR)

    def test_every_other_option_does_no_harm(self):
        for words in (("--no-nodelay",), ("--rcvbuf", "64Ki"),
                      ("--sndbuf", "64Ki"), ("--keepalive", "30s"),
                      ("--congestion", "reno"), ("--spin", "100us"),
                      ("--backlog", "1"), ("--v6-only",)):
            with self.subTest(words=words):
                url = self.serve(*words, listen=TCP).urls[0]
                self.expect("call", url, "echo", "-",
                            stdin=b"1\n" * 1000, out=b"[1]\n" * 1000)

    def test_hostile_peers_do_not_fill_the_log(self):
        server = self.serve(listen=TCP)
        for _ in range(20):
            with wire.Stream(server.urls[0]) as peer:
                peer.send(wire.frame(b"\xc1\x1b[31m") * 50)
                list(peer.messages())
        server.stop()
        self.assertLess(len(server.said().splitlines()), 120)
        self.assertNotRegex(server.said(), r"[\x00-\x09\x0b-\x1f\x7f]")


if __name__ == "__main__":
    suite.main()
