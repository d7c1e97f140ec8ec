"""bench against our own server: each transport, both loops, one-way and not."""
import json
import pathlib
import re
import resource
import signal
import time

from support import peers, programs, suite
from support.studies import numbers

QUICK = ("--warmup", "0")


class Bench(suite.Case):
    def bench(self, url, *options, status=0, err="^$"):
        said = self.expect("bench", url, *QUICK, *options, "--json", "-",
                           status=status, out=None, err=err)
        return numbers(said)


class OurServer(Bench):
    def setUp(self):
        super().setUp()
        self.server = self.serve(listen=("tcp://127.0.0.1:0",
                                         "udp://127.0.0.1:0", self.unix()))

    def test_each_transport_answers_each_message_once(self):
        for url in self.server.urls:
            for options in ((), ("--connections", "7"), ("--depth", "16"),
                            ("--connections", "3", "--depth", "5")):
                with self.subTest(url=url, options=options):
                    said = self.bench(url, "--count", "500", *options)
                    self.assertEqual(
                        said, {"sent": 500, "answered": 500, "failed": 0})

    def test_one_way_messages_all_arrive(self):
        for url in self.server.urls:
            with self.subTest(url=url):
                # A socket's buffer has room for so many datagrams.
                count = 100 if url.startswith("udp") else 20000
                before = self.stat("notifications_in")
                said = self.bench(url, "--notify", "--count", str(count))
                self.assertEqual(said["sent"], count)
                programs.until(
                    lambda: self.stat("notifications_in") - before == count,
                    f"{count} notifications")

    def stat(self, name):
        said = self.expect("stats", self.server.url("tcp"), out=None)
        return int(re.search(rb'"%s":(\d+)' % name.encode(), said).group(1))

    def test_an_open_loop_sends_what_its_rate_says(self):
        for url in self.server.urls:
            with self.subTest(url=url):
                said = self.bench(url, "--rate", "2000", "--duration", "500ms")
                self.assertAlmostEqual(said["sent"], 1000, delta=1)
                self.assertEqual(said["answered"], said["sent"])

    def test_values_and_sizes_are_what_is_sent(self):
        for options in (("--value", "{{seq}}", "--value", "[1,{{seq}}]"),
                        ("--size", "0-3000"), ("--method", "ping"),
                        ("--method", "upper", "--value", "id-{{seq}}"),
                        ("--method", "time"), ("--size", "1,70000:3"),
                        ("--seed", "7"), ("--value", "{{time}}")):
            with self.subTest(options=options):
                said = self.bench(self.server.url("tcp"), "--count", "200",
                                  "--depth", "8", *options)
                self.assertEqual(said["answered"], 200)

    def test_the_warm_up_is_not_measured(self):
        said = self.bench(self.server.url("tcp"), "--count", "100",
                          "--warmup", "50ms")
        self.assertEqual(said["sent"], 100)

    def test_many_connections_need_but_the_hard_limit_of_descriptors(self):
        def limited(soft, hard):
            return {"preexec_fn": lambda: resource.setrlimit(
                resource.RLIMIT_NOFILE, (soft, hard))}

        words = ("bench", self.server.url("tcp"), *QUICK, "--count", "400",
                 "--connections", "200")
        self.expect(*words, out=None, **limited(100, 1000))
        self.expect(*words, out=None, status=1, err="Too many open files",
                    **limited(100, 100))

    def test_a_duration_is_kept(self):
        began = time.monotonic()
        self.bench(self.server.url("tcp"), "--duration", "300ms")
        self.assertGreater(time.monotonic() - began, 0.3)

    def test_errors_are_counted_and_make_the_status(self):
        said = self.bench(self.server.url("tcp"), "--method", "nothing",
                          "--count", "50", status=8,
                          err="message 0: .*nothing.*-32601")
        self.assertEqual(said, {"sent": 50, "answered": 0, "failed": 50})

    def test_other_framings_are_spoken(self):
        server = self.serve("--framing", "varint", listen=(self.unix("v"),))
        said = self.bench(server.urls[0], "--framing", "varint", "--count",
                          "100", "--depth", "10")
        self.assertEqual(said["answered"], 100)
        said = self.bench(f"{server.urls[0]}", "--count", "100",
                          "--framing=varint", "--max-frame", "1k")
        self.assertEqual(said["answered"], 100)

    def test_a_size_that_nothing_can_have_is_refused_before_it_is_made(self):
        """A gigabyte takes seconds to be made."""
        rows = (("tcp", ("--size", "1G"), r"1000000000 bytes does not fit a "
                 r"frame, which holds 16777216 \(--max-frame\)"),
                ("unix", ("--size", "64:9,2k:1", "--max-frame", "1k"),
                 r"2000 bytes does not fit a frame, which holds 1000 "),
                ("tcp", ("--size", "65536", "--framing", "u16be"),
                 "65536 bytes does not fit a frame, which holds 65535"),
                ("udp", ("--size", "64-65508"), "65508 bytes does not fit a "
                 "datagram, which holds 65507"))
        for target, words, err in rows:
            with self.subTest(words=words):
                begun = time.monotonic()
                self.expect("bench", target, *words, "--warmup", "0",
                            status=2, err=f"--size .*: a payload of {err}")
                self.assertLess(time.monotonic() - begun, 1)

    def test_values_that_do_not_fit_are_refused_before_they_are_made(self):
        for target, value, err in (
                ("tcp", "{{random 1G}}", "1000000000 bytes does not fit a f"),
                ("udp", "{{random 40k}} {{random 30k}}",
                 "70000 bytes does not fit a datagram, which holds 65507")):
            with self.subTest(value=value):
                self.expect("bench", target, "--value", json.dumps(value),
                            status=2, err=f"--value: a payload of {err}")

    def test_datagrams_that_do_not_fit_hold_up_no_others(self):
        """Each of some 200 would take until the next tick, 10 ms."""
        begun = time.monotonic()
        said = self.bench(self.server.url("udp"), "--count", "400",
                          "--value", '"{{random 65470-65507}}"', status=5,
                          err="a datagram of 655.. bytes")
        self.assertLess(time.monotonic() - begun, 1.5)
        self.assertGreater(said["answered"], 100)

    def test_a_datagram_that_does_not_fit_is_told_with_its_number(self):
        said = self.bench(self.server.url("udp"), "--size", "65500",
                          "--count", "5", status=5,
                          err="message 0: a datagram of 655.. bytes")
        self.assertEqual(said["sent"], 0)

    def test_a_signal_is_heard_before_the_first_connection_too(self):
        """From when it is caught at all: while the host is measured, say."""
        def catches(process):
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
            caught = int(re.search(r"SigCgt:\s*(\w+)", status).group(1), 16)
            return caught >> (signal.SIGINT - 1) & 1

        for delay in (0, 0.004, 0.008, 0.016):
            with self.subTest(delay=delay):
                process = self.start("bench", peers.nobody("tcp"), "--wait",
                                     "1h")
                programs.until(lambda p=process: catches(p), "a handler")
                time.sleep(delay)
                process.send_signal(signal.SIGINT)
                self.assertEqual(process.communicate(timeout=10), (b"", b""))
                self.assertEqual(process.returncode, -signal.SIGINT)

    def test_a_signal_ends_it_with_what_was_measured(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number=number):
                before = self.stat("requests_in")
                process = self.start("bench", self.server.url("tcp"),
                                     "--duration", "1h", "--json", "-", *QUICK)
                programs.until(lambda: self.stat("requests_in") > before + 99,
                               "load")
                process.send_signal(number)
                out, _ = process.communicate(timeout=programs.PATIENCE_S)
                self.assertEqual(process.returncode, -number)
                self.assertGreater(numbers(out)["answered"], 0)


if __name__ == "__main__":
    suite.main()
