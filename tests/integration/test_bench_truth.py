"""What bench says of time is true: a stall is seen by an open loop as everyone
who waited saw it, and beside it what a closed loop makes of it; and the
generator is no slower than others. It needs a calm machine and half a minute:
MSGWIRE_SLOW=1 asks for it."""
import os
import re
import shutil
import signal
import statistics
import subprocess
import threading
import time
import unittest

from support import programs, suite

MICROSECONDS = {"ns": 1e-3, "us": 1, "µs": 1, "ms": 1e3, "s": 1e6}
ROUNDS = 5
# The generator waits for its one answer as sockperf does, in the read itself.
# The server waits for many peers at once, which is a system call more a message
# than sockperf's needs for one, and reads what it answers. More than this is
# something else.
AS_LONG = 1.4


def times(text):
    """{"p50": microseconds} of a report's first target."""
    found = {}
    for name, number, unit in re.findall(
            r"(p[\d.]+|max)\s+([\d.]+) ?(ns|us|µs|ms|s)\b", text):
        found.setdefault(name, float(number) * MICROSECONDS[unit])
    return found


@unittest.skipUnless(os.environ.get("MSGWIRE_SLOW") == "1",
                     "it takes half a minute on a calm machine: MSGWIRE_SLOW=1 "
                     "asks for it")
class Truth(suite.Case):
    def setUp(self):
        super().setUp()
        self.server = self.serve(listen=("tcp://127.0.0.1:0",
                                         "udp://127.0.0.1:0"))

    def bench(self, url, *options):
        return times(self.expect("bench", url, *options, out=None).decode())

    def stopped_for_a_second(self, *options):
        """Ten seconds, of which the server is stopped for one."""
        def stop():
            time.sleep(3)
            self.server.signal(signal.SIGSTOP)
            time.sleep(1)
            self.server.signal(signal.SIGCONT)

        stopper = threading.Thread(target=stop)
        stopper.start()
        said = self.bench(self.server.url("tcp"), "--duration", "10s",
                          *options)
        stopper.join()
        return said

    def test_a_stall_is_seen_by_those_who_waited(self):
        said = self.stopped_for_a_second("--rate", "1000")
        self.assertTrue(0.8e6 < said["p99"] < 1.1e6, said)
        self.assertTrue(0.9e6 < said["max"] < 1.3e6, said)
        self.assertLess(said["p50"], 5e4)

    def test_a_closed_loop_sees_a_stall_once(self):
        said = self.stopped_for_a_second()
        self.assertLess(said["p99"], 5e4)
        self.assertTrue(0.9e6 < said["max"] < 1.3e6, said)

    def sockperf(self, *options):
        """The median time there and back, in microseconds."""
        port = str(programs.free_port())
        words = ("-i", "127.0.0.1", "-p", port, *options)
        server = subprocess.Popen(
            ["taskset", "-c", "1", "sockperf", "server", *words],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        try:
            time.sleep(0.5)
            said = subprocess.run(
                ["taskset", "-c", "0", "sockperf", "ping-pong", *words, "-t",
                 "2", "-m", "80"], capture_output=True, text=True, check=True,
                timeout=programs.PATIENCE_S).stdout
        finally:
            programs.end_group(server)
        return 2 * float(re.search(r"percentile 50\.000 = +([\d.]+)",
                                   said).group(1))

    def ping_pong(self, scheme):
        said = subprocess.run(
            ["taskset", "-c", "0", programs.MSGWIRE, "bench",
             self.server.url(scheme), "--duration", "2s"],
            capture_output=True, text=True, check=True,
            timeout=programs.PATIENCE_S).stdout
        return times(said)["p50"]

    @unittest.skipUnless(shutil.which("sockperf"), "no sockperf")
    @unittest.skipUnless(os.cpu_count() > 1, "one processor")
    def test_a_ping_pong_takes_as_long_as_sockperfs(self):
        os.sched_setaffinity(self.server.pid, {1})
        for scheme, options in (("udp", ()), ("tcp", ("--tcp",))):
            pairs = [(self.ping_pong(scheme), self.sockperf(*options))
                     for _ in range(ROUNDS)]
            ratio = statistics.median(ours / theirs for ours, theirs in pairs)
            print(f"{scheme}: p50 {ratio:.3f} of sockperf's", flush=True)
            self.assertLess(ratio, AS_LONG, pairs)


if __name__ == "__main__":
    suite.main()
