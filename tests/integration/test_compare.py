"""compare: several targets by one plan, and a server of its own where one has
only a scheme for an address. All numbers here are small, to be quick."""
import json
import os
import pathlib
import re
import shutil
import signal
import time

from support import peers, programs, suite
from support.programs import PATIENCE_S, environment

QUICK = ("--rounds", "2", "--duration", "30ms", "--warmup", "5ms")
ALL = ("tcp", "udp", "unix")


def children(pid):
    """The processes that this one has started and that run."""
    path = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in path.read_text(encoding="ascii").split()]


def sockets(pid):
    """How many it has open."""
    count = 0
    for link in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        try:
            count += os.readlink(link).startswith("socket:")
        except FileNotFoundError:
            pass  # closed meanwhile
    return count


def is_gone(pid):
    """It has ended, though nobody may have asked for its status."""
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


class Case(suite.Case):
    def study(self, *words, status=0, err="^$", sizes=("--sizes", "64,512"),
              **popen):
        """Returns what --json tells."""
        said = self.expect("compare", *words, *QUICK, *sizes, "--json", "-",
                           status=status, out=None, err=err, **popen)
        return json.loads(said)

    def begin(self, *words, **popen):
        """Starts a long comparison; returns it and its server's pid."""
        process = self.start("compare", *words, *QUICK, "--sizes", "64",
                             "--duration", "5s", **popen)
        server = programs.until(lambda: children(process.pid), "a server")[0]
        listeners = sum(word in ALL for word in words) or len(ALL)
        programs.until(lambda: sockets(server) > listeners, "a connection")
        return process, server


