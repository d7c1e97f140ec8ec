"""The terminal that the other tests of this folder look at is a true one."""
from screen import Screen, needed
from support import suite

CAT = "stty -echo; printf ready; while read -r line; do echo \"<$line>\"; done"


@needed
class Terminal(suite.Case):
    def screen(self, *words, **how):
        screen = Screen(*words, **how)
        self.addCleanup(screen.end)
        return screen

    def test_it_shows_what_a_program_prints_to_what_is_typed(self):
        screen = self.screen("sh", "-c", CAT)
        screen.until("ready")
        screen.enter("one; 'two' #{three} Enter é")
        screen.until("<one; 'two' #{three} Enter é>")
        screen.press("C-d")
        self.assertEqual(screen.status(), 0)

    def test_it_has_the_size_that_was_asked_for_and_takes_another(self):
        screen = self.screen("sh", "-c", "trap 'stty size' WINCH; echo up;"
                             " while :; do read -r line || stty size; done",
                             columns=33, rows=7)
        screen.until("up")
        screen.resize(51, 9)
        screen.until("9 51")

    def test_it_tells_how_a_program_ended_and_where_the_cursor_stood(self):
        screen = self.screen("sh", "-c", "printf 'a\\nbcd'; exit 7")
        self.assertEqual(screen.status(), 7)
        self.assertEqual(screen.cursor(), (3, 1))
        screen = self.screen("sh", "-c", "kill -TERM $$")
        self.assertEqual(screen.status(), 143)

    def test_a_program_has_the_environment_given_and_no_other(self):
        screen = self.screen("env", env={"COLOUR": "blue"}, term="dumb")
        screen.status()
        self.assertIn("COLOUR=blue", screen.lines())
        self.assertIn("TERM=dumb", screen.lines())
        self.assertNotIn("TMUX", screen.text())


if __name__ == "__main__":
    suite.main()
