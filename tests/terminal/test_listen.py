"""`msgwire listen` on a terminal: what a person sees come, go and end."""
import signal

from screen import Screen, needed
from support import packing, suite, wire
from support.programs import MSGWIRE


@needed
class Listening(suite.Case):
    def listen(self, *words, **how):
        screen = Screen(MSGWIRE, "listen", *words,
                        env={"NO_COLOR": "1"}, **how)
        self.addCleanup(screen.end)
        return screen, screen.until(r"^msgwire: listening (\S+)$").group(1)

    def test_messages_stand_between_those_who_come_and_go(self):
        screen, url = self.listen(self.unix("s"), columns=100)
        with wire.dial(url) as peer:
            peer.send(wire.frame(packing.pack({"id": 7, "tags": ["a", "b"]})))
            screen.until(r'^\{"id": 7, "tags": \["a", "b"\]\}$')
        screen.until(": closed$")
        self.assertEqual([line.rpartition(" ")[2] for line in screen.lines()],
                         [url, "connected", '"b"]}', "closed"])

    def test_ctrl_c_ends_it_and_its_program_without_a_word(self):
        screen, url = self.listen(self.unix("s"), "--exec", "cat")
        with wire.dial(url) as peer:
            self.assertEqual(peer.call("m")[0], None)
            screen.until(": connected$")
            before = screen.text()
            screen.press("C-c")
            self.assertEqual(screen.status(), 128 + signal.SIGINT)
        self.assertEqual(screen.text().replace("^C", "").rstrip(), before)

    def test_a_terminal_that_is_held_holds_the_peers_and_not_its_keys(self):
        screen, url = self.listen("tcp://127.0.0.1:0", "-o", "json")
        screen.press("C-s")
        peer = wire.Stream(url)
        self.addCleanup(peer.socket.close)
        peer.socket.settimeout(1)
        with self.assertRaises(TimeoutError):
            while True:
                peer.send(wire.frame(packing.pack("x" * 10000)) * 100)
        screen.press("C-c")
        self.assertEqual(screen.status(), 128 + signal.SIGINT)


if __name__ == "__main__":
    suite.main()
