"""The output law: data on stdout and nothing else, whole lines at once, and
no quiet loss where it can't be written."""
import os
import re
import signal
import threading

from support import packing, peers, suite, wire
from support.programs import MSGWIRED, PATIENCE_S, environment
from support.terminal import Terminal

HOSTILE = "\x1b[2J\x07\x9b31m\u202e\u2066\u2028\x7f\r\n\0"
FORMS = ("pretty", "json", "hex", "inspect", "none")
COLOUR = r"\x1b\[[\d;]*m"
CONTROLS = "[\0-\x09\x0b-\x1f\x7f-\x9f]"
BIDI = "[\u2028-\u202e\u2066-\u2069]"


class Output(suite.Case):
    def on_terminal(self, *words, columns=60, both=False, stdin=b"", **env):
        terminal = Terminal(columns)
        where = {"stdout": terminal.theirs}
        if both:
            where["stderr"] = terminal.theirs
        status, _, _ = self.run_program(*words, stdin=stdin, **where,
                                        env=environment(**env))
        return status, terminal.end()

    def test_each_answer_is_written_before_the_next_one_comes(self):
        told = threading.Event()

        def slow(conn):
            requests = peers.bodies(conn)
            body = next(requests)[0]
            conn.sendall(wire.frame(peers.echo(body)))
            told.wait(PATIENCE_S)
            for bodies in requests:
                conn.sendall(b"".join(wire.frame(peers.echo(each))
                                      for each in bodies))

        client = self.start("call", peers.stream(slow), "m", "-",
                            "--inflight", "1")
        client.stdin.write(b"1\n2\n")
        self.assertEqual(client.stdout.readline(), b"[1]\n")
        told.set()
        self.assertEqual(client.stdout.readline(), b"[2]\n")
        client.stdin.close()
        self.assertEqual(client.wait(PATIENCE_S), 0)

    def test_a_pipe_gets_one_line_for_a_message_whatever_is_in_it(self):
        url = self.serve().url("tcp")
        value = '{"text":"a\\nb\\u0000","list":[1,[2,{"x":"' + "y" * 300 + \
            '"}]]}'
        self.expect("call", url, "echo", value, out=f"[{value}]\n".encode())

    def test_the_width_of_a_terminal_is_fitted(self):
        url = self.serve().url("tcp")
        words = ["word number %d" % n for n in range(30)]
        heights = []
        for columns in (40, 80, 200):
            status, shown = self.on_terminal("call", url, "echo", *words,
                                             columns=columns, NO_COLOR="1")
            lines = shown.decode().splitlines()
            self.assertEqual(status, 0)
            self.assertLessEqual(max(map(len, lines)), columns)
            heights.append(len(lines))
        self.assertGreaterEqual(heights[0], heights[1])
        self.assertGreaterEqual(heights[1], heights[2])

    def test_colour_is_for_terminals_or_those_who_ask(self):
        value = packing.pack({"a": [1, 2.0, None, "s"]})
        table = (
            (True, {}, (), True),
            (True, {"NO_COLOR": "1"}, (), False),
            (True, {"NO_COLOR": ""}, (), True),
            (True, {"TERM": "dumb"}, (), False),
            (True, {}, ("--color=never",), False),
            (True, {"NO_COLOR": "1"}, ("--color=always",), True),
            (False, {}, ("-o", "pretty"), False),
            (False, {"CLICOLOR_FORCE": "1"}, ("-o", "pretty"), True),
            (False, {"CLICOLOR_FORCE": "0"}, ("-o", "pretty"), False),
            (False, {}, ("-o", "pretty", "--color=always"), True),
            (False, {"CLICOLOR_FORCE": "1"}, (), False),
        )
        for terminal, env, words, coloured in table:
            with self.subTest(terminal=terminal, env=env, words=words):
                env = dict({"TERM": "xterm"}, **env)
                if terminal:
                    _, shown = self.on_terminal("decode", *words, stdin=value,
                                                **env)
                else:
                    shown = self.expect("decode", *words, stdin=value,
                                        out=None, env=environment(**env))
                self.assertEqual(b"\x1b[" in shown, coloured, shown)

    def test_nothing_from_a_peer_moves_the_cursor(self):
        url = self.serve().url("tcp")
        hostile = packing.pack([HOSTILE, "\udcff\udc9b", {HOSTILE: HOSTILE}])
        shows = [self.on_terminal("decode", "-o", form, stdin=hostile)[1]
                 for form in FORMS]
        error = {"code": 1, "message": HOSTILE, "data": HOSTILE}
        saying = peers.each(lambda body: peers.answer(
            body, lambda message: [*message[:2], error, None]))
        own = HOSTILE.rstrip("\0")
        for words in (("call", saying, "m"), ("call", url, own, "1"),
                      ("call", own, "m"), (own,)):
            status, shown = self.on_terminal(*words, both=True)
            self.assertIn(status, (2, 8))
            shows.append(shown)
        # What a peer says is escaped to the last character; one's own words
        # are one's own, but for what a terminal obeys.
        for shown in shows[:-2]:
            self.assertNotRegex(shown.decode("utf-8"), BIDI)
        for shown in shows:
            with self.subTest(shown=shown[:60]):
                text = shown.decode("utf-8")  # it is text, to the last byte
                self.assertNotRegex(re.sub(COLOUR, "", text), CONTROLS)

    def test_a_reader_that_has_seen_enough_ends_it_quietly(self):
        url = self.serve().url("tcp")
        for words, bad in ((("call", url, "echo", "-"), b"[1]\n"),
                           (("encode", "-o", "json"), b"1\n"),
                           (("decode",), b"49\n")):
            with self.subTest(words=words):
                endless = self.start("1", program="/usr/bin/yes").stdout
                client = self.start(*words, stdin=endless)
                endless.close()
                self.assertEqual(client.stdout.readline(), bad)
                client.stdout.close()
                self.assertIn(client.wait(PATIENCE_S), (0, -signal.SIGPIPE))
                self.assertEqual(client.stderr.read(), b"")

    def test_a_full_disk_is_1_with_a_sentence(self):
        url = self.serve().url("tcp")
        for words in (("call", url, "ping"), ("describe", url),
                      ("stats", url), ("send", url, '[0,1,"ping",[]]',
                                       "--reply"),
                      ("encode",), ("decode",), ("inspect",)):
            with self.subTest(words=words), open("/dev/full", "wb") as full:
                self.expect(*words, stdin=b"1", stdout=full, status=1,
                            out=None, err=r"\Amsgwire: [^\n]*can't write the "
                                          r"output: No space left[^\n]*\n\Z")

    def test_quiet_leaves_the_status_to_tell(self):
        url = self.serve().url("tcp")
        for words, status in ((("call", url, "nosuch"), 8),
                              (("call", peers.nobody("tcp"), "m"), 3),
                              (("encode", "/nosuch"), 2)):
            self.expect(*words, "-q", status=status)

    def test_forms_agree_on_what_came(self):
        url = self.serve().url("tcp")
        call = ("call", url, "echo", '{"a":[1,2.0,null]}')
        result = packing.pack([{"a": [1, 2.0, None]}])
        self.expect(*call, "-o", "msgpack", out=result)
        self.expect(*call, "-o", "hex", out=result.hex().encode() + b"\n")
        raw = self.expect(*call, "-o", "raw", out=None)
        self.assertEqual(packing.parse_one(raw)[3],
                         packing.parse_one(result))
        self.expect(*call, "-o", "none")
        pretty = self.expect(*call, "-o", "pretty", out=None)
        self.expect("encode", stdin=pretty, out=result)
        self.assertIn(b"c0", self.expect(*call, "-o", "inspect", out=None))

    def test_a_servers_ready_lines_are_all_that_it_prints(self):
        server = self.serve()
        self.expect("call", server.url("tcp"), "nosuch", status=8,
                    err="nosuch")
        self.assertEqual(server.stop(), 0)
        self.assertEqual(server.process.stdout.read(), b"")

    def test_a_server_whose_log_no_one_reads_goes_on(self):
        ours, theirs = os.pipe()
        os.set_blocking(theirs, False)
        try:
            while True:
                os.write(theirs, b"x" * 4096)
        except BlockingIOError:
            os.set_blocking(theirs, True)  # full: who writes now has to wait
        url = self.unix()
        running = self.start("--listen", url, "--log-level", "debug",
                             program=MSGWIRED, stderr=theirs)
        os.close(theirs)
        self.expect("wait", url)
        self.expect("call", url, "ping", out=b"[]\n")
        os.close(ours)
        self.expect("call", url, "ping", out=b"[]\n")
        running.terminate()
        self.assertEqual(running.wait(PATIENCE_S), 0)


if __name__ == "__main__":
    suite.main()
