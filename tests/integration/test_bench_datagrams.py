"""What a measurement says of datagrams: a peer that loses, repeats, reorders
and delays them by a plan has counted the same."""
import json
import os
import signal

from support import faulty, programs, suite, wire

TRIES = 3
COUNTS = programs.FOLDER / "tests/integration/bench_counts"


class BenchDatagrams(suite.Case):
    def started(self, *words):
        return self.start(*(str(word) for word in words), program=COUNTS)

    def ended(self, run):
        said, complaint = run.communicate(timeout=programs.PATIENCE_S)
        self.assertEqual((run.returncode, complaint), (0, b""))
        counts = json.loads(said)
        return counts, counts["datagrams"]

    def measured(self, url, rate=2000, count=1600, timeout_ms=1000, sizes="64"):
        """Every count of one run over one socket, without warm-up."""
        return self.ended(self.started(url, rate, count, timeout_ms, sizes))

    def checked(self, seed, faults, **how):
        """All is in its place, and nothing twice. Returns the peer. A busy
        machine may drop answers in our own socket, of which the peer knows
        nothing: it is told, and tried again."""
        for _ in range(TRIES):
            peer = faulty.Faulty(seed, **faults)
            counts, datagrams = self.measured(peer.url, **how)
            if datagrams["dropped_here"] == 0:
                break
        self.check(peer, counts, datagrams)
        return peer

    def check(self, peer, counts, datagrams):
        reordered, most = peer.reordered()
        self.assertEqual(datagrams["dropped_here"], 0)
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
        peer = self.checked(1, {"upset": 0}, count=1000)
        self.assertEqual(len(peer.order), 1000)

    def test_what_does_not_fit_is_not_what_the_socket_refused(self):
        peer = faulty.Faulty(1, upset=0)
        counts, datagrams = self.measured(peer.url, count=40,
                                          sizes="64,66000")
        self.assertEqual(counts["sent"], peer.asked)
        self.assertEqual(counts["sent"] + datagrams["too_long"], 40)
        self.assertGreater(min(counts["sent"], datagrams["too_long"]), 5)
        self.assertEqual(datagrams["refused_here"], 0)

    def test_the_hosts_own_jitter_is_measured_first(self):
        counts, _ = self.measured(faulty.Faulty(1, upset=0).url, count=10)
        p50, p99, most = (counts[f"jitter_{name}_ns"]
                          for name in ("p50", "p99", "max"))
        self.assertTrue(0 < p50 <= p99 <= most < 10**9, (p50, p99, most))

    def test_each_kind_of_fault_alone_is_counted_as_it_was(self):
        for kind in ("lose", "double", "swap"):
            with self.subTest(kind=kind):
                peer = self.checked(2, {"upset": 1500, kind: 0.1})
                found = {"lose": peer.lost, "double": peer.doubled,
                         "swap": peer.reordered()[0]}
                self.assertGreater(found[kind], 50)

    def test_late_answers_are_lost_no_longer(self):
        peer = self.checked(3, {"upset": 600, "late": 0.1}, count=4000)
        self.assertGreater(peer.late, 20)

    def test_all_faults_at_once_are_told_apart(self):
        faults = {"upset": 1000, "lose": 0.03, "double": 0.03, "swap": 0.1,
                  "late": 0.03, "hold": 50}
        peer = self.checked(4, faults, rate=2500, count=5500,
                            sizes="64-1400")
        self.assertGreater(min(peer.lost, peer.doubled, peer.late), 10)
        self.assertGreater(peer.reordered()[1], 20)

    def test_what_the_server_had_no_room_for_is_told_apart(self):
        server = self.serve("--rcvbuf", "64Ki")
        with wire.Stream(server.url("tcp")) as stream:
            def stats(name):
                return dict(stream.call("stats")[1])[name]

            run = self.started(server.url("udp"), 20000, 20000, 600, 500)
            programs.until(lambda: stats("datagrams_out") > 100, "answers")
            os.kill(server.process.pid, signal.SIGSTOP)
            try:
                counts, datagrams = self.ended(run)
            finally:
                os.kill(server.process.pid, signal.SIGCONT)
            dropped = datagrams["dropped_there"]
            self.assertEqual(dropped, stats("datagrams_dropped"))
            programs.until(
                lambda: stats("datagrams_in") + dropped == counts["sent"],
                "all to be counted")
        self.assertGreater(dropped, 1000)
        self.assertGreaterEqual(datagrams["lost"], dropped)
        self.assertEqual(counts["sent"],
                         counts["answered"] + datagrams["lost"])
        self.assertEqual(datagrams["dropped_here"], 0)

    def test_processor_time_is_known_where_the_process_is(self):
        unix = self.unix()
        server = self.serve(listen=("tcp://127.0.0.1:0", unix))
        counts, _ = self.measured(unix, count=3000)
        self.assertGreater(counts["client_cpu_ns"], 0)
        self.assertGreater(counts["server_cpu_ns"], 0)
        self.assertLess(counts["server_cpu_ns"], counts["elapsed_ns"])
        counts, _ = self.measured(server.url("tcp"), count=100)
        self.assertNotIn("server_cpu_ns", counts)


if __name__ == "__main__":
    suite.main()
