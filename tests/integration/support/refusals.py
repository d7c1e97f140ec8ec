"""Command lines that must be refused: how that looks, and what --help lists,
so that no option can be forgotten."""
import re
import socket
import typing

from support import programs, suite

PROMPT_S = 5  # a refusal takes milliseconds; a wait would take longer
OPTION = re.compile(r"^ {2}(?:-(\w), | {4})--(\[no-\])?([\w-]+)"
                    r"(?: ([A-Z]\S*))?(.*)")


class Row(typing.NamedTuple):
    """One option as --help tells of it."""
    letter: str
    negatable: bool
    name: str
    value: str  # what stands for its value; "" for a flag
    text: str

    @property
    def choices(self):
        found = re.search(r": ([\w-]+(?:, [\w-]+)* or [\w-]+)", self.text)
        return re.split(", | or ", found[1]) if found else []

    @property
    def least(self):
        found = re.search(r"\((?:at least )?(\d\w*)(?: to |[,)])", self.text)
        return found and found[1]

    @property
    def most(self):
        found = re.search(r"(?: to |at most )(\d\w*)[,)]", self.text)
        return found and found[1]


def rows(said):
    """The options in what --help said."""
    found, begun = [], None
    for line in [*said.splitlines(), ""]:
        head = OPTION.match(line)
        if begun and (head or not line.startswith("      ")):
            found.append(Row(*begun[:4], " ".join(begun[4].split())))
            begun = None
        if head:
            letter, negatable, name, value, text = head.groups()
            begun = [letter or "", bool(negatable), name, value or "", text]
        elif begun:
            begun[4] += " " + line
    return found


class Trap:
    """An address where a connection would be noticed."""

    def __init__(self, case):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.setblocking(False)
        self.url = f"tcp://127.0.0.1:{self.socket.getsockname()[1]}"
        case.addCleanup(self.socket.close)

    def sprung(self):
        try:
            self.socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True


class Case(suite.Case):
    def refused(self, words, shown, program=programs.MSGWIRE, status=2,
                **popen):
        """It ends at once, with nothing on stdout and one whole sentence on
        stderr, in which no byte of what was typed moves a cursor."""
        process = self.start(*words, program=program, **popen)
        out, said = process.communicate(b"", timeout=PROMPT_S)
        said = said.decode("utf-8")  # it is text, whatever was typed
        self.assertEqual((process.returncode, out or b""), (status, b""), said)
        self.assertRegex(said, rf"\A{program.name}: [^\n]*[^.\n]\n\Z")
        self.assertNotRegex(said, r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
        self.assertRegex(said, shown)
        return said

    def listed(self, *words, program=programs.MSGWIRE):
        """The options that --help lists behind these words."""
        status, said, _ = self.run_program(*words, "--help", program=program)
        self.assertEqual(status, 0)
        found = rows(said.decode())
        self.assertIn("help", [row.name for row in found])
        return found

    def verbs(self):
        _, said, _ = self.run_program("completion", "words", "--", "")
        return [line.partition("\t")[0] for line in said.decode().split("\n")
                if re.match("[a-z]", line)]
