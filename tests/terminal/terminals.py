"""What the tests of this folder share: a conversation on a screen."""
from screen import Screen
from support import programs, suite


class Case(suite.Case):
    def screen(self, *words, env=None, **how):
        """Runs words on a screen of its own, with a home of its own."""
        env = {"HOME": str(self.folder), **(env or {})}
        screen = Screen(*words, env=env, **how)
        self.addCleanup(screen.end)
        return screen

    def repl(self, url, *options, ready="^connected .*",
             program=programs.MSGWIRE, **how):
        """A conversation that waits for its first line."""
        screen = self.screen(program, "repl", url, *options, **how)
        if ready:
            screen.until(f"{ready}\n.*>$")
        return screen
