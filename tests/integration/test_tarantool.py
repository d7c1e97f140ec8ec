"""A real Tarantool: it greets with 128 bytes, and each of its frames is a
header and a body, two maps behind a msgpack integer (its binary protocol)."""
import json
import shutil
import unittest

from support import programs, suite
from support.suite import Case

TARANTOOL = shutil.which("tarantool")
INIT = """
box.cfg{listen = arg[1], work_dir = arg[2], wal_mode = 'none',
        memtx_memory = 33554432, log = 'log'}
function double(...)
    local doubled = {}
    for i, number in ipairs{...} do doubled[i] = 2 * number end
    return doubled
end
box.schema.user.grant('guest', 'execute', 'universe')
print('ready')
io.flush()
"""
LINK = "?framing=msgpack-int&preamble=128&values=2"
PING, EVAL, CALL = 64, 8, 10
CODE, SYNC, DATA, ERROR = 0, 1, 48, 49
TUPLE, FUNCTION, EXPRESSION = 33, 34, 39
FAILED = 1 << 15  # the code of an answer that is an error


def typed(pairs):
    """A map with keys that are no strings, as typed JSON."""
    return json.dumps({"$map": [list(pair) for pair in pairs]})


def fields(line):
    return dict(json.loads(line)["$map"])


@unittest.skipIf(TARANTOOL is None, "no tarantool")
class Tarantool(Case):
    def setUp(self):
        super().setUp()
        init = self.folder / "init.lua"
        init.write_text(INIT, encoding="utf-8")
        where = self.folder / "tarantool"
        process = self.start(str(init), f"unix/:{where}", str(self.folder),
                             program=TARANTOOL)
        programs.until(where.exists, "Tarantool's socket")
        self.assertEqual(process.stdout.readline(), b"ready\n")
        self.url = f"unix:{where}{LINK}"

    def replies(self, *values, **more):
        """Sends a header and a body each; returns theirs."""
        lines = self.expect("send", self.url, *values, "--reply", out=None,
                            **more).splitlines()
        return [fields(line) if b"$map" in line else json.loads(line)
                for line in lines]

    def evaluates(self, text, sync=7):
        return (typed([(CODE, EVAL), (SYNC, sync)]),
                typed([(EXPRESSION, text), (TUPLE, [])]))

    def test_it_evaluates_what_it_is_sent(self):
        header, body = self.replies(*self.evaluates("return 6 * 7, 'ok'"))
        self.assertEqual((header[CODE], header[SYNC]), (0, 7))
        self.assertEqual(body[DATA], [42, "ok"])

    def calls(self, function, *arguments):
        return (typed([(CODE, CALL), (SYNC, 9)]),
                typed([(FUNCTION, function), (TUPLE, list(arguments))]))

    def test_a_function_of_its_own_is_called(self):
        header, body = self.replies(*self.calls("double", 1, 21))
        self.assertEqual((header[CODE], header[SYNC]), (0, 9))
        self.assertEqual(body[DATA], [[2, 42]])

    def test_its_errors_are_answers_too(self):
        header, body = self.replies(*self.calls("nosuch"))
        self.assertEqual(header[CODE] & FAILED, FAILED)
        self.assertIn("'nosuch' is not defined", body[ERROR])

    def test_several_frames_are_answered(self):
        sent = [value for sync in (1, 2, 3)
                for value in self.evaluates(f"return {sync}", sync)]
        said = self.replies(*sent)
        answers = {header[SYNC]: body[DATA]
                   for header, body in zip(said[::2], said[1::2])}
        self.assertEqual(answers, {1: [1], 2: [2], 3: [3]})

    def test_a_frame_may_have_one_value_too(self):
        header = self.replies(typed([(CODE, PING), (SYNC, 5)]))[0]
        self.assertEqual((header[CODE], header[SYNC]), (0, 5))

    def test_its_greeting_and_its_frames_are_seen(self):
        self.expect("send", self.url, *self.evaluates("return 1"), "--reply",
                    "--trace", out=None,
                    err=r"(?s)128 bytes outside of frames.*Tarantool")


if __name__ == "__main__":
    suite.main()
