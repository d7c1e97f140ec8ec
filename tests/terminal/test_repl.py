"""A conversation on a terminal: typing, and what is shown meanwhile."""
import os
import queue
import signal
import socket
import stat
import threading

import terminals
from screen import needed
from support import packing, peers, programs, suite, wire

UPPER = {"name": "upper", "summary": "makes it large"}
UPCASE = {"name": "upcase", "summary": "does the same"}


class Peer:
    """A server of one connection after the other, told what to say: knows
    describe, and answers nothing else by itself."""

    def __init__(self, methods=(UPPER, UPCASE)):
        self.methods = {"methods": list(methods)}
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.listener.getsockname()[1]}"
        self.heard = queue.Queue()
        self.conn = None
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        """Closes what it has opened itself: nobody else's accept must find
        another socket under the same number."""
        with self.listener:
            try:
                while True:
                    conn, _ = self.listener.accept()
                    with conn:
                        self.conn = conn
                        self._listen(conn)
            except OSError:
                pass

    def _listen(self, conn):
        try:
            for whole in peers.bodies(conn):
                for body in whole:
                    self._hear(conn, packing.parse_one(body))
        except OSError:
            pass

    def _hear(self, conn, message):
        if isinstance(message, list) and message[2:3] == ["describe"]:
            conn.sendall(wire.frame(packing.pack([1, message[1], None,
                                                  self.methods])))
        else:
            self.heard.put(message)

    def say(self, *messages):
        self.there().sendall(b"".join(wire.frame(packing.pack(message))
                                      for message in messages))

    def there(self):
        """The connection, when there is one."""
        return programs.until(lambda: self.conn, "a connection")

    def next(self):
        return self.heard.get(timeout=wire.PATIENCE_S)

    def hang_up(self):
        gone, self.conn = self.there(), None
        gone.shutdown(socket.SHUT_RDWR)

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)


