"""`msgwire proxy`: what passes through it, what it shows, and how it ends."""
import json
import shutil
import signal
import socket
import struct
import unittest

from support import packing, programs, suite, wire
from support.listening import listen, relay

TCP = "tcp://127.0.0.1:0"
UDP = "udp://127.0.0.1:0"


class Raw:
    """A server of one connection that the test speaks for, byte by byte."""

    def __init__(self, case):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(wire.PATIENCE_S)
        case.addCleanup(self.listener.close)
        self.url = f"tcp://127.0.0.1:{self.listener.getsockname()[1]}"
        self.case = case

    def accept(self):
        peer, _ = self.listener.accept()
        peer.settimeout(wire.PATIENCE_S)
        self.case.addCleanup(peer.close)
        return peer


def exactly(stream, count):
    got = b""
    while len(got) < count:
        chunk = stream.recv(count - len(got))
        if not chunk:
            raise AssertionError(f"it ended after {got!r}")
        got += chunk
    return got


class Case(suite.Case):
    def between(self, url, target, *words, **popen):
        return relay(self, "proxy", url, target, *words, **popen)

    def raw(self, query="", *words):
        """(proxy, client, server): the client's and the server's ends."""
        server = Raw(self)
        proxy = self.between(TCP + query, server.url + query, *words)
        client = wire.Stream(proxy.url.partition("?")[0]).socket
        self.addCleanup(client.close)
        return proxy, client, server.accept()


class Pairs(Case):
    def test_any_transport_to_any(self):
        server = self.serve(listen=(TCP, UDP, self.unix("server")))
        for number, listen_at in enumerate((TCP, UDP, self.unix("proxy"))):
            for target in server.urls:
                with self.subTest(listen=listen_at, target=target):
                    proxy = self.between(listen_at, target)
                    self.expect("call", proxy.url, "upper", "hello",
                                out=b'["HELLO"]\n')
                    self.expect("call", proxy.url, "echo", "-",
                                stdin=b"1 2 3", out=b"[1]\n[2]\n[3]\n")
                    self.expect("notify", proxy.url, "nobody", "hears")
                    lines = [json.loads(proxy.out.next()) for _ in range(9)]
                    self.assertEqual(
                        [line["message"] for line in lines[:2]],
                        [[0, 0, "upper", ["hello"]], [1, 0, None, ["HELLO"]]])
                    proxy.signal(signal.SIGTERM)
                    self.assertEqual(proxy.wait(), -signal.SIGTERM)

    def test_each_sender_of_datagrams_gets_its_own_answers(self):
        server = self.serve(listen=(TCP,))
        proxy = self.between(UDP, server.url("tcp"), "-o", "none")
        peers = [wire.Datagrams(proxy.url) for _ in range(20)]
        for number, peer in enumerate(peers):
            self.addCleanup(peer.socket.close)
            peer.send(wire.request(5, "echo", [number]))
        for number, peer in enumerate(peers):
            self.assertEqual(peer.message(), [1, 5, None, [number]])

    def test_who_sends_no_more_datagrams_is_forgotten(self):
        server = self.serve(listen=(TCP,))
        proxy = self.between(UDP, server.url("tcp"), "-o", "none", "--idle",
                             "100ms")
        self.expect("call", proxy.url, "ping", out=b"[]\n")
        watch = wire.Stream(server.url("tcp"))
        self.addCleanup(watch.socket.close)
        programs.until(lambda: dict(watch.call("stats")[1])["connections"] == 1,
                       "its connection to be closed")
        self.expect("call", proxy.url, "ping", out=b"[]\n")

    def test_more_senders_than_it_keeps_are_served_in_turn(self):
        server = self.serve(listen=(UDP,))
        proxy = self.between(UDP, server.url("udp"), "-o", "none")
        for number in range(1100):
            with wire.Datagrams(proxy.url) as peer:
                peer.send(wire.request(1, "echo", [number]))
                self.assertEqual(peer.message(), [1, 1, None, [number]])

    def test_framings_may_differ(self):
        server = self.serve(listen=(TCP,))
        for framing in ("none", "varint", "msgpack-int", "u16be", "u32le"):
            proxy = self.between(f"{TCP}?framing={framing}",
                                 f"{server.url('tcp')}?framing=u32be", "-o",
                                 "none")
            self.assertTrue(proxy.url.endswith(f"?framing={framing}"))
            self.expect("call", proxy.url, "upper", "x" * 1000,
                        out=b'["' + b"X" * 1000 + b'"]\n')

    def test_a_frame_of_several_values_becomes_several_datagrams(self):
        listener = listen(self, UDP, count=1)
        proxy = self.between(f"{TCP}?values=3", listener.url, "-o", "none")
        self.expect("send", proxy.url, "1", '"two"', "[3]", "--values", "3")
        self.assertEqual([listener.out.text() for _ in range(3)],
                         ["1", '"two"', "[3]"])


