"""One language of client/examples: its client and its server are real peers.

    language.py FOLDER-OF-PROGRAMS LANGUAGE [unittest's options]

Shares with tests/integration how programs are run, and msgpack by hand.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "integration"))
LANGUAGE = sys.argv.pop(2)

from support import suite  # noqa: E402 (needs the path above)

import examples  # noqa: E402
from values import Values  # noqa: E402, F401
from clients import Client  # noqa: E402, F401
from servers import Server  # noqa: E402, F401

if __name__ == "__main__":
    try:
        examples.use(LANGUAGE)
    except examples.Absent as why:
        print(f"skipped: {why}")
        sys.exit(suite.SKIPPED)
    suite.main()
