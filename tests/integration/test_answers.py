"""What a client makes of answers that are late, doubled, wrong or cut."""
import threading

from support import packing, peers, suite, wire
from support.peers import answer, each
from support.programs import PATIENCE_S

TIMEOUT = ("--timeout", "300ms")


def renumbered(message):
    return [message[0], message[1] + 1000, *message[2:]]


class Answers(suite.Case):
    def test_an_answer_to_another_question_is_none(self):
        url = each(lambda body: answer(body, renumbered))
        self.expect("call", url, "m", "1", *TIMEOUT, status=4,
                    err="no answer within 300ms")

    def test_an_answer_to_another_question_over_udp_is_none(self):
        url = peers.datagram(lambda body: [packing.pack(
            renumbered(packing.parse_one(peers.echo(body))))])
        self.expect("call", url, "m", "1", *TIMEOUT, status=4,
                    err="no answer within 300ms")

    def test_answers_that_come_twice_are_printed_once(self):
        url = each(lambda body: answer(body) * 2)
        self.expect("call", url, "m", "-", stdin=b"1 2 3",
                    out=b"[1]\n[2]\n[3]\n")
        url = peers.datagram(lambda body: [peers.echo(body)] * 2)
        self.expect("call", url, "m", "-", stdin=b"1 2 3",
                    out=b"[1]\n[2]\n[3]\n")

    def test_a_peer_that_finishes_early_is_7_and_what_came_is_printed(self):
        def two(conn):
            bodies = []
            for got in peers.bodies(conn):
                bodies += got
                if len(bodies) >= 2:
                    break
            conn.sendall(answer(bodies[0]) + answer(bodies[1]))
            conn.shutdown(1)
            peers.silent(conn)

        self.expect("call", peers.stream(two), "m", "-", stdin=b"1 2 3 4",
                    status=7, out=b"[1]\n[2]\n", err="the peer closed")

    def test_an_answer_cut_short_is_7(self):
        def cut(conn):
            body = next(peers.bodies(conn))[0]
            conn.sendall(answer(body)[:-1])

        self.expect("call", peers.stream(cut), "m", "1", status=7,
                    err="ended inside a frame")

    def test_an_answer_that_stops_halfway_is_4(self):
        def stuck(conn):
            body = next(peers.bodies(conn))[0]
            conn.sendall(answer(body)[:-1])
            peers.silent(conn)

        self.expect("call", peers.stream(stuck), "m", "1", *TIMEOUT,
                    status=4, err="no answer within 300ms")

    def test_answers_keep_their_order_whatever_order_they_come_in(self):
        def backwards(conn):
            bodies = []
            for got in peers.bodies(conn):
                bodies += got
                if len(bodies) == 50:
                    conn.sendall(b"".join(map(answer, reversed(bodies))))
                    bodies = []

        self.expect("call", peers.stream(backwards), "m", "-",
                    "--inflight", "50",
                    stdin=b"".join(b"%d\n" % n for n in range(200)),
                    out=b"".join(b"[%d]\n" % n for n in range(200)))

    def test_what_is_no_message_is_5(self):
        for body in (b"\xc0", b"\x90", b"\x93\x01\x01\xc0",
                     b"\x94\x01\xa1x\xc0\xc0", b"\x94\x05\x01\xc0\xc0",
                     b"\xdd\xff\xff\xff\xff", b"\x91" * 200 + b"\x90",
                     b"\x94\x01\x01\xc0\x01\x02"):
            with self.subTest(body=body[:20]):
                url = each(lambda _, body=body: wire.frame(body))
                self.expect("call", url, "m", "1", status=5,
                            err=r"\Amsgwire: call [^\n]*: from the peer: ")

    def test_a_frame_longer_than_allowed_is_5_before_it_comes(self):
        url = each(lambda _: b"\x7f\xff\xff\xff")
        self.expect("call", url, "m", "1", status=5, err="limit is 16777216")

    def test_questions_and_notices_between_answers_do_not_disturb(self):
        noise = b"".join(wire.frame(packing.pack(message)) for message in (
            [2, "hello", [1]], [0, 7, "who", []], [1, 4000000000, None, 1]))
        url = each(lambda body: noise + answer(body) + noise)
        self.expect("call", url, "m", "-", stdin=b"1 2 3",
                    out=b"[1]\n[2]\n[3]\n")

    def test_garbage_datagrams_do_not_answer(self):
        url = peers.datagram(lambda body: [b"\xc1", b"", b"\0" * 100,
                                           peers.echo(body) + b"\0"])
        self.expect("call", url, "m", "1", *TIMEOUT, status=4,
                    err="no answer within 300ms")

    def test_errors_of_any_form_are_8(self):
        for error, shown in (
                ("text", "text"), (7, "7"), ([0, "neovim's"], "neovim's"),
                ({"code": -5, "message": "m", "data": {"path": "p"}},
                 r"m \(-5\), data \{\"path\":\"p\"\}"),
                ({"code": "x"}, r'\{"code":"x"\}'), (False, "false")):
            with self.subTest(error=error):
                url = each(lambda body, error=error: answer(
                    body, lambda message: [*message[:2], error, None]))
                self.expect("call", url, "m", "1", status=8, err=shown)

    def test_stats_and_describe_take_what_another_server_says(self):
        for result in (None, [1], {"a": "b"}, {"a": -1}, {7: 7}):
            with self.subTest(result=result):
                url = each(lambda body, result=result: answer(
                    body, lambda message: [*message[:3], result]))
                for verb in ("stats", "describe"):
                    self.expect(verb, url, out=None)

    def test_each_of_many_clients_gets_its_own(self):
        url = self.serve().url("tcp")
        clients = [self.start("call", url, "echo", "-") for _ in range(20)]
        outs = [None] * len(clients)

        def talk(number):
            data = b"".join(b'"%d-%d"\n' % (number, n) for n in range(500))
            outs[number] = clients[number].communicate(data)[0]

        threads = [threading.Thread(target=talk, args=(number,))
                   for number in range(len(clients))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE_S)
        for number, out in enumerate(outs):
            self.assertEqual(out, b"".join(b'["%d-%d"]\n' % (number, n)
                                           for n in range(500)))


if __name__ == "__main__":
    suite.main()
