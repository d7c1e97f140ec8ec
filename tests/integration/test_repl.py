"""A conversation out of a pipe: each line is one command, and stdout has
nothing but results."""
import re

from support import packing, peers, suite, wire
from support.programs import MSGWIRE, PATIENCE_S


def counting(lines=1):
    """Answers each request with how many came, and tells the rest apart."""
    seen = []

    def reply(body):
        message = packing.parse_one(body)
        seen.append(message)
        if isinstance(message, list) and message[0] == 0:
            return wire.frame(packing.pack([1, message[1], None, len(seen)]))
        return b""
    return peers.each(reply), seen


class Repl(suite.Case):
    def talk(self, lines, *options, url=None, **expected):
        return self.expect("repl", url or self.url(), *options,
                           stdin=lines if isinstance(lines, bytes)
                           else lines.encode(), **expected)

    def url(self):
        return self.serve().url("tcp", "127.0.0.1")

    def test_each_line_is_a_request_and_its_result_a_line(self):
        self.talk('upper hello "two words"\n\necho {"a": [1, 2]} x=1\n  \n'
                  "ping", out=b'["HELLO","TWO WORDS"]\n'
                              b'[{"a":[1,2]},{"x":"1"}]\n[]\n')

    def test_results_stand_in_the_order_of_the_lines(self):
        lines = "".join(f"echo {n}\n" for n in range(2000))
        self.talk(lines, out="".join(f"[{n}]\n"
                                     for n in range(2000)).encode())

    def test_it_is_the_same_on_every_transport(self):
        server = self.serve(listen=("tcp://[::1]:0", "udp://127.0.0.1:0",
                                    self.unix()))
        for url in server.urls:
            with self.subTest(url=url):
                self.talk("upper a\nupper b\n", url=url,
                          out=b'["A"]\n["B"]\n')

    def test_json_may_stand_on_several_lines(self):
        self.talk('echo {"a": [\n  1,\n  "]"\n]} 2\necho 3\n',
                  out=b'[{"a":[1,"]"]},2]\n[3]\n')

    def test_text_goes_to_the_method_in_use(self):
        self.talk("hello, 'world' [\n::smile\n:use\necho 1\n", "--use", "upper",
                  out=b'["HELLO, \'WORLD\' ["]\n[":SMILE"]\n[1]\n')
        self.talk(":use upper\na b\n\n:call echo 2\n:use echo\n3\n",
                  out=b'["A B"]\n[2]\n["3"]\n')

    def test_strings_leaves_every_word_a_string(self):
        self.talk("echo 1 a=2\n", "-s", out=b'["1","a=2"]\n')

    def test_values_may_be_files(self):
        path = self.folder / "value.json"
        path.write_text('{"k": 1}', encoding="utf-8")
        self.talk(f"echo @{path}\n", out=b'[{"k":1}]\n')

    def test_wrong_lines_are_told_with_their_number_and_it_goes_on(self):
        for line, status, sentence in (
                ("echo {1}", 2, r"PARAM 1 '\{1\}': .*expected"),
                (":nosuch", 2, r"no command :nosuch, :help lists"),
                (":trce on", 2, r"no command :trce, did you mean :trace\?"),
                (":trace maybe", 2, "expected on or off, got maybe"),
                (":notify", 2, r"expected :notify METHOD \[PARAM...\], got 0"),
                ("echo -", 2, "stdin can be read once, and is read already"),
                ("echo @-", 2, "stdin can be read once"),
                ("echo @no/such", 2, "No such file"),
                ("echo @/dev/null", 6, "holds no value"),
                ("x" * 300, 2, "1 to 255 bytes"),
                ("echo a\0b", 2, "NUL")):
            with self.subTest(line=line[:20]):
                self.talk(f"echo 1\n{line}\necho 2\n", status=status,
                          out=b"[1]\n[2]\n",
                          err=rf"\Amsgwire: repl tcp://\S+: line 2: .*"
                              rf"{sentence}.*\n\Z")

    def test_what_is_open_at_the_end_is_told_where_it_began(self):
        self.talk('echo 1\necho {"a":\n1\n', status=2, out=b"[1]\n",
                  err=r": line 2: line 1, column 6: \{ is not closed\n\Z")

    def test_a_line_longer_than_a_frame_is_told_and_skipped(self):
        self.talk("echo " + "x" * 2000 + "\necho 2\n", "--max-frame", "1000",
                  status=5, out=b"[2]\n", err="line 1: longer than --max-frame")

    def test_error_answers_are_told_and_make_8(self):
        self.talk("nosuch\necho 1\n", status=8, out=b"[1]\n",
                  err=r'line 1: the peer answered: no method "nosuch" '
                      r"\(-32601\)\n\Z")
        self.talk("nosuch\n:nosuch\nnosuch\n", status=2, err="line 3")

    def test_a_lost_answer_is_4_and_it_goes_on(self):
        def forgetful(body):
            message = packing.parse_one(body)
            if message[2] == "lost":
                return b""
            return peers.answer(body)
        self.talk("lost\necho 2\n", "--timeout", "100ms", status=4,
                  url=peers.each(forgetful), out=b"[2]\n",
                  err="line 1: no answer within 100ms\n")

    def test_a_datagram_is_sent_again_as_often_as_allowed(self):
        tries = []

        def deaf_once(body):
            tries.append(body)
            return [peers.echo(body)] if len(tries) == 2 else []
        self.talk("echo 1\n", "--retry", "1", "--timeout", "100ms",
                  url=peers.datagram(deaf_once), out=b"[1]\n")
        self.assertEqual(tries[0], tries[1])

    def test_notifications_and_raw_values_arrive_before_it_ends(self):
        url, seen = counting()
        self.talk(":notify log 1 a=2\n:send 7 {\"x\": 1}\ncount\n"
                  ":notify last\n", url=url, out=b"4\n")
        self.expect("call", url, "count", out=b"6\n")
        self.assertEqual(seen[0], [2, "log", [1, [("a", "2")]]])
        self.assertEqual(seen[1:3], [7, [("x", 1)]])
        self.assertEqual(seen[4], [2, "last", []])

    def test_each_value_of_a_frame_is_heard(self):
        def both(body):
            asked = packing.parse_one(body)
            return wire.frame(packing.pack([2, "tick", [1]]) +
                              packing.pack([1, asked[1], None, "done"]))
        url = f"{peers.each(both)}?values=2"
        self.talk("go\n", url=url, out=b'"done"\n', err=r"<- tick: \[1\]\n")
        self.expect("wait", url)

    def test_what_is_no_result_is_on_stderr(self):
        def chatty(body):
            message = packing.parse_one(body)
            return b"".join(wire.frame(packing.pack(said)) for said in (
                [2, "tick", [1]], [1, 99, None, "what"], {"raw": True},
                [0, 5, "ask", []], [1, message[1], None, "done"])) \
                if message[0] == 0 else b""
        out = self.talk("go\n", url=peers.each(chatty), out=None,
                        err=r"\A\S+ repl \S+ line 1: <- tick: \[1\]\n"
                            r".* line 1: <- request ask, refused: \[\]\n\Z")
        self.assertEqual(out, b'[1,99,null,"what"]\n{"raw":true}\n"done"\n')

    def test_a_peer_that_goes_is_7_with_what_came_before(self):
        def once(body):
            return peers.answer(body)

        def closing(conn):
            whole = next(peers.bodies(conn))
            conn.sendall(once(whole[0]))
            conn.recv(1 << 16)
        self.talk("echo 1\necho 2\necho 3\n", url=peers.stream(closing),
                  status=7, out=b"[1]\n",
                  err=r"\Amsgwire: repl \S+: the peer closed the connection\n")

    def test_with_retry_the_next_line_goes_to_the_next_connection(self):
        def closing(conn):
            whole = next(peers.bodies(conn))
            if packing.parse_one(whole[0])[2] == "go":
                return
            conn.sendall(peers.answer(whole[0]))
            peers.silent(conn)
        self.talk("go\necho 2\n", "--retry", "3", url=peers.stream(closing),
                  status=7, out=b"[2]\n",
                  err="line 1: the peer closed the connection, connecting")

    def test_each_result_is_written_before_the_next_line_comes(self):
        process = self.start("repl", self.url())
        for n in range(3):
            process.stdin.write(b"echo %d\n" % n)
            self.assertEqual(process.stdout.readline(), b"[%d]\n" % n)
        process.stdin.close()
        self.assertEqual(process.wait(PATIENCE_S), 0)
        self.assertEqual(process.stderr.read(), b"")

    def test_input_may_be_a_file_or_nothing(self):
        path = self.folder / "lines"
        path.write_bytes(b"echo 1\necho 2")
        url = self.url()
        with open(path, "rb") as lines:
            self.expect("repl", url, stdin=lines, out=b"[1]\n[2]\n")
        with open("/dev/null", "rb") as lines:
            self.expect("repl", url, stdin=lines, out=b"")

    def test_forms_of_output_are_those_of_call(self):
        url = self.url()
        self.talk("echo 1\n", "-o", "hex", url=url, out=b"9101\n")
        self.talk("echo 1\n", "-o", "msgpack", url=url, out=b"\x91\x01")
        self.talk("echo 1\n", "-o", "none", url=url, out=b"")
        self.talk("nosuch\n", "-q", url=url, status=8, out=b"")

    def test_time_describe_and_quit(self):
        self.talk(":time on\necho 1\n:quit\necho 2\n", out=b"[1]\n",
                  err=r"\A.*line 2: answered in \d+\.\d+ ms\n\Z")
        out = self.talk(":describe upper\n", out=None)
        self.assertRegex(out, rb'\A\{"name":"upper",.*\}\n\Z')

    def test_trace_shows_both_directions_from_where_it_is_on(self):
        status, out, err = self.run_program(
            "repl", self.url(),
            stdin=b"echo 1\n:trace on\necho 2\n:trace off\necho 3\n")
        self.assertEqual((status, out), (0, b"[1]\n[2]\n[3]\n"))
        self.assertEqual(len(re.findall(r"request #\d+ echo", err)),
                         len(re.findall(r"response #\d+", err)))
        self.assertRegex(err, r"-> tcp://(.*\n)*.*<- tcp://")

    def test_hostile_answers_do_no_harm(self):
        evil = "\x1b[2J\x07\x9b31m\r\n\u202e"

        def answer(body):
            return wire.frame(packing.pack(
                [1, packing.parse_one(body)[1],
                 packing.Map([("code", -32601), ("message", evil)]), None]))
        self.talk("x\n", url=peers.each(answer), status=8,
                  err=r"answered: \\u001b\[2J\\u0007\\u009b31m\\r\\n\\u202e "
                      r"\(-32601\)\n\Z")

    def test_bytes_that_are_no_frame_are_5(self):
        self.talk("x\n", url=peers.stream(peers.saying(b"\xff" * 8)), status=5,
                  err="from the peer: ")

    def test_nobody_there_is_3_and_a_wrong_method_in_use_is_2(self):
        self.talk("x\n", url=peers.nobody("tcp"), status=3, err="refused")
        self.talk("x\n", "--use", "", url="tcp://127.0.0.1:1", status=2,
                  err="--use needs a value")
        status, _, err = self.run_program(MSGWIRE.name, program=MSGWIRE)
        self.assertEqual(status, 2, err)

    def test_a_pipe_that_nobody_reads_ends_it_quietly(self):
        process = self.start("repl", self.url())
        process.stdout.close()
        process.stdin.write(b"echo 1\necho 2\n")
        process.stdin.close()
        self.assertEqual(process.wait(PATIENCE_S), 0)
        self.assertEqual(process.stderr.read(), b"")


if __name__ == "__main__":
    suite.main()