class Untouched(Case):
    """Both sides speak one framing: the bytes are the same."""

    def passes(self, query, data, back=b""):
        proxy, client, server = self.raw(query, "-o", "none")
        client.sendall(data)
        self.assertEqual(exactly(server, len(data)), data)
        server.sendall(back)
        self.assertEqual(exactly(client, len(back)), back)
        return proxy

    def test_lengths_and_values_keep_their_width(self):
        self.passes("?framing=msgpack-int", b"\xcd\x00\x03\xcd\x00\x07",
                    b"\x03\xcd\x00\x07" + b"\xce\0\0\0\x01\x01")
        self.passes("?framing=varint", b"\x83\x00\xcd\x00\x07")
        self.passes("?framing=none", b"\xcd\x00\x07\xd9\x01x")

    def test_what_is_no_value_passes_and_is_told(self):
        bad = wire.frame(b"\xc1") + wire.frame(b"\x01\x01")
        proxy = self.passes("", bad + wire.frame(b"\x07"), bad)
        proxy.said(r"no value, passed in as it came: byte 0")
        proxy.said(r"no value, passed in as it came: byte 1")
        proxy.said(r"no value, passed out as it came: byte 0")

    def test_what_is_in_no_frame_passes_and_is_told(self):
        proxy = self.passes("", wire.frame(b"\x07") + b"GET / HTTP/1.1\r\n",
                            b"HTTP/1.1 200 OK\r\n\r\nhello")
        proxy.said("not in a frame, passed in as it came: .*1195725856 bytes")
        proxy.said("not in a frame, passed out as it came")

    def test_a_preamble_passes(self):
        target = Raw(self)
        proxy = self.between(
            TCP, f"{target.url}?framing=msgpack-int&preamble=5&values=2")
        self.assertIn("framing=msgpack-int&values=2", proxy.url)
        client = wire.Stream(proxy.url.partition("?")[0]).socket
        self.addCleanup(client.close)
        server = target.accept()
        server.sendall(b"hello\x02\x07\x08")
        self.assertEqual(exactly(client, 8), b"hello\x02\x07\x08")
        self.assertEqual([json.loads(proxy.out.next())["message"]
                          for _ in range(2)], [7, 8])

    def test_a_cut_frame_passes_before_the_end(self):
        _, client, server = self.raw()
        client.sendall(b"\0\0\0\x09\xa8wor")
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(exactly(server, 8), b"\0\0\0\x09\xa8wor")
        self.assertEqual(server.recv(1), b"")

    def test_a_datagram_that_is_no_value_passes(self):
        listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(listener.close)
        listener.settimeout(wire.PATIENCE_S)
        listener.bind(("127.0.0.1", 0))
        proxy = self.between(UDP, "udp://127.0.0.1:%d"
                             % listener.getsockname()[1])
        with wire.Datagrams(proxy.url) as peer:
            peer.send(b"\xc1")
            data, where = listener.recvfrom(100)
            self.assertEqual(data, b"\xc1")
            for answer in (b"\x01", b"\x02" * 1, b"\xc4\xff" + bytes(255)):
                listener.sendto(answer, where)
                self.assertEqual(peer.socket.recv(1000), answer)
        line = json.loads(proxy.out.next())
        self.assertEqual(line["direction"], "in")
        self.assertIn("byte 0", line["fault"])
        self.assertEqual(line["raw"], {"$bin": "wQ=="})

    def test_large_messages_pass_whole(self):
        server = self.serve(listen=(TCP,))
        proxy = self.between(TCP, server.url("tcp"), "-o", "none")
        text = "x" * (15 << 20)
        with wire.Stream(proxy.url) as peer:
            self.assertEqual(peer.call("echo", text), (None, [text]))


