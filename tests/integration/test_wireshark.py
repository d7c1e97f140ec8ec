"""The dissector in Wireshark's own reader: what tshark says of captures."""
import json
import shutil
import struct
import subprocess
import unittest

from support import packing, programs, suite, wire
from support.capture import Capture
from support.suite import Case
from support.wire import frame, request

TSHARK = shutil.which("tshark")
SCRIPT = suite.TOP / "schema/wireshark/msgwire.lua"
PORT = 6749


def response(msgid, result, error=None):
    return packing.pack([1, msgid, error, result])


def notification(method, *params):
    return packing.pack([2, method, list(params)])


@unittest.skipIf(TSHARK is None, "no tshark")
class Wireshark(Case):
    def tshark(self, capture, *words):
        path = self.folder / "capture.pcap"
        if capture is not None:
            capture.write(path)
        ended = subprocess.run(
            [TSHARK, "-n", "-2", "-X", f"lua_script:{SCRIPT}", "-r", path,
             *words], capture_output=True, text=True, check=False,
            timeout=programs.PATIENCE_S,
            env=programs.environment(HOME=str(self.folder), TZ="UTC"))
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertNotIn("Lua Error", ended.stdout + ended.stderr)
        return ended.stdout

    def infos(self, capture, *words):
        """The info column of the packets that are ours, as lists."""
        out = self.tshark(capture, "-Y", "msgwire", "-T", "fields", "-e",
                          "_ws.col.Info", *words)
        return [line.split(", ") for line in out.splitlines()]

    def fields(self, capture, *names):
        """For each packet of ours the values of fields, as lists."""
        words = [word for name in names for word in ("-e", f"msgwire.{name}")]
        out = self.tshark(capture, "-Y", "msgwire", "-T", "fields", *words)
        return [[cell.split(",") if cell else [] for cell in line.split("\t")]
                for line in out.splitlines()]

    def experts(self, capture, kind):
        return self.tshark(capture, "-Y", f"msgwire.{kind}", "-T", "fields",
                           "-e", "frame.number").split()

    def conversation(self):
        capture = Capture(PORT)
        capture.connect()
        capture.say(0, frame(request(7, "upper", ["hi"])))
        capture.say(1, frame(response(7, ["HI"])))
        return capture

    def test_the_info_column_says_what_each_message_is(self):
        capture = self.conversation()
        capture.say(0, frame(request(8, "nosuch")))
        capture.say(1, frame(response(8, None, {"code": -32601,
                                                "message": "no"})))
        capture.say(1, frame(notification("error", {"code": -32700,
                                                    "message": "no"})))
        capture.say(0, frame(notification("hello")))
        self.assertEqual(self.infos(capture), [
            ["call #7 upper"], ["reply #7"], ["call #8 nosuch"],
            ["error -32601 to #8"], ["error -32700"], ["notify hello"]])

    def test_a_frame_cut_anywhere_is_put_together(self):
        whole = frame(request(7, "upper", ["hi"]))
        capture = Capture(PORT)
        capture.connect()
        for cut in range(1, len(whole)):
            capture.say(0, whole[:cut], whole[cut:])
        self.assertEqual(self.infos(capture),
                         [["call #7 upper"]] * (len(whole) - 1))

    def test_frames_that_share_packets_are_told_apart(self):
        capture = Capture(PORT)
        capture.connect()
        frames = b"".join(frame(request(n, "m")) for n in range(4))
        capture.say(0, frames[:15], frames[15:])
        self.assertEqual(self.infos(capture), [
            ["call #0 m"], ["call #1 m", "call #2 m", "call #3 m"]])

    def test_requests_and_responses_are_linked_with_the_time_between(self):
        capture = self.conversation()
        rows = self.fields(capture, "response_in", "request_in", "time")
        self.assertEqual(rows, [[["5"], [], []],
                                [[], ["4"], ["0.001500000"]]])

    def test_a_msgid_used_again_is_linked_in_order(self):
        capture = self.conversation()
        capture.say(0, frame(request(7, "again")))
        capture.say(1, frame(response(7, [])))
        rows = self.fields(capture, "response_in", "request_in")
        self.assertEqual(rows, [[["5"], []], [[], ["4"]],
                                [["7"], []], [[], ["6"]]])

    def test_several_of_one_packet_are_linked_each_by_itself(self):
        capture = Capture(PORT)
        capture.connect()
        asked = frame(request(1, "a")) + frame(request(2, "b"))
        capture.say(0, asked[:6], asked[6:])
        capture.say(1, frame(response(2, [])))
        capture.say(1, frame(response(1, [])))
        rows = self.fields(capture, "response_in", "request_in")
        self.assertEqual(rows, [[["7", "6"], []], [[], ["5"]], [[], ["5"]]])

    def test_the_whole_tree_is_there_with_its_types(self):
        value = packing.Map([
            ("nil", None), ("bool", True), ("int", -33), ("uint", 2**64 - 1),
            ("float", packing.Float(32, 0x3fc00000)), ("double", 0.1),
            ("str", "ñ"), ("bin", b"\0\1"), ("ext", packing.Ext(5, b"w")),
            ("time", packing.Ext(-1, struct.pack(">I", 1610612736))),
            ("array", [1, [2]]), (1, "by number")])
        capture = Capture(PORT)
        capture.connect()
        capture.say(0, frame(request(1, "m", [value])))
        shown = self.tshark(capture, "-O", "msgwire")
        for line in (
                "params: array of 1  (fixarray)", "[0]: map of 12  (fixmap)",
                "nil: nil  (nil)", "bool: true  (bool)", "int: -33  (int 8)",
                "uint: 18446744073709551615  (uint 64)",
                "float: 1.5  (float 32)", "double: 0.1  (float 64)",
                'str: "ñ"  (fixstr)', "bin: 2 bytes  (bin 8)",
                "ext: type 5, 1 bytes  (fixext 1)",
                "time: 2021-01-14T08:25:36Z  (fixext 4)",
                "array: array of 2  (fixarray)", "[1]: array of 1  (fixarray)",
                "key: 1  (positive fixint)",
                'value: "by number"  (fixstr)'):
            self.assertIn(line, shown)
        row = self.fields(capture, "int", "uint", "bool", "double")[0]
        self.assertEqual(row[0], ["-33"])
        self.assertIn("18446744073709551615", row[1])

    def test_each_vector_of_values_is_read_as_it_is(self):
        rows = [line.split("\t") for line in
                (suite.TOP / "schema/vectors/values.txt").read_text(
                    encoding="utf-8").splitlines()
                if line and not line.startswith("#")]
        capture = Capture(PORT)
        for row in rows:
            body = bytes.fromhex(row[1])
            capture.datagram(0, b"\x93\x02\xa1m\x91" + body)
        infos = self.infos(capture)
        self.assertEqual(len(infos), len(rows))
        deep = [row[0] for row, info in zip(rows, infos)
                if info != ["notify m"]]
        self.assertLess(len(deep), 6)  # nested to the limit, and two around
        for name in deep:
            self.assertRegex(name, "deep")

    def test_each_bad_vector_is_marked_at_its_byte(self):
        rows = [line.split("\t") for line in
                (suite.TOP / "schema/vectors/bad.txt").read_text(
                    encoding="utf-8").splitlines()
                if line and not line.startswith("#")]
        rows = [row for row in rows if row[1] != "-"]
        capture = Capture(PORT)
        for row in rows:
            capture.datagram(0, bytes.fromhex(row[1]))
        marked = self.experts(capture, "bad_value")
        self.assertEqual(len(marked), len(rows))
        for row, info in zip(rows, self.infos(capture)):
            if row[2] in ("invalid", "trailing"):
                self.assertIn(f"byte {row[3]}: ", ", ".join(info), row[0])

    def test_a_lost_boundary_is_marked_and_what_follows_is_left(self):
        for stream, why in ((b"\0\0\0\0", "a frame of 0 bytes"),
                            (b"\xff\xff\xff\xff\1", "4294967295 bytes")):
            capture = self.conversation()
            capture.say(0, stream + frame(request(9, "m")))
            self.assertEqual(self.experts(capture, "bad_frame"), ["6"])
            self.assertIn(why, ", ".join(self.infos(capture)[-1]))

    def test_what_is_no_message_is_marked(self):
        capture = self.conversation()
        capture.say(0, frame(b"\x90"))
        self.assertEqual(self.experts(capture, "bad_message"), ["6"])

    def test_datagrams_are_messages_without_frames(self):
        capture = Capture(PORT)
        capture.datagram(0, request(7, "ping"))
        capture.datagram(1, response(7, []))
        self.assertEqual(self.infos(capture), [["call #7 ping"], ["reply #7"]])
        self.assertEqual(self.fields(capture, "request_in", "length"),
                         [[[], []], [["1"], []]])

    def test_every_framing_is_a_preference(self):
        bodies = [request(1, "m", ["x" * 200]), request(2, "n")]
        lines = b"".join(packing.pack(packing.parse_one(body))
                         for body in bodies)
        for framing in ("u32be", "none", "msgpack-int", "varint", "u32le",
                        "u16be"):
            capture = Capture(PORT)
            capture.connect()
            stream = lines if framing == "none" else self.expect(
                "encode", "-F", framing, "--in", "msgpack", stdin=lines,
                out=None)
            capture.say(0, stream[:3], stream[3:90], stream[90:])
            with self.subTest(framing):
                infos = self.infos(capture, "-o", f"msgwire.framing:{framing}")
                self.assertEqual(sum(infos, []), ["call #1 m", "call #2 n"])

    def test_ports_and_other_services_are_preferences(self):
        capture = Capture(3301)
        capture.connect()
        capture.say(1, b"greeting" * 16)
        capture.say(0, b"\xce\0\0\0\5\x81\0\1\x81\1")
        self.assertEqual(self.infos(capture), [])
        infos = self.infos(
            capture, "-o", "msgwire.tcp_ports:3301", "-o",
            "msgwire.framing:msgpack-int", "-o", "msgwire.values:TRUE", "-o",
            "msgwire.preamble:128")
        self.assertEqual(infos[-1][0][:3], "map")
        infos = self.infos(capture, "-d", "tcp.port==3301,msgwire")
        self.assertIn("a frame of", infos[-1][0])

    def test_hostile_bytes_end_in_marks(self):
        capture = Capture(PORT)
        for body in (b"\xdd\xff\xff\xff\xff" * 200, b"\x91" * 60000, b"\xc1",
                     b"\xdf\xff\xff\xff\xff", b"\xc9\xff\xff\xff\xff",
                     b"\x94\x00\x01\xa1m" + b"\xdc\xea\x60" + b"\0" * 60000):
            capture.datagram(0, body)
        infos = self.infos(capture)
        self.assertEqual(len(infos), 6)
        self.assertEqual(infos[-1], ["call #1 m"])
        self.assertEqual(self.experts(capture, "many"), ["6"])

    def test_a_live_conversation_is_seen_as_it_was(self):
        server = self.serve()
        port = server.url("tcp").rpartition(":")[2]
        path = self.folder / "live.pcap"
        capture = self.start("-i", "lo", "-w", str(path), "-f",
                             f"tcp port {port}", program=TSHARK)
        for line in capture.stderr:
            if b"Capturing on" in line:
                break
        else:
            self.skipTest("tshark may not capture here")
        programs.until(lambda: self.captures(server, path), "packets")
        capture.terminate()
        capture.wait(programs.PATIENCE_S)
        path.rename(self.folder / "capture.pcap")
        out = self.tshark(None, "-d", f"tcp.port=={port},msgwire", "-Y",
                          "msgwire", "-T", "json")
        layers = [row["_source"]["layers"] for row in json.loads(out)]
        self.assertTrue(any("msgwire" in layer for layer in layers))

    def captures(self, server, path):
        with wire.Stream(server.url("tcp")) as conn:
            self.assertEqual(conn.call("upper", "hi"), (None, ["HI"]))
        return path.exists() and path.stat().st_size > 1000


if __name__ == "__main__":
    suite.main()
