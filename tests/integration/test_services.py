"""What the server answers, by the letter of schema/messages.json."""
import json
import time

from support import packing, programs, suite, wire

SCHEMA = json.loads((suite.TOP / "schema/messages.json").read_text("utf-8"))
PAD = "x" * 300  # so that over UDP there is room for a whole error


class Services(suite.Case):
    def dial_all(self, *options):
        server = self.serve(*options, listen=(*programs.LOOPBACK, self.unix()))
        for url in server.urls:
            peer = wire.dial(url)
            self.addCleanup(peer.socket.close)
            yield peer

    def dial(self, *options):
        return next(self.dial_all(*options))

    def refused(self, peer, code, method, *params):
        """Returns the error, which must have this code and one sentence."""
        error, result = peer.call(method, *params)
        self.assertIsNone(result)
        self.assertEqual(error["code"], code)
        self.assertRegex(error["message"], r"\A[^\n]*[^.\n]\Z")
        return error

    def test_describe_agrees_with_the_schema(self):
        error, result = self.dial().call("describe")
        said = dict(result)
        self.assertIsNone(error)
        self.assertEqual(said["server"], "msgwired")
        self.assertEqual(said["protocol"], SCHEMA["protocol"])
        self.assertEqual(dict(said["limits"]), {
            limit["name"]: limit["default"] for limit in SCHEMA["limits"]})
        methods = {dict(method)["name"]: dict(method)
                   for method in said["methods"]}
        self.assertEqual(list(methods),
                         [row["name"] for row in SCHEMA["methods"]])
        for row in SCHEMA["methods"]:
            for key in ("params", "result", "since", "summary"):
                self.assertEqual(methods[row["name"]][key], row[key])

    def test_describe_tells_one_method_when_it_is_named(self):
        peer = self.dial()
        for row in SCHEMA["methods"]:
            _, said = peer.call("describe", row["name"])
            self.assertEqual(dict(said)["summary"], row["summary"])
        error = self.refused(peer, wire.INVALID_PARAMS, "describe", "nosuch")
        self.assertEqual(dict(error["data"]), {"path": "params[0]"})
        self.assertIn("nosuch", error["message"])

    def test_stats_has_every_name_of_the_schema(self):
        _, said = self.dial().call("stats")
        self.assertEqual(set(dict(said)),
                         {row["name"] for row in SCHEMA["stats"]})
        self.assertTrue(all(type(count) is int and count >= 0
                            for _, count in said))

    def test_counters_move_with_what_happens(self):
        server = self.serve()
        with wire.Stream(server.url("tcp")) as peer, \
                wire.Stream(server.url("tcp")) as other, \
                wire.Datagrams(server.url("udp")) as lone:
            before = dict(peer.call("stats")[1])
            other.send(wire.frame(b"\xc1"))
            other.message()
            other.call("no such method")
            other.send(wire.frame(packing.pack([2, "ping", []])))
            other.call("echo", "x" * 1000)
            lone.call("echo", 1)
            lone.send(b"\xc1")
            lone.call("ping")
            after = dict(peer.call("stats")[1])
        moved = {name: after[name] - before[name] for name in after}
        for name, least in (("requests_in", 5), ("notifications_in", 1),
                            ("errors_sent", 2), ("frames_in", 5),
                            ("frames_out", 4), ("bytes_in", 1000),
                            ("bytes_out", 1000), ("datagrams_in", 3),
                            ("datagrams_out", 2), ("datagrams_bad", 1),
                            ("frames_bad", 1)):
            with self.subTest(name=name):
                self.assertGreaterEqual(moved[name], least)
        self.assertEqual(after["connections"], 2)
        self.assertEqual(moved["datagrams_bad"], 1)
        self.assertEqual(moved["frames_bad"], 1)

    def test_unknown_methods_are_told_by_name(self):
        for peer in self.dial_all():
            for method in ("nosuch", "Echo", "echo ", "subscribe", "publish",
                           "register", "authenticate", "e" * 255):
                with self.subTest(method=method):
                    error = self.refused(peer, wire.METHOD_NOT_FOUND, method,
                                         PAD)
                    self.assertIn(method[:20], error["message"])

    def test_what_is_repeated_of_a_request_is_short_and_escaped(self):
        peer = self.dial()
        error = self.refused(peer, wire.METHOD_NOT_FOUND,
                             "\x1b[31m\n\t\x7f\u009b" + "z" * 200)
        self.assertLess(len(error["message"]), 200)
        self.assertRegex(error["message"], r"\A[ -~]+\Z")

    def test_wrong_params_are_told_with_their_path(self):
        wrong = (("upper", [1, PAD], "params[0]"),
                 ("upper", [PAD, None], "params[1]"),
                 ("upper", ["a", PAD, b"c"], "params[2]"),
                 ("upper", ["\udcff", PAD], "params[0]"),
                 ("time", [PAD], "params"), ("stats", [PAD], "params"),
                 ("describe", [[PAD]], "params[0]"),
                 ("describe", [PAD], "params[0]"),
                 ("describe", ["echo", PAD], "params"))
        for peer in self.dial_all():
            for method, params, path in wrong:
                with self.subTest(method=method, path=path):
                    error = self.refused(peer, wire.INVALID_PARAMS, method,
                                         *params)
                    self.assertEqual(dict(error["data"]), {"path": path})
                    self.assertIn(path, error["message"])

    def test_ping_and_echo_take_anything(self):
        params = [None, True, -1, 1.5, "text", b"bin", [], packing.Map(),
                  packing.Ext(7, b"x"), [[["deep"]]]]
        for peer in self.dial_all():
            for method in ("ping", "echo"):
                error, result = peer.call(method, *params)
                self.assertIsNone(error)
                self.assertEqual(packing.pack(result), packing.pack(params))

    def test_upper_keeps_one_string_for_one(self):
        peer = self.dial()
        self.assertEqual(peer.call("upper"), (None, []))
        self.assertEqual(peer.call("upper", "", "aß", "ŉ", "a\0b", "ﬁ"),
                         (None, ["", "Aß", "ŉ", "A\0B", "ﬁ"]))
        self.assertEqual(peer.call("upper", "ı" * 100000),
                         (None, ["I" * 100000]))

    def test_time_is_the_clock_in_its_shortest_form(self):
        _, stamp = self.dial().call("time")
        self.assertEqual(stamp.type, -1)
        self.assertEqual(len(stamp.data), 8)
        seconds = int.from_bytes(stamp.data, "big") & (1 << 34) - 1
        self.assertLess(abs(seconds - time.time()), 120)

    def test_a_method_may_be_a_bin_and_a_msgid_of_any_width(self):
        peer = self.dial()
        for msgid in (b"\x07", b"\xcc\x07", b"\xcd\0\x07", b"\xce\0\0\0\x07",
                      b"\xcf" + b"\0" * 7 + b"\x07", b"\xd0\x07",
                      b"\xd1\0\x07", b"\xd2\0\0\0\x07",
                      b"\xd3" + b"\0" * 7 + b"\x07"):
            with self.subTest(msgid=msgid):
                peer.send(wire.frame(b"\x94\0" + msgid + b"\xc4\x04ping\x90"))
                self.assertEqual(peer.message(), [1, 7, None, []])
        self.assertEqual(peer.call("ping", msgid=2**32 - 1), (None, []))

    def test_a_public_peer_reads_its_own_describe(self):
        """The client prints what the server says, as JSON that any reads."""
        url = self.serve().url("tcp")
        line = self.expect("describe", url, out=None)
        self.assertEqual(json.loads(line)["server"], "msgwired")
        line = self.expect("stats", url, out=None)
        self.assertGreaterEqual(json.loads(line)["connections"], 1)


if __name__ == "__main__":
    suite.main()