class TooLong(Case):
    def test_a_request_too_long_for_a_datagram_is_answered(self):
        server = self.serve(listen=(UDP,))
        proxy = self.between(TCP, server.url("udp"), "-o", "none")
        with wire.Stream(proxy.url) as peer:
            error, _ = peer.call("echo", "x" * 70000, msgid=9)
            self.assertEqual(dict(error)["code"], wire.TOO_LARGE_FOR_A_DATAGRAM)
            peer.send(wire.frame(packing.pack([2, "log", ["x" * 70000]])))
            kind, name, params = peer.message()
            self.assertEqual((kind, name), (2, "error"))
            self.assertEqual(dict(params[0])["code"],
                             wire.TOO_LARGE_FOR_A_DATAGRAM)
            self.assertEqual(peer.call("ping", 1), (None, [1]))
        proxy.said("not passed in: a datagram of 700[0-9]+ bytes, limit is "
                   "65507")
        proxy.signal(signal.SIGTERM)
        proxy.said("2 of 4 messages were not passed on")

    def test_an_answer_too_long_for_its_datagram_is_an_error(self):
        server = self.serve(listen=(TCP,))
        proxy = self.between(UDP, server.url("tcp"), "-o", "none")
        with wire.Datagrams(proxy.url) as peer:
            peer.send(wire.request(3, "describe"))
            kind, msgid, error, _ = peer.message()
            self.assertEqual((kind, msgid), (1, 3))
            self.assertEqual(dict(error)["code"], wire.TOO_LARGE_FOR_A_DATAGRAM)
        proxy.said("not passed out: an answer of [0-9]+ bytes, this datagram's "
                   "sender may get [0-9]+")

    def test_nobody_is_sent_what_nobody_asked_for(self):
        target = Raw(self)
        proxy = self.between(UDP, target.url, "-o", "none")
        with wire.Datagrams(proxy.url) as peer:
            peer.send(packing.pack([2, "log", []]))
            server = target.accept()
            self.assertEqual(exactly(server, 11)[4:],
                             packing.pack([2, "log", []]))
            server.sendall(wire.frame(b"\x07") + wire.frame(b"\x08"))
            proxy.said("no datagram of its sender is to be answered by it")
            peer.send(b"\x01")
            self.assertEqual(exactly(server, 5)[4:], b"\x01")
            server.sendall(wire.frame(b"\x09"))
            self.assertEqual(peer.message(), 9)

    def test_a_frame_too_long_for_the_other_framing_is_answered(self):
        server = self.serve(listen=(TCP,))
        proxy = self.between(f"{TCP}?framing=u32be",
                             f"{server.url('tcp')}?framing=u16be", "-o", "none")
        with wire.Stream(proxy.url.partition("?")[0]) as peer:
            error, _ = peer.call("echo", "x" * 70000)
            self.assertEqual(dict(error)["code"], wire.FRAME_TOO_LARGE)


