"""The emulated link: real sockets at both ends meet what was asked for."""
import json
import os
import pathlib
import shlex
import subprocess
import sys

from support import programs, suite

OVER = programs.FOLDER / "tests/integration/link_over"
PEERS = pathlib.Path(__file__).resolve().parent / "link/peers.py"
NO_LINK = 77
NOBODY = 65534


# The near end's own children do not have its name.
KILL_THE_FORWARDER = """
for pid in $(cat /proc/$PPID/task/$PPID/children); do
    case $(cat /proc/$pid/comm) in
    "msgwire link") kill -9 $pid && found=$pid ;;
    esac
done
until grep -q "^State:.Z" /proc/${found:?}/status; do :; done
"""


def peer(*words):
    return "exec " + shlex.join([sys.executable, "-B", str(PEERS),
                                 *(str(word) for word in words)])


def as_nobody():
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


class Link(suite.Case):
    def over(self, spec, far, near, seed=1, **popen):
        """Runs both ends. Returns what the near one saw, and the link."""
        ready = self.folder / "ready"
        ready.unlink(missing_ok=True)
        status, out, said = self.run_program(
            spec, str(seed), peer(*far), peer(*near), program=OVER,
            env=programs.environment(READY=str(ready)), **popen)
        if status == NO_LINK:
            self.skipTest(said.strip())
        self.assertEqual(status, 0, said)
        seen, link = out.decode().splitlines()
        link = json.loads(link)
        self.assertFalse(link["died"])
        self.assertEqual(link["missed"], 0)
        return json.loads(seen), link

    def flood(self, spec, count=5000, size=64, **more):
        """Datagrams there and back. Returns what came, and what the link
        counted on each way."""
        seen, link = self.over(spec, ("echo", 4), ("flood", 4, count, size),
                               **more)
        return seen["came"], link["there"]["udp"], link["back"]["udp"]


class Datagrams(Link):
    def test_a_round_trip_takes_the_delay_twice(self):
        for version in (4, 6):
            seen, link = self.over("delay=10ms", ("echo", version),
                                   ("ping", version, 20))
            times = seen["times"]
            self.assertEqual(len(times), 20)
            self.assertGreaterEqual(times[0], 0.020)
            self.assertLess(times[0], 0.025)  # others met a busy machine
            self.assertGreaterEqual(link["delay"], 0.010)
            self.assertAlmostEqual(link["delay"] - link["late"], 0.010, 5)

    def test_jitter_makes_it_shorter_and_longer(self):
        seen, link = self.over("delay=10ms jitter=5ms", ("echo", 4),
                               ("ping", 4, 50))
        times = seen["times"]
        self.assertGreaterEqual(times[0], 0.010)
        self.assertLess(times[0], 0.018)
        self.assertGreater(times[-1], 0.022)
        self.assertGreater(link["jitter"], 0.003)

    def test_what_is_lost_is_what_the_link_counts(self):
        came, there, back = self.flood("delay=2ms loss=5%")
        lost = there["lost"] + back["lost"]
        self.assertEqual(len(came) + lost, there["seen"])
        self.assertEqual(there["delivered"], back["seen"])
        self.assertEqual(came, sorted(came))
        self.assertGreater(there["lost"], 150)
        self.assertLess(there["lost"], 350)

    def test_the_same_seed_loses_the_same_datagrams(self):
        first, again, other = (self.flood("delay=0 loss=5%", 2000, seed=seed)
                               for seed in (7, 7, 8))
        self.assertEqual(first[0], again[0])
        self.assertNotEqual(first[0], other[0])

    def test_copies_and_reordering_are_what_the_link_counts(self):
        came, there, back = self.flood("delay=2ms duplicate=2%")
        copies = there["duplicated"] + back["duplicated"]
        self.assertGreater(copies, 100)
        self.assertEqual(len(came) - len(set(came)), copies)
        self.assertEqual(came, sorted(came))
        came, there, back = self.flood("delay=2ms jitter=1ms reorder=1%")
        moved = there["reordered"] + back["reordered"]
        self.assertGreater(moved, 50)
        most, reordered = -1, 0
        for number in came:
            reordered += number < most
            most = max(most, number)
        self.assertLessEqual(abs(reordered - moved), 2)  # moved twice: undone
        self.assertEqual(sorted(came), list(range(5000)))

    def test_a_datagram_beyond_the_mtu_goes_in_fragments(self):
        came, there, back = self.flood("delay=1ms", 100, 4000)
        self.assertEqual(came, list(range(100)))
        self.assertEqual(there["seen"], 300)
        self.assertEqual(back["delivered"], 300)