@needed
class Repl(terminals.Case):
    def talk(self, *options, **how):
        """Returns (screen, url) of a talk with the real server."""
        url = self.serve().url("tcp", "127.0.0.1")
        return self.repl(url, *options, **how), url

    def meet(self, *options, methods=(UPPER, UPCASE), **how):
        """Returns (screen, peer) of a talk with a peer that we move."""
        peer = Peer(methods)
        self.addCleanup(peer.close)
        return self.repl(peer.url, *options, **how), peer

    def leave(self, screen, status=0):
        screen.press("C-d")
        self.assertEqual(screen.status(), status)

    # --- typing ---

    def test_what_is_typed_is_asked_and_answered(self):
        screen, _ = self.talk()
        screen.enter("upper hello 'two words'")
        screen.until(r'^> upper hello .two words.\n\["HELLO", "TWO WORDS"\]'
                     r"\n>$")
        screen.press("Enter")  # an empty line does nothing
        screen.enter("echo a=1 b:=[1, 2]")
        screen.until(r'^\[\{"a": "1", "b": \[1, 2\]\}\]\n>$')
        self.leave(screen)

    def test_a_line_can_be_edited_also_one_with_letters_of_all_kinds(self):
        screen, _ = self.talk()
        screen.type("upper käse日本x")
        screen.press("Left", "BSpace", "C-a", "C-d", "u", "C-e")
        screen.type("é")
        screen.until("^> upper käse日xé$")
        self.assertEqual(screen.cursor(), (2 + 12 + 2, 1))
        screen.press("Enter")
        screen.until(r'^\["KÄSE日XÉ"\]$')
        self.leave(screen)

    def test_json_goes_on_until_its_brackets_close(self):
        screen, _ = self.talk()
        screen.enter('echo {"a": [')
        screen.until(r"^\.\.\. $|^\.\.\.$")
        screen.enter('1, "]"')
        screen.enter("]} 2")
        screen.until(r'^\[\{"a": \[1, "\]"\]\}, 2\]\n>$')
        screen.enter("echo [1")
        screen.until(r"^\.\.\.$")
        screen.press("C-c")  # gives it up
        screen.until(r"^>$")
        screen.enter("echo 2")
        screen.until(r"^\[2\]$")
        self.leave(screen)

    def test_a_method_in_use_takes_each_line_as_text(self):
        screen, url = self.talk("--use", "upper", ready="")
        screen.until("^upper>$")
        screen.enter("hello, 'world' {")
        screen.until(r'''^\["HELLO, 'WORLD' \{"\]$''')
        screen.enter("::) :use")
        screen.until(r'^\[":\) :USE"\]$')
        screen.enter(":use")
        screen.until("^>$")
        screen.enter(":use echo")
        screen.until("^echo>$")
        screen.enter(":call upper x")
        screen.until(r'^\["X"\]\necho>$')
        self.leave(screen)

    def test_text_that_is_no_method_gets_a_hint(self):
        screen, _ = self.talk()
        screen.enter("hello world")
        screen.until('no method "hello" .-32601.; Tab shows its methods, and'
                     " after\n:use METHOD what you type goes there as text")
        screen.enter("uper hello")
        screen.until(r"-32601., did you mean upper\?")
        screen.enter(":use uper")
        screen.until("^it did not tell of a method uper, did you mean upper.$")
        screen.enter(":use")
        screen.enter(":ues upper")
        screen.until(r"no command :ues, did you mean :use\?")
        screen.enter("echo {1}")
        screen.until(r"PARAM 1 '\{1\}': .*expected")
        self.leave(screen)

    def test_paste_of_many_lines_is_many_commands(self):
        screen, _ = self.talk()
        screen.paste("".join(f"echo {n}\n" for n in range(40)))
        screen.until(r"^\[39\]\n>$")
        lines = screen.lines(scrolled=True)
        self.assertEqual([line for line in lines if line.startswith("[")],
                         [f"[{n}]" for n in range(40)])
        self.leave(screen)

    def test_json_that_is_pasted_may_be_indented_by_tabs(self):
        screen, _ = self.talk()
        screen.paste('echo {\n\t"a": [\n\t\t1,\n\t\t2\n\t]\n}\n')
        screen.until(r'^\.\.\. \}\n\[\{"a": \[1, 2\]\}\]\n>$')
        self.leave(screen)

    # --- completion ---

    def test_tab_completes_methods_commands_and_what_those_take(self):
        screen, _ = self.meet()
        screen.type("u")
        screen.press("Tab")
        screen.until("^> up$")
        screen.press("Tab")
        screen.until("^  upcase  does the same\n  upper   makes it large\n"
                     "> up$")
        self.assertEqual(screen.cursor(), (4, 3))
        screen.type("p")
        screen.press("Tab")
        screen.until("^> upper$")
        self.assertEqual(screen.cursor(), (8, 3))
        screen.press("C-u")
        screen.type(":tr")
        screen.press("Tab")
        screen.type("of")
        screen.press("Tab", "Enter")
        screen.until("^> :trace off\nthe trace is off$")
        self.leave(screen)

    def test_a_peer_without_describe_is_fine(self):
        screen, peer = self.meet(methods=())
        screen.type("up")
        screen.press("Tab")
        screen.type("per x")
        screen.press("Enter")
        self.assertEqual(peer.next(), [0, 1, "upper", ["x"]])
        peer.say([1, 1, None, "X"])
        screen.until('^> upper x\n"X"$')
        self.leave(screen)

    # --- history ---

    def test_history_is_kept_between_runs_for_its_owner_only(self):
        url = self.serve().url("tcp", "127.0.0.1")
        env = {"XDG_STATE_HOME": str(self.folder / "state")}
        screen = self.repl(url, env=env)
        screen.enter("echo first")
        screen.enter("echo [1,")
        screen.enter("2]")
        screen.enter(" echo secret")
        screen.until("secret.*\n>$")
        self.leave(screen)
        screen = self.repl(url, env=env)
        screen.press("Up")
        screen.until(r"^> echo \[1, 2\]$")
        screen.press("Up")
        screen.until("^> echo first$")
        screen.press("Enter")
        screen.until(r'^\["first"\]$')
        screen.press("C-r")
        screen.type("1, 2")
        screen.until(r"^bck:1, 2$")
        screen.press("Enter")
        screen.until(r"^\[\[1, 2\]\]$")
        self.leave(screen)
        path = self.folder / "state/msgwire/history"
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        self.assertEqual(path.read_text("utf-8").split("\n")[:3],
                         ["echo first", "echo [1, 2]", "echo first"])

    def test_history_that_can_not_be_written_is_no_failure(self):
        screen, _ = self.talk(env={"XDG_STATE_HOME": "/dev/null"})
        screen.enter("echo 1")
        screen.until(r"^> echo 1\n\[1\]\n>$")
        screen.press("Up")  # there is one for this run
        screen.until(r"^\[1\]\n> echo 1$")
        self.leave_typed(screen)

    # --- what comes while a line is typed ---

    def test_a_notification_is_shown_above_the_line_that_is_typed(self):
        screen, peer = self.meet()
        screen.type("upper half a li")
        screen.press("Left", "Left")
        screen.until("half a li")
        peer.say([2, "tick", [1, "two"]])
        screen.until(r'^<- tick: \[1, "two"\]\n> upper half a li$')
        self.assertEqual(screen.cursor(), (2 + 13, 2))
        screen.type("X")
        screen.until("^> upper half a Xli$")
        self.assertEqual(len([line for line in screen.lines()
                              if line.startswith("> ")]), 1)
        self.leave_typed(screen)

    def leave_typed(self, screen):
        screen.press("C-c")
        self.leave(screen)

    def test_a_line_of_several_rows_stays_whole(self):
        screen, peer = self.meet(columns=20, ready="^p says what to type")
        screen.type("echo " + "0123456789" * 5)
        screen.until("56789$")
        peer.say([2, "tick", []])
        screen.until(r"^<- tick: \[\]\n> echo 0123456789012\n"
                     "34567890123456789012\n34567890123456789$")
        peer.say([2, "tock", []])
        screen.until(r"^<- tick: \[\]\n<- tock: \[\]\n> echo 0123")
        self.leave_typed(screen)

    def test_a_request_from_the_peer_is_shown_and_refused(self):
        screen, peer = self.meet()
        peer.say([0, 7, "ask", [1]])
        error, msgid = peer.next(), 7
        self.assertEqual(error[:2], [1, msgid])
        self.assertEqual(dict(error[2])["code"], wire.METHOD_NOT_FOUND)
        screen.until(r"^<- request ask, refused: \[1\]\n>$")
        self.leave(screen)

    def test_any_other_message_is_shown_as_it_is(self):
        screen, peer = self.meet()
        screen.enter(':send 1 {"a": 2}')
        self.assertEqual(peer.next(), 1)
        self.assertEqual(peer.next(), [("a", 2)])
        peer.say({"some": "thing"})
        screen.until('^<- {"some": "thing"}$')
        screen.enter(':send [0,99,"raw",[]]')
        self.assertEqual(peer.next(), [0, 99, "raw", []])
        peer.say([1, 99, None, 1])
        screen.until(r"^<- \[1, 99, null, 1\]$")
        screen.enter(":notify log 1")
        self.assertEqual(peer.next(), [2, "log", [1]])
        self.leave(screen)

    def test_nothing_that_comes_can_move_the_cursor(self):
        evil = "\x1b[2J\x07\x9b31m\r\n\u202e"
        screen, peer = self.meet(methods=[{"name": evil, "summary": "x"},
                                          {"name": "ok", "summary": evil},
                                          {"name": "okay", "summary": ""}])
        screen.type("o")
        screen.press("Tab", "Tab")
        screen.until(r"^  ok    \\u001b\[2J\\u0007\\u009b31m\\r\\n\\u202e\n")
        peer.say([2, evil, [evil]], [1, 99, {"code": 1, "message": evil}, None],
                 [2, "error", [{"code": 2, "message": evil}]])
        screen.until(r"answered: \\u001b\[2J.*\(2\)\n> ok$")
        self.assertIn("connected", screen.lines()[0])
        self.leave_typed(screen)

    # --- answers ---

    def test_an_answer_that_is_not_waited_for_is_shown_when_it_comes(self):
        screen, peer = self.meet()
        screen.enter("upper one")
        self.assertEqual(peer.next()[1], 1)
        screen.press("C-c")
        screen.until("^no longer waiting; if answer 1 comes, it is shown\n>$")
        screen.enter("upper two")
        self.assertEqual(peer.next()[1], 2)
        peer.say([1, 2, None, "TWO"])
        screen.until('^2: "TWO"\n>$')
        screen.type("typing")
        screen.until("typing")
        peer.say([1, 1, None, "ONE"])
        screen.until('^late answer 1, of upper: "ONE"\n> typing$')
        peer.say([1, 1, None, "AGAIN"])
        screen.until('^late answer 1: "AGAIN"\n> typing$')
        self.leave_typed(screen)

    def test_an_answer_that_does_not_come_is_said_and_is_late_then(self):
        screen, peer = self.meet("--timeout", "50ms")
        screen.enter("upper one")
        screen.until("^no answer within 50ms\n>$")
        peer.say([1, 1, None, "ONE"])
        screen.until('^late answer 1: "ONE"\n>$')
        self.leave(screen)

    def test_time_trace_describe_and_help(self):
        screen, _ = self.talk(rows=50)
        screen.enter(":time")
        screen.enter("echo 1")
        screen.until(r"^\[1\]\nanswered in \d+\.\d+ ms\n>$")
        screen.enter(":time off")
        screen.enter(":trace on")
        screen.enter("ping")
        screen.until(r"-> tcp://.*request #\d+ ping(.*\n)*.*<- tcp://.*"
                     r"response #\d+(.*\n)*\[\]\n>$")
        screen.enter(":trace off")
        screen.enter(":describe upper")
        screen.until(r"^> :describe upper\n  upper: \[str, ...\] -> ")
        screen.enter(":help")
        screen.until("^ *:quit +ends; so does Ctrl-D$")
        screen.enter(":quit")
        self.assertEqual(screen.status(), 0)

    # --- the peer ---

    def test_a_peer_that_goes_is_said_at_once_and_ends_it(self):
        screen, peer = self.meet()
        screen.type("half a li")
        screen.until("half a li")
        peer.hang_up()
        self.assertEqual(screen.status(), 7)
        screen.until("^msgwire: repl tcp://.*: the peer closed the connection")

    def test_with_retry_it_is_connected_again_and_the_line_is_kept(self):
        screen, peer = self.meet("--retry", "100")
        screen.enter("upper one")
        peer.next()
        peer.hang_up()
        screen.until("^the peer closed the connection, connecting again\n"
                     "connected to tcp.*\n>$")
        screen.type("upper tw")
        screen.until("upper tw")
        peer.hang_up()
        screen.until("^the peer closed the connection, connecting again\n"
                     "connected to tcp.*\n> upper tw$")
        screen.enter("o")
        self.assertEqual(peer.next(), [0, 2, "upper", ["two"]])
        peer.say([1, 2, None, "TWO"])
        screen.until('^"TWO"$')
        self.leave(screen)

    def test_nobody_there_is_a_sentence_and_status_3(self):
        screen = self.repl(peers.nobody("tcp"), ready="")
        self.assertEqual(screen.status(), 3)
        screen.until("^msgwire: repl tcp://.*: connection refused")

    def test_with_wait_it_is_said_and_ctrl_c_ends_the_waiting(self):
        screen = self.repl(peers.nobody("tcp"), "--wait", "1h", ready="")
        screen.until("^connecting to tcp://")
        screen.press("C-c")
        self.assertEqual(screen.status(), 130)

    # --- the terminal ---

    def test_ctrl_c_clears_the_line_and_ends_on_an_empty_one(self):
        screen, _ = self.talk()
        screen.type("echo 1")
        screen.until("echo 1")
        screen.press("C-c")
        screen.until("^>$")
        screen.enter("echo 2")
        screen.until(r"^\[2\]\n>$")
        screen.press("C-c")
        self.assertEqual(screen.status(), 130)

    def test_the_terminal_is_given_back_however_it_ends(self):
        url = self.serve().url("tcp", "127.0.0.1")
        shell = ("trap : INT; before=$(stty -g); \"$@\"; echo status $?;"
                 " [ \"$(stty -g)\" = \"$before\" ] && echo as it was")
        for how, status in (("C-d", 0), ("C-c", 130), (signal.SIGTERM, 143),
                            (signal.SIGHUP, 129), (signal.SIGQUIT, 131)):
            with self.subTest(how=how):
                pid = self.folder / "pid"
                screen = self.screen(
                    "sh", "-c", shell, "sh", "sh", "-c",
                    f"echo $$ >{pid}; exec \"$@\"", "sh",
                    programs.MSGWIRE, "repl", url)
                screen.until("^>$")
                if isinstance(how, str):
                    screen.press(how)
                else:
                    os.kill(int(pid.read_text("ascii")), how)
                screen.until(f"status {status}\nas it was")

    def test_another_width_is_taken_on(self):
        screen, peer = self.meet(columns=60)
        screen.type("echo " + "0123456789" * 4)
        screen.until("56789$")
        screen.resize(30)
        screen.until("^> echo 01234567890123456789012\n34567890123456789$")
        peer.say([2, "tick", [["a" * 10] * 4]])
        screen.until('^<- tick:\n')
        screen.until("^> echo 01234567890123456789012\n34567890123456789$")
        screen.resize(90)
        screen.until("^> echo " + "0123456789" * 4 + "$")
        screen.type("X")
        screen.until("^> echo " + "0123456789" * 4 + "X$")
        self.assertLessEqual(max(map(len, screen.lines())), 60)
        self.leave_typed(screen)

    def test_it_can_be_stopped_and_goes_on(self):
        url = self.serve().url("tcp", "127.0.0.1")
        screen = self.screen("bash", "--norc", "-i", env={"PS1": "shell: "})
        screen.until("^shell:")
        screen.enter(f"{programs.MSGWIRE} repl {url}")
        screen.until("^>$")
        screen.type("echo wai")
        screen.until("echo wai")
        screen.press("C-z")
        screen.until("Stopped(.*\n)+shell:$")
        screen.enter("fg")
        screen.until("^> echo wai$")
        screen.enter("t")
        screen.until(r'^\["wait"\]\n>$')
        screen.press("C-d")
        screen.until("^shell:$")

    def test_a_dumb_terminal_has_a_prompt_and_whole_lines(self):
        screen, peer = self.meet(term="dumb")
        screen.enter("upper x")
        self.assertEqual(peer.next(), [0, 1, "upper", ["x"]])
        peer.say([1, 1, None, "X"])
        screen.until('^> upper x\n"X"\n>$')
        peer.say([2, "tick", []])
        screen.until(r"^>\n<- tick: \[\]\n>$")
        self.leave(screen)

    def test_without_libedit_it_says_so_and_takes_whole_lines(self):
        program = programs.FOLDER / "tests/terminal/msgwire_without_libedit"
        _, said, _ = self.run_program("--version", program=program)
        self.assertRegex(said, rb", no libedit\)\n\Z")
        screen, _ = self.talk(program=program, ready="^connected.*")
        self.assertIn("libedit is not built in: lines can't be edited, and"
                      " there is no history", screen.lines())
        screen.enter("upper hello")
        screen.until(r'^> upper hello\n\["HELLO"\]\n>$')
        screen.enter("echo [")
        screen.until(r"^\.\.\.$")
        screen.press("C-c")
        screen.until(r"^\.\.\. \^C\n>$")
        screen.press("C-c")
        screen.until(r"^> \^C\n>$")
        screen.press("C-c")
        self.assertEqual(screen.status(), 130)

    def test_a_method_of_any_bytes_may_be_in_use(self):
        url = self.serve().url("tcp", "127.0.0.1")
        for name, prompt in (("\x1b[31m", r"\\u001b\[31m> "),
                             ("ü" * 9, "üüüüüüüü...>"),
                             ("日本", "日本>")):
            with self.subTest(name=name):
                screen = self.repl(url, "--use", name, ready="")
                screen.until(f"^{prompt.strip()}")
                screen.enter("x")
                screen.until("no method")
                self.leave(screen)

    def test_what_is_typed_ahead_of_an_answer_is_not_lost(self):
        screen, peer = self.meet()
        screen.enter("upper one")
        peer.next()
        screen.enter("upper two")
        screen.type("upper thr")
        peer.say([1, 1, None, "ONE"])
        screen.until('^> upper one\n"ONE"\n> upper two$')
        self.assertEqual(peer.next()[3], ["two"])
        peer.say([1, 2, None, "TWO"])
        screen.until('^"TWO"\n> upper thr$')
        screen.enter("ee")
        self.assertEqual(peer.next()[3], ["three"])
        screen.type("taken back")
        screen.press("C-c")
        screen.until("^no longer waiting; .*\n>$")
        self.leave(screen)

    def test_with_its_output_elsewhere_it_asks_on_stderr(self):
        url = self.serve().url("tcp", "127.0.0.1")
        out = self.folder / "out"
        screen = self.screen("sh", "-c", f'exec "$@" >{out}', "sh",
                             programs.MSGWIRE, "repl", url)
        screen.until("^>$")
        screen.enter("upper hello")
        screen.until("^> upper hello\n>$")
        self.leave(screen)
        self.assertEqual(out.read_bytes(), b'["HELLO"]\n')


if __name__ == "__main__":
    suite.main()