class Own(Case):
    def test_without_urls_all_transports_are_compared(self):
        study = self.study()
        self.assertEqual([target["name"] for target in study["targets"]],
                         list(ALL))
        self.assertEqual([size["bytes"] for size in study["sizes"]],
                         [64, 512])
        for part in (study, study["busy"]):
            self.assertEqual(
                sorted((run["size"], run["round"], run["target"])
                       for run in part["runs"]),
                [(size, turn, target) for size in (0, 1) for turn in (0, 1)
                 for target in (0, 1, 2)])
            for run in part["runs"]:
                self.assertGreater(run["answered"], 0)
                for name in ("errors", "wrong", "unexpected", "abandoned"):
                    self.assertEqual(run[name], 0, name)
        self.assertEqual((study["plan"]["depth"],
                          study["busy"]["plan"]["depth"]), (1, 16))

    def test_the_targets_take_turns(self):
        order = [run["target"] for run in self.study()["runs"]]
        self.assertEqual(order, [0, 1, 2, 1, 2, 0, 1, 2, 0, 2, 0, 1])

    def test_the_report_has_each_target_and_size(self):
        said = self.expect("compare", *QUICK, "--sizes", "64,1400",
                           out=None).decode()
        for pattern in (r"^tcp +tcp://127\.0\.0\.1:\d+$", r"^latency +p50",
                        r"^throughput +rate", r"^1 400 B$", r"^unix +▸?\d"):
            self.assertRegex(said, re.compile(pattern, re.MULTILINE))

    def test_its_numbers_are_those_of_the_files(self):
        page, table = self.folder / "a.html", self.folder / "a.csv"
        kept = self.folder / "a.json"
        said = self.expect("compare", "tcp", "unix", *QUICK, "--sizes", "64",
                           "--json", kept, "--csv", table, "--html", page,
                           out=None).decode()
        study = json.loads(kept.read_text(encoding="utf-8"))
        for cell in study["cells"]:
            p50 = cell["p50"]["value"] / 1000
            digits = 2 if p50 < 9.995 else 1 if p50 < 99.95 else 0
            self.assertIn(f"{p50:.{digits}f} µs", said)
        rows = table.read_text(encoding="utf-8").splitlines()
        self.assertEqual(len(rows), 1 + 2 * 4)
        text = page.read_text(encoding="utf-8")
        self.assertTrue(text.startswith("<!doctype html>"), text[:40])
        self.assertTrue(text.rstrip().endswith("</html>"))
        self.assertNotRegex(text, r"(?:src|href)=\"(?!#)")
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()),
                         ["a.csv", "a.html", "a.json"])

    def test_parameters_are_for_both_ends(self):
        study = self.study("tcp", "tcp?framing=varint", "unix",
                           "--framing", "none", sizes=("--sizes", "64"))
        self.assertEqual([target["name"] for target in study["targets"]],
                         ["tcp", "tcp?framing=varint", "unix"])
        wire = [[run["wire_out"] - run["body_out"]
                 for run in study["runs"] if run["target"] == target]
                for target in range(3)]
        self.assertEqual((wire[0], wire[2]), ([0, 0], [0, 0]))
        self.assertGreater(min(wire[1]), 0)

    def test_a_size_that_fits_no_frame_is_told_and_never_made(self):
        study = self.study("tcp", "--max-frame", "1003", status=5,
                           sizes=("--sizes", "988,987"),
                           err=r"\Amsgwire: compare tcp: size 988: a message "
                           r"of 1004 bytes does not fit a frame, which holds "
                           r"1003 \(--max-frame\)\n\Z")
        self.assertEqual({run["size"] for run in study["runs"]}, {1})

    def test_a_size_that_fits_no_datagram_is_told_and_not_split(self):
        study = self.study(*ALL, sizes=("--sizes", "64,70000"), status=5,
                           err=r"\Amsgwire: compare udp: size 70000: .* 70\d+ "
                               r"bytes .*65507\n\Z")
        runs = [(run["target"], run["size"]) for run in study["runs"]]
        self.assertIn((0, 1), runs)
        self.assertIn((1, 0), runs)
        self.assertNotIn((1, 1), runs)

    def test_a_schedule_has_no_halves(self):
        study = self.study("tcp", "udp", "--rate", "2000")
        self.assertIsNone(study["busy"])
        for run in study["runs"]:
            self.assertGreaterEqual(run["due"], run["sent"])
            self.assertGreater(run["sent"], 0)

    def test_one_way_messages_are_compared_too(self):
        study = self.study("tcp", "udp", "--notify")
        self.assertIsNone(study["busy"])
        for run in study["runs"]:
            self.assertGreater(run["sent"], 0)

    def test_values_have_no_sizes(self):
        study = self.study("tcp", "--method", "upper", "--value",
                           "user-{{seq}}", sizes=())
        self.assertEqual(study["sizes"], [{"bytes": 0, "text": ""}])

    def test_nothing_of_its_server_is_left(self):
        process, server = self.begin(
            env=environment(TMPDIR=str(self.folder)))
        programs.until(lambda: list(self.folder.iterdir()), "its folder")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE_S)
        self.assertTrue(is_gone(server))
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_its_server_ends_even_if_it_is_killed(self):
        process, server = self.begin("tcp")
        process.kill()
        programs.until(lambda: is_gone(server), "the server's end")

    def test_a_signal_ends_it_with_what_was_measured(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number=number):
                process, server = self.begin("tcp", "--json", "-")
                time.sleep(0.3)  # there is no sign of the first answers
                process.send_signal(number)
                out, err = process.communicate(timeout=PATIENCE_S)
                self.assertEqual((process.returncode, err), (-number, b""))
                study = json.loads(out)
                self.assertTrue(study["runs"][0]["interrupted"])
                self.assertGreater(study["runs"][0]["answered"], 0)
                self.assertTrue(is_gone(server))

    def test_a_server_that_dies_is_told_once(self):
        process, server = self.begin("--json", "-")
        os.kill(server, signal.SIGKILL)
        out, err = process.communicate(timeout=PATIENCE_S)
        self.assertEqual(process.returncode, 7)
        self.assertEqual(err.decode(), "msgwire: compare: our own msgwired was "
                                       "ended by signal 9 (Killed)\n")
        self.assertEqual(len(json.loads(out)["targets"]), 3)

    def alone(self, *beside):
        """msgwire in a folder of its own, with these programs beside it."""
        shutil.copy(programs.MSGWIRE, self.folder)
        for name, text in beside:
            path = self.folder / name
            path.write_text(f"#!/bin/sh\n{text}\n", encoding="ascii")
            path.chmod(0o755)
        return {"program": self.folder / "msgwire",
                "env": environment(PATH="/usr/bin:/bin")}

    def test_without_its_program_one_sentence_says_so(self):
        if shutil.which("msgwired", path="/usr/bin:/bin"):
            self.skipTest("msgwired is installed")
        self.expect("compare", status=1, **self.alone(),
                    err=rf"\Amsgwire: compare: no msgwired in {self.folder}, "
                        r"and none in PATH\n\Z")

    def test_in_path_it_is_found_too(self):
        there = self.alone()
        there["env"]["PATH"] += f":{programs.FOLDER}"
        self.study("tcp", **there)

    def test_what_its_program_says_in_the_end_is_shown(self):
        there = self.alone(("msgwired", "echo one >&2\necho two >&2; exit 3"))
        self.expect("compare", status=3, **there,
                    err=r"\Amsgwire: compare: our own msgwired: two\n\Z")

    def test_a_program_that_prints_something_else_is_none(self):
        there = self.alone(("msgwired", "echo hello; exec sleep 60"))
        self.expect("compare", status=1, **there,
                    err="printed hello, expected listening URL")


