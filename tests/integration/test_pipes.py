"""Streams of values: a request for each, answers in the order of asking."""
import os

from support import suite


def numbers(count):
    return b"".join(b"%d\n" % number for number in range(1, count + 1))


def echoed(count):
    return b"".join(b"[%d]\n" % number for number in range(1, count + 1))


class Pipes(suite.Case):
    def test_100000_values_come_back_in_order_over_tcp(self):
        url = self.serve().url("tcp")
        self.expect("call", url, "echo", "-", stdin=numbers(100000),
                    out=echoed(100000))

    def test_100000_values_come_back_in_order_over_unix(self):
        url = self.serve(listen=(self.unix(),)).urls[0]
        self.expect("call", url, "echo", "-", stdin=numbers(100000),
                    out=echoed(100000))

    def test_1000_values_come_back_in_order_over_udp(self):
        url = self.serve().url("udp")
        status, out, err = self.run_program("call", url, "echo", "-",
                                            "--inflight", "8",
                                            stdin=numbers(1000))
        if status == 0:
            self.assertEqual((out, err), (echoed(1000), ""))
        else:  # a datagram may be lost: then it is said, and nothing is
            self.assertEqual(status, 4)  # printed twice or out of order
            got = [int(line.strip(b"[]")) for line in out.split()]
            self.assertEqual(got, sorted(set(got)))
            self.assertEqual(len(got) + err.count("no answer"), 1000)

    def test_more_in_flight_than_the_server_queues_do_not_lock_up(self):
        url = self.serve("--out-high", "4Ki", "--out-low", "1Ki").url("tcp")
        self.expect("call", url, "echo", "-", "--inflight", "65536",
                    stdin=numbers(50000), out=echoed(50000))

    def test_values_of_megabytes_pass_one_by_one(self):
        url = self.serve().url("tcp")
        value = b'"' + b"x" * 3_000_000 + b'"'
        self.expect("call", url, "echo", "-", stdin=(value + b"\n") * 4,
                    out=(b"[" + value + b"]\n") * 4)

    def test_each_answer_is_printed_when_it_comes(self):
        url = self.serve().url("tcp")
        running = self.start("call", url, "echo", "-")
        for number in range(3):
            os.write(running.stdin.fileno(), b"%d\n" % number)
            self.assertEqual(running.stdout.readline(), b"[%d]\n" % number)
        running.stdin.close()
        self.assertEqual(running.wait(suite.PATIENCE_S), 0)

    def test_an_error_answer_has_its_number_and_the_rest_is_printed(self):
        url = self.serve().url("tcp")
        self.expect("call", url, "upper", "-", stdin=b'"a" 2 "c" null "e"',
                    status=8, out=b'["A"]\n["C"]\n["E"]\n',
                    err=r"value 2: .*params\[0\].*-32602[^\n]*\n"
                        r".*value 4: .*params\[0\].*-32602")

    def test_what_encode_writes_send_can_send_and_decode_reads(self):
        url = self.serve().url("tcp")
        values = b'[0,1,"echo",[1]] [0,2,"upper",["a"]]'
        replies = self.expect("send", url, "-", "--reply", "-o", "msgpack",
                              stdin=values, out=None)
        self.expect("decode", stdin=replies,
                    out=b'[1,1,null,[1]]\n[1,2,null,["A"]]\n')


if __name__ == "__main__":
    suite.main()
