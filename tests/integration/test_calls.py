"""`msgwire call` against `msgwired`: the first conversation, over each way."""
import socket

from support import suite, wire
from support.programs import LOOPBACK, environment

LOCALES = ("C", "POSIX", "C.UTF-8", "tr_TR.UTF-8", "en_US.ISO-8859-1")


class Calls(suite.Case):
    def serve_all(self):
        return self.serve(listen=(*LOOPBACK, "udp://[::1]:0", self.unix()))

    def test_upper_answers_over_every_way(self):
        for url in self.serve_all().urls:
            with self.subTest(url=url):
                self.expect("call", url, "upper", "hello", out=b'["HELLO"]\n')

    def test_upper_is_the_same_in_any_locale(self):
        words = ("ñandú", "łódź", "套接字", "istanbul", "ß", "ǆ")
        upper = '["ÑANDÚ","ŁÓDŹ","套接字","ISTANBUL","ß","Ǆ"]\n'.encode()
        for locale in LOCALES:
            with self.subTest(locale=locale):
                env = environment(LC_ALL=locale, LANG=locale)
                server = self.serve(env=env)
                self.expect("call", server.url("tcp"), "upper", *words,
                            out=upper, env=env)

    def test_echo_gives_back_every_type_as_it_was_typed(self):
        values = ('null', 'true', '-9223372036854775808',
                  '18446744073709551615', '1.0', '-0.0', '1e300',
                  '{"$f32":1.5}', '{"$f64":"NaN"}', '{"$bin":"AP8="}',
                  '{"$str":"AP8="}', '{"$ext":[5,"dw=="]}',
                  '{"$ts":"2021-01-14T08:25:36.000000001Z"}',
                  '{"$map":[[1,2],[[],{}]]}', '{"b":[],"a":{"c":"\\u0000"}}')
        for url in self.serve_all().urls:
            with self.subTest(url=url):
                self.expect("call", url, "echo", *values,
                            out=f"[{','.join(values)}]\n".encode())

    def test_echo_gives_back_the_bytes_that_came(self):
        wide = bytes.fromhex("dd00000003" "cd0000" "d3" + "ff" * 8 +
                             "db00000001" "61")
        body = b"\x94\x00\xce\x00\x00\x00\x07\xc4\x04echo" + wide
        for url in self.serve_all().urls:
            with self.subTest(url=url), wire.dial(url) as peer:
                if url.startswith("udp:"):
                    peer.send(body)
                    answer = peer.socket.recv(65536)
                else:
                    peer.send(wire.frame(body))
                    answer = peer.body()
                self.assertEqual(answer, b"\x94\x01\x07\xc0" + wide)

    def test_values_are_read_as_json_text_pairs_and_files(self):
        url = self.serve().url("tcp")
        (self.folder / "value.json").write_text(' {"a":1}\n')
        self.expect("call", url, "echo", "a word", "12", "id:=7", "name=ada",
                    "1.50", "-1x", cwd=self.folder,
                    out=b'["a word",12,{"id":7,"name":"ada"},1.5,"-1x"]\n')
        self.expect("call", url, "echo", "@value.json", cwd=self.folder,
                    out=b'[{"a":1}]\n')
        self.expect("call", url, "echo", "-s", "12", "a=b", "-", "@x",
                    out=b'["12","a=b","-","@x"]\n')
        self.expect("call", url, "echo", "--", "--timeout", "-o",
                    out=b'["--timeout","-o"]\n')

    def test_a_host_may_be_a_name_and_tcp_need_not_be_said(self):
        server = self.serve(listen=("tcp://127.0.0.1:0",))
        port = server.urls[0].rpartition(":")[2]
        for url in (f"localhost:{port}", f"tcp://localhost:{port}",
                    f"127.0.0.1:{port}"):
            with self.subTest(url=url):
                self.expect("call", url, "ping", "1", out=b"[1]\n")

    def test_an_abstract_unix_name_needs_no_file(self):
        name = f"unix:@{self.folder.name}"
        server = self.serve(listen=(name,))
        self.assertEqual(server.urls, [name])
        self.expect("call", name, "ping", out=b"[]\n")

    def test_time_is_now_as_a_timestamp(self):
        url = self.serve().url("tcp")
        out = self.expect("call", url, "time", out=None)
        self.assertRegex(out, rb'^\{"\$ts":"20\d\d-\d\d-\d\dT[\d:.]{8,18}Z"\}')

    def test_a_notification_is_not_answered_and_is_done(self):
        for url in self.serve_all().urls:
            with self.subTest(url=url):
                self.expect("notify", url, "echo", "1")
                self.expect("notify", url, "no such method")

    def test_raw_values_are_sent_and_replies_printed(self):
        for url in self.serve_all().urls:
            with self.subTest(url=url):
                self.expect("send", url, '[0,7,"echo",[1.0]]',
                            '[0,8,"ping",[]]', "--reply",
                            out=b"[1,7,null,[1.0]]\n[1,8,null,[]]\n")
                self.expect("send", url, '[2,"ping",[]]')

    def test_wait_ends_when_the_server_answers(self):
        for url in self.serve_all().urls:
            with self.subTest(url=url):
                self.expect("wait", url)

    def test_wait_is_patient_until_a_server_comes(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            url = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
        for address in (url, self.unix("later")):
            with self.subTest(address=address):
                waiting = self.start("wait", address, "--timeout", "50s")
                calling = self.start("call", address, "ping", "--wait", "50s")
                self.assertIsNone(waiting.poll())
                self.serve(listen=(address,))
                self.assertEqual(waiting.wait(suite.PATIENCE_S), 0)
                self.assertEqual(calling.communicate()[0], b"[]\n")

    def test_a_public_address_is_served_when_asked_for(self):
        server = self.serve("--public", listen=("tcp://0.0.0.0:0",))
        port = server.urls[0].rpartition(":")[2]
        self.expect("call", f"127.0.0.1:{port}", "ping", out=b"[]\n")


if __name__ == "__main__":
    suite.main()