class Ends(Case):
    def test_a_half_close_goes_through_both_ways(self):
        _, client, server = self.raw()
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(server.recv(1), b"")
        for number in range(3):  # it may talk on as long as it likes
            server.sendall(wire.frame(bytes([number])))
            self.assertEqual(exactly(client, 5)[4], number)
        server.shutdown(socket.SHUT_WR)
        self.assertEqual(client.recv(1), b"")

    def test_a_server_that_half_closes_first_hears_the_client_on(self):
        _, client, server = self.raw()
        server.shutdown(socket.SHUT_WR)
        self.assertEqual(client.recv(1), b"")
        client.sendall(wire.frame(b"\x07"))
        self.assertEqual(exactly(server, 5), wire.frame(b"\x07"))

    def test_a_server_that_dies_is_told_and_what_it_said_arrives(self):
        proxy, client, server = self.raw()
        said = b"".join(wire.frame(bytes([number])) for number in range(100))
        client.sendall(wire.frame(b"\x07"))
        exactly(server, 5)
        server.sendall(said)
        self.assertEqual(exactly(client, 5), said[:5])
        server.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                          struct.pack("ii", 1, 0))
        server.close()
        self.assertEqual(exactly(client, len(said) - 5), said[5:])
        self.assertEqual(client.recv(1), b"")
        proxy.said("127.0.0.1:[0-9]+: tcp://.*: the peer closed the connection")

    def test_a_client_that_dies_is_told(self):
        proxy, client, server = self.raw()
        client.sendall(wire.frame(b"\x07"))
        self.assertEqual(exactly(server, 5), wire.frame(b"\x07"))
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                          struct.pack("ii", 1, 0))
        client.close()
        self.assertEqual(server.recv(1), b"")
        proxy.said("127.0.0.1:[0-9]+: the peer closed the connection")

    def test_a_target_that_is_down_is_told_and_the_proxy_lives_on(self):
        port = programs.free_port()
        proxy = self.between(TCP, f"tcp://127.0.0.1:{port}", "-o", "none")
        for _ in range(2):
            with wire.Stream(proxy.url) as peer:
                kind, name, params = peer.message()
                self.assertEqual((kind, name), (2, "error"))
                self.assertIn("the target is not there",
                              dict(params[0])["message"])
                self.assertIsNone(peer.message())
            proxy.said("connection refused")
        self.serve(listen=(f"tcp://127.0.0.1:{port}",))
        self.expect("call", proxy.url, "ping", out=b"[]\n")

    def test_a_sender_of_datagrams_learns_that_the_target_is_down(self):
        port = programs.free_port()
        proxy = self.between(UDP, f"tcp://127.0.0.1:{port}", "-o", "none")
        with wire.Datagrams(proxy.url) as peer:
            peer.send(wire.request(4, "a-method-with-a-name-that-is-long-enough"
                                   "-for-an-answer", ["x" * 60]))
            _, msgid, error, _ = peer.message()
            self.assertEqual((msgid, dict(error)["code"]), (4, -32002))

    def test_a_signal_lets_what_is_due_pass(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            proxy, client, server = self.raw()
            client.sendall(wire.framed_request(1, "slow"))
            exactly(server, len(wire.framed_request(1, "slow")))
            proxy.signal(number)
            with self.assertRaises(OSError):
                while True:  # until it takes nobody new
                    wire.Stream(proxy.url).socket.close()
            answer = wire.frame(packing.pack([1, 1, None, "done"]))
            server.sendall(answer)
            self.assertEqual(exactly(client, len(answer)), answer)
            self.assertEqual(client.recv(1), b"")
            client.close()
            server.close()
            self.assertEqual(proxy.wait(), -number)


class Pressure(Case):
    @suite.needs_plain_build
    def test_slow_readers_do_not_make_it_grow(self):
        proxy, client, server = self.raw("", "-o", "none")
        before = programs.memory_kib(proxy.process.pid)
        message = wire.frame(b"\xc6" + struct.pack(">I", 1 << 16)
                             + bytes(1 << 16))
        for sender, receiver in ((client, server), (server, client)):
            sender.settimeout(0.5)
            sent = 0
            with self.assertRaises(TimeoutError):
                while sent < 1 << 30:
                    sent += sender.send(message[sent % len(message):])
            grown = programs.memory_kib(proxy.process.pid) - before
            self.assertLess(grown, 8 << 10)
            receiver.settimeout(wire.PATIENCE_S)
            exactly(receiver, sent - sent % len(message))

    @suite.needs_plain_build
    def test_output_that_nobody_reads_stops_the_conversation(self):
        proxy, client, server = self.raw()
        before = programs.memory_kib(proxy.process.pid)
        message = wire.frame(b"\xc6" + struct.pack(">I", 1 << 16)
                             + bytes(1 << 16))
        client.settimeout(0.5)
        server.setblocking(False)
        got = sent = 0
        with self.assertRaises(TimeoutError):
            while sent < 1 << 30:
                sent += client.send(message[sent % len(message):])
                try:
                    got += len(server.recv(1 << 20))
                except BlockingIOError:
                    pass
        self.assertLess(programs.memory_kib(proxy.process.pid) - before,
                        16 << 10)


class Showing(Case):
    def shows(self, *words):
        server = self.serve(listen=(TCP,))
        proxy = self.between(TCP, server.url("tcp"), *words)
        self.expect("call", proxy.url, "echo", "1", out=b"[1]\n")
        proxy.signal(signal.SIGTERM)
        out, _ = proxy.rest()
        return out

    def test_each_form(self):
        self.assertEqual(self.shows("-o", "none"), b"")
        self.assertEqual(self.shows("-o", "raw"),
                         packing.pack([0, 0, "echo", [1]])
                         + packing.pack([1, 0, None, [1]]))
        self.assertRegex(
            self.shows("-o", "pretty").decode(),
            r'^-> tcp://127.0.0.1:\d+\n\[0, 0, "echo", \[1\]\]\n'
            r"<- tcp://127.0.0.1:\d+\n\[1, 0, null, \[1\]\]\n$")
        self.assertRegex(self.shows("-o", "hex").decode(),
                         r"^-> tcp://\S+\n940000a46563686f9101\n"
                         r"<- tcp://\S+\n940100c09101\n$")
        self.assertRegex(self.shows("-o", "inspect").decode(),
                         r"(?s)^-> tcp.*echo.*\n<- tcp.*nil")
        first = packing.parse(self.shows("-o", "msgpack"))[0]
        self.assertEqual(dict(first)["message"], [0, 0, "echo", [1]])

    def test_envelopes_tell_all_and_can_be_sent_again(self):
        lines = self.shows("-o", "json", "--envelope")
        first, second = map(json.loads, lines.splitlines())
        self.assertEqual(list(first), ["time", "direction", "peer", "local",
                                       "transport", "bytes", "seq", "message"])
        self.assertEqual((first["direction"], second["direction"]),
                         ("in", "out"))
        self.assertEqual((first["seq"], second["seq"]), (1, 2))
        self.assertEqual(first["bytes"], 10)
        listener = listen(self, TCP, count=1)
        self.expect("send", "--envelope", listener.url, stdin=lines)
        self.assertEqual(listener.out.text(), '[0,0,"echo",[1]]')

    def test_trace_shows_both_sides_byte_by_byte(self):
        server = self.serve(listen=(TCP,))
        proxy = self.between(TCP, server.url("tcp"), "-o", "none", "--trace")
        self.expect("call", proxy.url, "echo", "1", out=b"[1]\n")
        proxy.signal(signal.SIGTERM)
        _, said = proxy.rest()
        self.assertEqual(said.count("request #0 echo"), 2, said)
        self.assertEqual(said.count("response #0"), 2, said)

    def test_a_context_is_a_target(self):
        env = programs.environment(XDG_CONFIG_HOME=str(self.folder))
        server = self.serve(listen=(TCP,))
        self.expect("context", "add", "here", server.url("tcp"), env=env)
        proxy = self.between(TCP, "@here", "-o", "none", env=env)
        self.expect("call", proxy.url, "ping", out=b"[]\n")

    def test_bad_words_are_refused(self):
        self.expect("proxy", TCP, status=2, err="expected LISTEN TARGET")
        self.expect("proxy", TCP, "ftp://x", status=2,
                    err="TARGET: expected tcp://")
        self.expect("proxy", "tcp://127.0.0.1:x", TCP, status=2, err="port")
        self.expect("proxy", "tcp://192.0.2.1:1", "tcp://127.0.0.1:1",
                    status=3, err="192.0.2.1")


class Services(Case):
    @unittest.skipIf(shutil.which("nvim") is None, "no nvim")
    def test_neovim_through_it(self):
        path = self.folder / "nvim"
        home = str(self.folder)
        self.start("--headless", "--clean", "--listen", str(path),
                   program=shutil.which("nvim"),
                   env=programs.environment(HOME=home, XDG_RUNTIME_DIR=home,
                                            XDG_STATE_HOME=home))
        programs.until(lambda: programs.listens(path),
                       "Neovim's socket")
        proxy = self.between(TCP, f"unix:{path}?framing=none")
        self.expect("call", proxy.url, "nvim_eval", '"6*7"', out=b"42\n")
        self.assertEqual(json.loads(proxy.out.next())["message"],
                         [0, 0, "nvim_eval", ["6*7"]])

    @unittest.skipIf(shutil.which("tarantool") is None, "no tarantool")
    def test_tarantool_through_it(self):
        where = self.folder / "tarantool"
        init = self.folder / "init.lua"
        init.write_text("box.cfg{listen = arg[1], work_dir = arg[2], "
                        "wal_mode = 'none', memtx_memory = 33554432, "
                        "log = 'log'}", encoding="utf-8")
        self.start(str(init), f"unix/:{where}", str(self.folder),
                   program=shutil.which("tarantool"))
        programs.until(lambda: programs.listens(where),
                       "Tarantool's socket")
        proxy = self.between(TCP, f"unix:{where}?framing=msgpack-int"
                             "&preamble=128&values=2")
        header = self.expect("send", f"{proxy.url}&preamble=128",
                             '{"$map":[[0,64],[1,5]]}', "--reply", out=None)
        self.assertIn(b"[1,5]", header)


if __name__ == "__main__":
    suite.main()
