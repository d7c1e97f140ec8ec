"""Contexts: @NAME stands for an address with its options."""
import json
import stat
import subprocess

from support import programs, suite


class Contexts(suite.Case):
    def setUp(self):
        super().setUp()
        self.env = programs.environment(XDG_CONFIG_HOME=str(self.folder))
        self.file = self.folder / "msgwire/contexts"

    def run_program(self, *words, **popen):
        return super().run_program(*words, **{"env": self.env, **popen})

    def test_a_context_is_an_address_for_every_verb(self):
        url = self.serve(listen=("tcp://127.0.0.1:0",)).urls[0]
        self.expect("context", "add", "here", url)
        self.expect("call", "@here", "upper", "hi", out=b'["HI"]\n')
        self.expect("notify", "@here", "ping")
        self.expect("send", "@here", '[0,1,"ping",[]]', "--reply",
                    out=b"[1,1,null,[]]\n")
        self.expect("wait", "@here")
        said = self.expect("describe", "@here", "ping", out=None)
        self.assertEqual(json.loads(said)["name"], "ping")
        self.assertIn(b"requests_in", self.expect("stats", "@here", out=None))

    def test_its_options_hold_unless_others_are_typed(self):
        url = self.serve("--framing", "none",
                         listen=("tcp://127.0.0.1:0",)).urls[0]
        url = url.removesuffix("?framing=none")
        self.expect("context", "add", "here", url, "-F", "none", "--retry=2")
        self.expect("call", "@here", "echo", "1", out=b"[1]\n")
        self.expect("wait", "@here")  # which has no --retry
        self.expect("call", "@here", "echo", "1", "-F", "u32be",
                    status=5, err="from the peer", out=b"")

    def test_all_that_is_about_a_connection_can_be_kept(self):
        url = self.serve(listen=("tcp://127.0.0.1:0",)).urls[0]
        kept = ["--timeout=9s", "--wait=1s", "--retry=1", "--framing=u32be",
                "--values=3", "--max-frame=1Mi", "--preamble=0",
                "--nodelay", "--keepalive=9s", "--ttl=9", "--rcvbuf=64Ki",
                "--sndbuf=64Ki", "--bind=127.0.0.1"]
        self.expect("context", "add", "all", url, *kept)
        self.assertEqual(self.file.read_text().split()[2:], kept)
        self.expect("call", "@all", "echo", "1", out=b"[1]\n")
        self.expect("stats", "@all", out=None)

    def test_the_address_may_have_parameters(self):
        url = self.serve("--framing", "varint",
                         listen=("tcp://127.0.0.1:0",)).urls[0]
        self.assertIn("?framing=varint", url)
        self.expect("context", "add", "here", url)
        self.expect("call", "@here", "echo", "1", out=b"[1]\n")
        self.expect("context", "add", "x", "tcp://h?framing=u8", status=2,
                    err="u8.*u32be")

    def test_the_file_is_readable_and_its_owners(self):
        self.expect("context", "add", "--timeout", "250ms", "prod",
                    "tcp://10.0.0.5:6749")
        self.expect("context", "add", "@b", "unix:/a b", "--quiet")
        self.assertEqual(self.file.read_text(),
                         'prod tcp://10.0.0.5:6749 --timeout=250ms\n'
                         'b "unix:/a b"\n')
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(self.file.parent.stat().st_mode), 0o700)
        self.expect("context", "ls",
                    out=b"prod  tcp://10.0.0.5:6749 --timeout=250ms\n"
                        b'b     "unix:/a b"\n')
        self.expect("context", "show", "prod",
                    out=b"tcp://10.0.0.5:6749 --timeout=250ms\n")

    def test_what_is_replaced_is_told(self):
        self.expect("context", "add", "a", "tcp://h:1")
        self.expect("context", "add", "a", "tcp://h:2",
                    err="context add: @a was tcp://h:1\n$")
        self.expect("context", "add", "a", "tcp://h:3", "-q")
        self.expect("context", "rm", "a")
        self.expect("context", "ls")

    def test_wrong_words_are_told(self):
        self.expect("context", "add", "prod", "tcp://h:1")
        for words, said in (
                (("call", "@prdo", "ping"), "no context prdo, did you mean "
                                            "@prod?"),
                (("wait", "@"), 'no context "", '),
                (("context",), "got 0 words"),
                (("context", "lst"), "expected ls, add, show or rm"),
                (("context", "ls", "x"), "expected ls, got 2"),
                (("context", "add", "x"), r"expected add NAME URL"),
                (("context", "add", "-x", "tcp://h:1"), "-x"),
                (("context", "add", "a b", "tcp://h:1"), "a b: .*letters"),
                (("context", "add", "x", "tcp:h"), 'expected "//"'),
                (("context", "add", "x", "tcp://h", "--timeout", "1"), "ms"),
                (("context", "add", "x", "tcp://h", "-o", "json"), "-o"),
                (("context", "add", "x", "tcp://h\nx"), "control characters"),
                (("context", "rm", "nosuch"), "no context nosuch"),
                (("context", "show", "@pro"), "@prod")):
            with self.subTest(words=words):
                self.expect(*words, status=2,
                            err=rf"\Amsgwire: [^\n]*{said}[^\n]*\n\Z")
        self.assertEqual(self.file.read_text(), "prod tcp://h:1\n")

    def test_a_broken_line_is_bad_data_and_stays(self):
        self.file.parent.mkdir()
        self.file.write_text("# mine\nprod tcp://h:1 --timeout=never\n")
        for words in (("context", "ls"), ("call", "@prod", "ping"),
                      ("context", "add", "x", "tcp://h")):
            self.expect(*words, status=6, err="contexts line 2: .*never")
        self.assertIn("never", self.file.read_text())

    def test_a_name_is_an_address_only_where_one_is_expected(self):
        url = self.serve(listen=("tcp://127.0.0.1:0",)).urls[0]
        self.expect("call", url, "echo", "-s", "@prod", out=b'["@prod"]\n')

    def test_a_folder_that_can_not_be_made_is_told(self):
        (self.folder / "file").write_text("")
        env = dict(self.env, XDG_CONFIG_HOME=str(self.folder / "file/x"))
        self.expect("context", "add", "x", "tcp://h", env=env, status=1,
                    err="can't open .*file/x/msgwire: ")
        self.expect("context", "ls", env=env)

    def test_many_at_once_lose_none(self):
        adders = [self.start("context", "add", f"c{i}", f"tcp://h:{i}",
                             env=self.env) for i in range(20)]
        for adder in adders:
            self.assertEqual(adder.wait(programs.PATIENCE_S), 0)
        said = self.expect("context", "ls", out=None)
        self.assertEqual({line.split()[0] for line in said.splitlines()},
                         {f"c{i}".encode() for i in range(20)})
        self.assertEqual([path.name for path in self.file.parent.iterdir()],
                         ["contexts"])

    def test_a_full_disk_leaves_the_file_as_it_was(self):
        self.expect("context", "add", "a", "tcp://h:1")
        limit = subprocess.run(
            ["bash", "-c", 'trap "" XFSZ; ulimit -f 0; exec "$0" context add '
                           "b tcp://h:2", programs.MSGWIRE],
            env=self.env, capture_output=True, text=True, check=False,
            timeout=programs.PATIENCE_S)
        self.assertEqual(limit.returncode, 1, limit.stderr)
        self.assertEqual(self.file.read_text(), "a tcp://h:1\n")
        self.assertEqual([path.name for path in self.file.parent.iterdir()],
                         ["contexts"])


if __name__ == "__main__":
    suite.main()
