"""What bench and compare report of an emulated link is what it has done."""
import json
import os
import unittest

from support import programs, suite

NO_LINK = 1  # the status of what the system does not allow
NOBODY = 65534
FAULTS = "delay=2ms loss=1% duplicate=0.5% reorder=1%"


def as_nobody():
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


class Link(suite.Case):
    def measure(self, verb, spec, *words, **popen):
        """Returns what --json tells."""
        status, out, said = self.run_program(
            verb, "--link", spec, *words, "--warmup", "0", "--json", "-",
            **popen)
        if status == NO_LINK and "--link" in said:
            self.skipTest(said.strip())
        self.assertEqual(status, 0, said)
        return json.loads(out)


class Datagrams(Link):
    def check(self, count, points):
        """Requests and answers meet the faults: what one packet met on its
        one way, as the link has counted, says what they met together."""
        told = self.measure("bench", FAULTS, "udp", "--rate", "5k", "--count",
                            str(count), "--size", "64", "--seed", "3")
        link, seen = told["link"], told["runs"][0]["datagrams"]
        comes = 1 - link["loss"]
        ways = comes + comes ** 2
        self.assertEqual(link["missed"], 0)
        for name in ("dropped_here", "dropped_there"):  # by a busy machine
            seen["lost"] -= seen[name] or 0
        for name, asked in (("loss", 0.01), ("duplicate", 0.005),
                            ("reorder", 0.01)):
            self.assertAlmostEqual(link[name], asked, delta=points)
        for name, expected in (("lost", 1 - comes ** 2),
                               ("duplicated", ways * link["duplicate"]),
                               ("reordered", ways * link["reorder"])):
            self.assertAlmostEqual(seen[name] / count, expected, delta=points)

    def test_loss_copies_and_reordering_are_what_the_link_did(self):
        self.check(10000, 0.003)

    @unittest.skipUnless(os.environ.get("MSGWIRE_SLOW") == "1",
                         "it takes half a minute: MSGWIRE_SLOW=1 asks for it")
    def test_so_they_are_within_a_tenth_of_a_point(self):
        self.check(100000, 0.001)

    def test_the_same_seed_loses_the_same(self):
        lost = [self.measure("bench", "delay=1ms loss=5%", "udp", "--rate",
                             "5k", "--count", "3000", "--seed", seed)
                ["runs"][0]["datagrams"]["lost"] for seed in ("1", "1", "2")]
        self.assertEqual(lost[0], lost[1])
        self.assertNotEqual(lost[0], lost[2])

    def test_a_round_trip_takes_the_delay_twice(self):
        told = self.measure("bench", "delay=10ms", "udp", "--count", "50")
        shortest = told["runs"][0]["latency"]["min"]
        self.assertGreaterEqual(shortest, 20e6)
        self.assertLess(shortest, 25e6)
        self.assertGreaterEqual(told["link"]["delay_ns"], 10e6)


class Comparisons(Link):
    def compared(self, rounds, **popen):
        told = self.measure("compare", "delay=20ms loss=2%", "tcp", "udp",
                            "--sizes", "64", "--rate", "400", "--duration",
                            "1s", "--rounds", str(rounds), **popen)
        names = [target["name"] for target in told["targets"]]
        return {names[cell["target"]]: cell for cell in told["cells"]}

    def test_a_stream_waits_for_what_was_lost_and_datagrams_do_not(self):
        cells = self.compared(3)
        self.assertGreater(cells["tcp"]["p99"]["value"],
                           1.2 * cells["udp"]["p99"]["value"])
        self.assertAlmostEqual(cells["udp"]["loss"]["value"], 0.04, delta=0.02)
        self.assertEqual(cells["tcp"]["loss"]["value"], 0)

    def test_an_ordinary_user_measures_over_one_as_well(self):
        if os.geteuid() != 0:
            self.skipTest("not root: all tests here are an ordinary user's")
        self.folder.chmod(0o755)
        for program in (programs.MSGWIRE, programs.MSGWIRED):
            copy = self.folder / program.name
            copy.write_bytes(program.read_bytes())
            copy.chmod(0o755)
        cells = self.compared(1, program=self.folder / "msgwire", cwd="/",
                              preexec_fn=as_nobody)
        self.assertEqual(set(cells), {"tcp", "udp"})


if __name__ == "__main__":
    suite.main()