class Others(Case):
    def test_servers_that_run_are_compared(self):
        server = self.serve()
        study = self.study(*server.urls)
        self.assertEqual([target["url"] for target in study["targets"]],
                         server.urls)
        self.assertEqual([target["name"] for target in study["targets"]],
                         [url.removeprefix("tcp://") for url in
                          server.urls[:2]] + ["udp"])

    def test_values_that_do_not_fit_one_of_them_are_sent_to_the_others(self):
        server = self.serve()
        study = self.study(server.url("udp"), server.url("tcp"), status=5,
                           sizes=("--value", '"{{random 70k}}"'),
                           err="udp: message 0: a datagram of 700.. bytes")
        self.assertGreater(min(run["answered"] for run in study["runs"]
                               if run["target"] == 1), 0)

    def test_one_that_is_down_is_told_and_the_others_go_on(self):
        down = peers.nobody("tcp")
        study = self.study("tcp", down, status=3,
                           err=rf"\Amsgwire: compare {down[6:]}: connection "
                               r"refused[^\n]*\n\Z")
        self.assertEqual({run["target"] for run in study["runs"]}, {0})

    def test_if_all_are_down_there_is_no_report(self):
        self.expect("compare", peers.nobody("tcp"), peers.nobody("udp"),
                    *QUICK, "--rate", "100", status=3,
                    err="refused.*\n.*refused")

    def test_so_is_one_to_which_nothing_listens(self):
        self.study("udp", peers.nobody("udp"), status=3, err="refused")

    def test_one_that_closes_in_the_middle(self):
        study = self.study("tcp", peers.stream(peers.closing), status=7,
                           err="closed the connection")
        self.assertEqual(len([run for run in study["runs"]
                              if run["target"] == 0]), 4)

    def test_one_that_never_answers_takes_no_more_than_its_time(self):
        began = time.monotonic()
        self.study("tcp", peers.stream(peers.silent), "--timeout", "100ms",
                   status=4, err="no answer")
        self.assertLess(time.monotonic() - began, PATIENCE_S / 3)

    def test_one_that_answers_wrongly(self):
        self.study("tcp", peers.stream(peers.odd), status=8, err="wrong")

    def test_the_first_that_fails_is_the_status(self):
        self.study(peers.nobody("tcp"), peers.stream(peers.closing), status=3,
                   err="refused")
        self.study(peers.stream(peers.closing), peers.nobody("tcp"), status=7,
                   err="closed")

    def test_a_name_of_a_context_is_a_url(self):
        server = self.serve()
        env = environment(XDG_CONFIG_HOME=str(self.folder))
        self.expect("context", "add", "here", server.url("udp"), env=env)
        study = self.study("tcp", "@here", env=env)
        self.assertEqual(study["targets"][1]["url"], server.url("udp"))

    def test_wrong_words_are_refused_before_anything_is_done(self):
        for words, err in (
                (("ftp://h:1",), "ftp"), (("tcp?framing=x",), "framing"),
                (("tcp",) * 9, "at most 8 targets, got 9"),
                (("tcp", "--sizes", "64", "--value", "1"), "not both"),
                (("tcp", "--connections", "20000", "--depth", "65536"),
                 "at most"),
                (("--rounds", "60", "--sizes", "1,2,3,4,5,6"),
                 "--rounds 60: expected at most 56 for 3 targets of 6 sizes"),
                (("tcp", "--json", "-", "--csv", "-"),
                 "--csv -: expected a file, --json goes to stdout")):
            with self.subTest(words=words):
                self.expect("compare", *words, status=2, err=err)


if __name__ == "__main__":
    suite.main()