class Streams(Link):
    def test_a_stream_fills_the_rate_and_no_more(self):
        for version in (4, 6):
            seen, link = self.over("delay=5ms rate=20Mbit", ("sink", version),
                                   ("pour", version, 1))
            rate = seen["bytes"] * 8 / seen["seconds"]
            self.assertLess(rate, 20e6)
            self.assertGreater(rate, 12e6, link["congestion"])
            self.assertLess(link["rate"], 22e6)
            self.assertGreater(link["rate"], 14e6)

    def test_a_stream_is_whole_over_a_link_with_every_fault(self):
        seen, link = self.over(
            "delay=2ms jitter=1ms loss=1% duplicate=1% reorder=1%",
            ("sink", 4), ("pour", 4, 1))
        self.assertEqual(seen["bytes"] % 65536, 0)
        self.assertGreater(seen["bytes"], 0)
        self.assertGreater(link["there"]["tcp"]["lost"], 0)


class Processes(Link):
    def test_an_ordinary_user_may_have_one(self):
        if os.geteuid() != 0:
            self.skipTest("not root: all tests here are an ordinary user's")
        over = self.folder / "over"
        over.write_bytes(OVER.read_bytes())
        over.chmod(0o755)
        self.folder.chmod(0o755)
        status, out, said = self.run_program(
            "delay=5ms", "1", "exec sleep 60",
            "id -u; cat /proc/sys/net/ipv4/ipfrag_time /proc/net/dev",
            program=over, preexec_fn=as_nobody, cwd="/")
        if status == NO_LINK:
            self.skipTest(said.strip())
        self.assertEqual((status, said), (0, ""))
        self.assertEqual(out.splitlines()[:2], [b"%d" % NOBODY, b"2"])
        self.assertIn(b" link:", out)

    def test_nothing_of_it_outlives_the_one_who_opened_it(self):
        began = self.start("delay=1ms", "1", "echo far $$; exec sleep 600",
                           "echo near $$; exec sleep 600", program=OVER)
        lines = [began.stdout.readline().split() for _ in range(2)]
        if not all(lines):
            self.skipTest(began.stderr.read().decode().strip())
        children = [int(line[1]) for line in lines]
        tasks = pathlib.Path(f"/proc/{began.pid}/task/{began.pid}/children")
        all_of_them = [int(pid) for pid in tasks.read_text().split()]
        self.assertEqual(len(all_of_them), 3)
        self.assertTrue(set(children) < set(all_of_them))
        began.kill()
        began.wait()
        for pid in all_of_them:
            programs.until(lambda: is_over(pid), f"the end of {pid}")

    def test_a_forwarder_that_dies_is_told_and_nothing_hangs(self):
        status, out, said = self.run_program(
            "delay=1ms", "1", "exec sleep 600", KILL_THE_FORWARDER,
            program=OVER)
        if status == NO_LINK:
            self.skipTest(said.strip())
        self.assertEqual(status, 0, said)
        self.assertTrue(json.loads(out.splitlines()[-1])["died"])

    def test_what_is_missing_is_told_in_one_sentence(self):
        if os.geteuid() != 0:
            self.skipTest("only root can hide a device")
        hidden = subprocess.run(
            ["unshare", "-m", "sh", "-c",
             "mount -t tmpfs none /dev/net && exec \"$@\"", "sh", OVER,
             "delay=1ms", "1", "true", "true"],
            capture_output=True, text=True)
        if "mount" in hidden.stderr or "unshare" in hidden.stderr:
            self.skipTest(hidden.stderr.strip())
        self.assertEqual(hidden.returncode, NO_LINK)
        self.assertRegex(hidden.stderr, r"^/dev/net/tun: No such file or "
                         r"directory \(the kernel's module tun is missing, or "
                         r"this container's device\)\n$")


    def test_where_user_namespaces_are_off_that_is_told(self):
        ready = "echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv " \
            "--bounding-set=-all --inh-caps=-all \"$@\""
        off = subprocess.run(
            ["unshare", "-Ur", "sh", "-c", ready, "sh", OVER, "delay=1ms", "1",
             "true", "true"], capture_output=True, text=True)
        if off.returncode != NO_LINK or "/dev/net/tun" in off.stderr:
            self.skipTest(off.stderr.strip())
        self.assertEqual(off.stderr, "no user namespace: user namespaces are "
                         "off here (sysctl user.max_user_namespaces is 0)\n")


def is_over(pid):
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


if __name__ == "__main__":
    suite.main()
