"""What a measurement says of datagrams: a peer that loses, repeats, reorders
and delays them by a plan has counted the same."""
import json
import subprocess

from support import faulty, programs, suite

COUNTS = programs.FOLDER / "tests/integration/bench_counts"


class BenchDatagrams(suite.Case):
    def measured(self, url, rate=2000, count=1600, timeout_ms=500,
                 sizes="64"):
        """Every count of one run over one socket, without warm-up."""
        run = subprocess.run(
            [COUNTS, url, *(str(word) for word in (rate, count, timeout_ms,
                                                   sizes))],
            env=programs.environment(), capture_output=True,
            timeout=programs.PATIENCE_S, check=True)
        counts = json.loads(run.stdout)
        return counts, counts["datagrams"]

    def check(self, peer, counts, datagrams):
        """All is in its place, and nothing twice."""
        reordered, most = peer.reordered()
        self.assertEqual(counts["sent"], peer.asked)
        self.assertEqual(counts["answered"], len(peer.order))
        self.assertEqual(datagrams["lost"], peer.lost)
        self.assertEqual(datagrams["late"], peer.late)
        self.assertEqual(datagrams["duplicated"], peer.doubled)
        self.assertEqual(datagrams["reordered"], reordered)
        self.assertEqual(datagrams["reordered_most"], most)
        self.assertEqual(counts["sent"], counts["answered"] +
                         datagrams["lost"] + datagrams["late"])
        for name in ("errors", "wrong", "unexpected", "abandoned"):
            self.assertEqual(counts[name], 0, name)

    def test_a_good_peer_has_no_faults(self):
        peer = faulty.Faulty(1, upset=0)
        self.check(peer, *self.measured(peer.url, count=1000))
        self.assertEqual(len(peer.order), 1000)

    def test_each_kind_of_fault_alone_is_counted_as_it_was(self):
        for kind in ("lose", "double", "swap"):
            with self.subTest(kind=kind):
                peer = faulty.Faulty(2, upset=1500, **{kind: 0.1})
                self.check(peer, *self.measured(peer.url))
                found = {"lose": peer.lost, "double": peer.doubled,
                         "swap": peer.reordered()[0]}
                self.assertGreater(found[kind], 50)

    def test_late_answers_are_lost_no_longer(self):
        peer = faulty.Faulty(3, upset=1000, late=0.05)
        self.check(peer, *self.measured(peer.url, count=4000))
        self.assertGreater(peer.late, 20)

    def test_all_faults_at_once_are_told_apart(self):
        peer = faulty.Faulty(4, upset=1500, lose=0.03, double=0.02, swap=0.1,
                             late=0.02, hold=50)
        self.check(peer, *self.measured(peer.url, rate=2500, count=5000,
                                        sizes="64-1400"))
        self.assertGreater(min(peer.lost, peer.doubled, peer.late), 10)
        self.assertGreater(peer.reordered()[1], 20)


if __name__ == "__main__":
    suite.main()
