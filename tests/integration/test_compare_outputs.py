"""What becomes of a study, of compare and of bench alike: conditions and their
status, a search, a link, files and a stdout that can't be written."""
import json
import os
import resource
import signal
import time

from support import peers, suite
from support.programs import PATIENCE_S

QUICK = ("--rounds", "2", "--duration", "30ms", "--warmup", "5ms")


def little_memory():
    most = 32 << 20
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def swollen(study):
    """A study of all the runs that there may be, of both halves, each as short
    as it can be and yet with something in each histogram."""
    few = {"min": 1, "max": 1, "cells": [[1, 1]]}
    short = {**study["runs"][0], "moments": [], "latency": few, "service": few,
             "lag": few}
    runs = [{**short, "target": target, "size": size, "round": number}
            for number in range(2) for target in range(16)
            for size in range(32)]
    return {**study, "runs": runs, "targets": study["targets"] * 16,
            "sizes": study["sizes"] * 32,
            "busy": {"plan": study["plan"], "runs": runs}}


class Judged(suite.Case):
    QUIET = ("tcp", *QUICK, "--sizes", "64", "--csv", "/dev/null")

    def test_conditions_make_the_status(self):
        for words, status in ((("--require", "p50<10s"), 0),
                              (("--require", "p50<1ns"), 9),
                              (("--fail-if", "throughput>1"), 9),
                              (("--fail-if", "p50>10s,loss>50%"), 0)):
            with self.subTest(words=words):
                self.expect("compare", *self.QUIET, *words, status=status,
                            out=None, err="^$" if status == 0 else
                            rf"\Amsgwire: compare tcp: tcp[^\n]*"
                            rf"{words[1]}[^\n]*\n\Z")

    def test_what_failed_comes_before_what_was_missed(self):
        self.expect("compare", peers.nobody("tcp"), *self.QUIET, "--require",
                    "p50<1ns", status=3, out=None, err="refused")

    def test_a_baseline_is_what_json_wrote(self):
        kept = self.folder / "before.json"
        self.expect("compare", *self.QUIET, "--json", kept, out=None)
        self.expect("compare", *self.QUIET, "--baseline", kept, "--fail-if",
                    "p50>+100000%", out=None)
        self.expect("compare", *self.QUIET, "--baseline", kept, "--require",
                    "p50>+100000%", status=9, out=None, err=r"\+100000%")

    def test_a_baseline_that_is_none_is_told(self):
        bad = self.folder / "bad.json"
        for text in ("", "{}", "[1]", '{"msgwire_study":9}', "\xff", "[" * 99):
            bad.write_text(text, encoding="latin-1")
            with self.subTest(text=text):
                self.expect("compare", *self.QUIET, "--baseline", bad,
                            status=6, err=f"--baseline: {bad}: ")

    def test_a_baseline_without_an_end_is_given_up(self):
        self.expect("compare", *self.QUIET, "--baseline", "/dev/zero",
                    status=5, err=r"the input is longer than 268435456 bytes$")

    @suite.needs_plain_build
    def test_a_baseline_takes_little_more_memory_than_its_text(self):
        kept = self.folder / "swollen.json"
        said = self.expect("compare", *self.QUIET, "--json", "-", "--csv",
                           self.folder / "csv", out=None)
        kept.write_text(json.dumps(swollen(json.loads(said))),
                        encoding="utf-8")
        self.assertLess(kept.stat().st_size, 4 << 20)
        self.expect("compare", peers.nobody("tcp"), "--baseline", kept,
                    status=3, out=None, err="refused",
                    preexec_fn=little_memory)

    def test_a_relative_condition_needs_one(self):
        self.expect("compare", *self.QUIET, "--fail-if", "p99>+10%", status=2,
                    err="expected --baseline FILE")

    def test_the_rate_that_keeps_a_promise_is_found(self):
        """A server that takes four milliseconds for each: 250 a second, of
        which a busy machine does not take away much."""
        def slow(conn):
            for whole in peers.bodies(conn):
                for body in whole:
                    time.sleep(0.004)
                    conn.sendall(peers.frame(peers.echo(body)))
        said = self.expect("bench", peers.stream(slow), "--find-max",
                           "p50<50ms", "--duration", "500ms", "--warmup",
                           "10ms", "--rate", "50", "--json", "-", out=None,
                           err="p50<50ms is kept up to .* and missed at ")
        rate = json.loads(said)["plan"]["rate"]
        self.assertGreater(rate, 50)
        self.assertLess(rate, 400)

    def test_a_promise_that_no_run_can_tell_is_refused(self):
        for words, err in (
                (("p99<1ms", "--notify"), "expected no latency with --notify"),
                (("max<1ms", "--notify"), "expected no latency with --notify"),
                (("p99<1ms", "--count", "10"), "--count of at least 1000, ")):
            with self.subTest(words=words):
                self.expect("bench", "tcp", "--find-max", *words, status=2,
                            err=f'--find-max: "{words[0]}": .*{err}')

    def test_a_search_of_what_is_down_tells_nothing(self):
        self.expect("bench", peers.nobody("tcp"), "--find-max", "p50<1s",
                    status=3, err="refused")

    def test_a_signal_ends_a_search_with_how_far_it_came(self):
        process = self.start("bench", "tcp", "--find-max", "p50<10s",
                             "--duration", "50ms", "--warmup", "0")
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
        self.assertEqual((process.returncode, err), (-signal.SIGINT, b""))
        self.assertRegex(out, rb"\Ap50<10s is kept up to .*searched to the end")

    def test_a_promise_that_is_never_kept_is_missed(self):
        said = self.expect("bench", "tcp", "--find-max", "p50<1ns",
                           "--duration", "50ms", "--warmup", "0", "--rate",
                           "1000", status=9, out=None)
        self.assertIn(b"p50<1ns is missed even at", said.splitlines()[0])


