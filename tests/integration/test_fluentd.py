"""Fluentd's forward protocol: log lines as msgpack, one value after another.
The peer is @fluent-org/logger, of npm, as a server and as a client."""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from support import programs, suite
from support.suite import Case

NODE, NPM = shutil.which("node"), shutil.which("npm")
PACKAGE = "@fluent-org/logger@1"
PEER = pathlib.Path(__file__).parent / "support/fluentd.js"
FETCH_S = 60
ACKNOWLEDGE = """import json, sys
for line in sys.stdin:
    event = json.loads(line)["value"]
    print(json.dumps({"ack": event[-1]["chunk"]} if "chunk" in event[-1]
                     else None), flush=True)
"""


def fetch(folder):
    """Returns why npm could not get the package, or None."""
    ended = subprocess.run(
        [NPM, "install", "--prefix", folder, "--no-audit", "--no-fund",
         "--no-package-lock", "--fetch-timeout=20000", "--fetch-retries=1",
         PACKAGE], stdin=subprocess.DEVNULL, capture_output=True, check=False,
        timeout=FETCH_S)
    return None if ended.returncode == 0 else f"npm has no {PACKAGE}"


@unittest.skipIf(NODE is None or NPM is None, "no node, or no npm")
class Fluentd(Case):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.mkdtemp(prefix="msgwire-npm-")
        cls.addClassCleanup(shutil.rmtree, cls.home)
        why = fetch(cls.home)
        if why:
            raise unittest.SkipTest(why)

    def peer(self, *words):
        return self.start(str(PEER), *words, program=NODE,
                          env=programs.environment(
                              NODE_PATH=os.path.join(self.home,
                                                     "node_modules")))

    def server(self):
        process = self.peer("server")
        port = json.loads(process.stdout.readline())
        return process, f"tcp://127.0.0.1:{port}?framing=none"

    def test_a_log_line_is_sent_and_understood(self):
        process, url = self.server()
        self.expect("send", url, '["app.log",1700000000,{"message":"hi"}]')
        self.assertEqual(json.loads(process.stdout.readline()),
                         ["app.log", 1700000000, {"message": "hi"}])

    def test_a_chunk_is_acknowledged(self):
        process, url = self.server()
        self.expect("send", url, "--reply",
                    '["app.log",{"$ext":[0,"ZVPxAAAAAAA="]},'
                    '{"message":"hi"},{"chunk":"c1"}]',
                    out=b'{"ack":"c1"}\n')
        self.assertEqual(json.loads(process.stdout.readline()),
                         ["app.log", 1700000000, {"message": "hi"}])

    def test_many_lines_of_a_stream_arrive_in_their_order(self):
        process, url = self.server()
        lines = [["app.log", 1700000000 + n, {"n": n}] for n in range(300)]
        self.expect("send", url, "-", stdin=b"".join(
            json.dumps(line).encode() + b"\n" for line in lines))
        for line in lines:
            self.assertEqual(json.loads(process.stdout.readline()), line)

    def test_its_clients_are_heard_and_acknowledged(self):
        script = self.folder / "acknowledge.py"
        script.write_text(ACKNOWLEDGE, encoding="utf-8")
        listener = self.start("listen", "tcp://127.0.0.1:0?framing=none",
                              "--exec", f"python3 {script}")
        url = listener.stderr.readline().decode().split()[-1]
        port = url.rpartition(":")[2].partition("?")[0]
        client = self.peer("client", port)
        out, said = client.communicate(timeout=programs.PATIENCE_S)
        self.assertEqual((client.returncode, json.loads(out)),
                         (0, "acknowledged"), said)
        events = [json.loads(listener.stdout.readline()) for _ in range(2)]
        self.assertEqual(events[0][0], "app.log")
        self.assertEqual(events[0][2], {"message": "plain"})
        entries = base64.b64decode(events[1][1]["$bin"])  # of a whole chunk
        self.assertEqual(json.loads(self.expect("decode", stdin=entries,
                                                out=None))[1],
                         {"message": "careful"})


if __name__ == "__main__":
    suite.main()
