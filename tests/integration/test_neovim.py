"""A real Neovim, whose RPC is MessagePack-RPC without prefixes."""
import os
import shutil
import unittest

from support import programs, suite
from support.suite import Case

NVIM = shutil.which("nvim")


@unittest.skipIf(NVIM is None, "no nvim")
class Neovim(Case):
    def listen(self, where):
        """Starts one that listens there, with no configuration."""
        home = str(self.folder)
        self.start("--headless", "--clean", "--listen", where, program=NVIM,
                   env=programs.environment(HOME=home, XDG_RUNTIME_DIR=home,
                                            XDG_STATE_HOME=home,
                                            NVIM_LOG_FILE=os.devnull))

    def over_unix(self):
        path = self.folder / "nvim"
        self.listen(str(path))
        programs.until(lambda: programs.listens(path), "Neovim's socket")
        return f"unix:{path}"

    def test_it_evaluates_what_a_call_asks(self):
        self.expect("call", "--framing", "none", self.over_unix(), "nvim_eval",
                    '"1+1"', out=b"2\n")

    def test_the_address_says_that_it_has_no_prefixes(self):
        url = self.over_unix() + "?framing=none"
        self.expect("call", url, "nvim_eval", '"1+1"', out=b"2\n")
        self.expect("call", url, "nvim_buf_set_lines", "0", "0", "-1", "true",
                    '["one","two"]', out=b"null\n")
        self.expect("call", url, "nvim_buf_get_lines", "0", "0", "-1", "true",
                    out=b'["one","two"]\n')
        self.expect("call", url, "nvim_get_current_buf",
                    out=b'{"$ext":[0,"AQ=="]}\n')

    def test_many_requests_are_answered_in_their_order(self):
        url = self.over_unix() + "?framing=none"
        numbers = b"".join(b'"%d"\n' % number for number in range(500))
        self.expect("call", url, "nvim_eval", "-", stdin=numbers,
                    out=numbers.replace(b'"', b""))

    def test_its_errors_are_sentences(self):
        url = self.over_unix() + "?framing=none"
        self.expect("call", url, "nvim_eval", '"1+"', status=8,
                    err=r"the peer answered: .*E15: Invalid expression.* \(0\)")
        self.expect("call", url, "nosuch", status=8,
                    err=r"the peer answered: Invalid method: nosuch \(0\)")
        self.expect("call", url, "nvim_buf_line_count", "99", status=8,
                    err=r"the peer answered: Invalid buffer id: 99 \(1\)")

    def test_it_speaks_tcp(self):
        port = programs.free_port()
        self.listen(f"127.0.0.1:{port}")
        self.expect("call", f"tcp://127.0.0.1:{port}?framing=none",
                    "nvim_eval", '"6*7"', "--wait", "20s", out=b"42\n")

    def test_it_is_waited_for(self):
        path = self.folder / "nvim"
        waiting = self.start("wait", f"unix:{path}?framing=none",
                             "--timeout", "20s")
        self.listen(str(path))
        self.assertEqual(waiting.wait(programs.PATIENCE_S), 0)

    def test_it_is_a_client_of_our_server(self):
        for where in ("tcp://127.0.0.1:0", self.unix()):
            url = f"{where}?framing=none"
            server = self.serve(listen=(url,))
            scheme, _, address = server.urls[0].partition("?")[0].partition(
                ":")
            kind = "pipe" if scheme == "unix" else "tcp"
            with self.subTest(kind):
                said = self.evaluate(
                    f"sockconnect('{kind}', '{address.removeprefix('//')}', "
                    "{'rpc': v:true})", "rpcrequest(c, 'upper', 'hello')")
                self.assertEqual(said, '[["HELLO"], '
                                 '{"error": "Invalid channel"}]')

    def evaluate(self, connect, expression):
        """What a Neovim without a screen prints, as JSON: the expression's
        value, then what a request gives after the channel was closed."""
        script = self.folder / "script.vim"
        out = self.folder / "out"
        script.write_text(
            f"let c = {connect}\nlet said = [{expression}]\n"
            "call rpcnotify(c, 'ping')\ncall chanclose(c)\n"
            "try\n  call rpcrequest(c, 'ping')\ncatch\n"
            "  call add(said, {'error': 'Invalid channel'})\nendtry\n"
            f"call writefile([json_encode(said)], '{out}')\nqa!\n",
            encoding="utf-8")
        home = str(self.folder)
        process = self.start("--headless", "--clean", "-S", str(script),
                             program=NVIM, env=programs.environment(
                                 HOME=home, XDG_STATE_HOME=home,
                                 NVIM_LOG_FILE=os.devnull))
        self.assertEqual(process.wait(programs.PATIENCE_S), 0,
                         process.stderr.read())
        return out.read_text(encoding="utf-8").strip()

    def test_with_prefixes_it_is_not_understood(self):
        ended, out, said = self.run_program(
            "call", self.over_unix(), "nvim_eval", '"1"', "--timeout", "2s")
        self.assertIn(ended, (4, 5, 7), said)
        self.assertEqual(out, b"")


if __name__ == "__main__":
    suite.main()