class Linked(suite.Case):
    """A server of its own behind an emulated link."""

    def over(self, spec, *words):
        words = ("compare", *words, "--link", spec, "--sizes", "64", "--rounds",
                 "2", "--duration", "400ms", "--rate", "250", "--json", "-")
        status, out, err = self.run_program(*words)
        if status == 1 and "--link" in err:
            self.skipTest(err.strip())
        self.assertEqual((status, err), (0, ""))
        return json.loads(out)

    def test_both_ends_are_a_link_apart(self):
        study = self.over("delay=5ms")
        self.assertEqual([target["name"] for target in study["targets"]],
                         ["tcp", "udp"])
        self.assertEqual(study["link"]["asked"], "delay=5ms")
        self.assertGreaterEqual(study["link"]["delay_ns"], 5_000_000)
        for cell in study["cells"]:
            self.assertGreaterEqual(cell["p50"]["value"], 10_000_000)

    def test_what_it_loses_is_told(self):
        study = self.over("loss=20%", "udp")
        self.assertGreater(study["link"]["loss"], 0.05)
        self.assertGreater(study["cells"][0]["loss"]["value"], 0.1)

    def test_it_leads_to_a_server_of_our_own_alone(self):
        for word in ("unix", peers.nobody("tcp")):
            with self.subTest(word=word):
                self.expect("compare", word, "--link", "delay=1ms", status=2,
                            err=f"expected tcp or udp, .*got {word}")

    def test_one_run_can_go_over_it_too(self):
        status, out, err = self.run_program(
            "bench", "udp", "--link", "delay=2ms", "--count", "20", "--warmup",
            "0", "--json", "-")
        if status == 1 and "--link" in err:
            self.skipTest(err.strip())
        self.assertEqual((status, err), (0, ""))
        self.assertGreaterEqual(
            json.loads(out)["cells"][0]["max"]["value"], 4_000_000)


class Outputs(suite.Case):
    ONE = ("compare", "tcp", *QUICK, "--sizes", "64", "--rounds", "1")

    def test_a_report_that_can_not_be_written_is_an_error(self):
        with open("/dev/full", "wb") as full:
            self.expect(*self.ONE, status=1, stdout=full, out=b"",
                        err="can't write the output: No space left")

    def test_nor_a_file_but_the_rest_is(self):
        kept = self.folder / "kept.json"
        said = self.expect(*self.ONE, "--csv", "/dev/full", "--json", kept,
                           status=1, out=None,
                           err="--csv /dev/full: .*No space left")
        self.assertIn(b"p50", said)
        json.loads(kept.read_text(encoding="utf-8"))

    def test_a_place_where_none_can_be_written_is_told_at_once(self):
        began = time.monotonic()
        self.expect("compare", "--html", self.folder / "no/page", status=2,
                    err="--html .*no/page: can't write there: No such file")
        self.assertLess(time.monotonic() - began, 2)

    def test_who_wants_no_more_is_no_error(self):
        reader, writer = os.pipe()
        os.close(reader)
        with open(writer, "wb") as nobody:
            self.expect(*self.ONE, stdout=nobody, out=b"")

    def test_quiet_says_nothing(self):
        self.expect(*self.ONE, peers.nobody("tcp"), "-q", status=3, out=None)


if __name__ == "__main__":
    suite.main()
