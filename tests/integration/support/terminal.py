"""A terminal that shows nothing, but keeps each byte that it gets."""
import os
import subprocess
import threading

from support.programs import PATIENCE_S


class Terminal:
    """A terminal of some columns; `shown` is what it got."""

    def __init__(self, columns, rows=24):
        self.ours, self.theirs = os.openpty()
        size = f"rows {rows} cols {columns}".split()
        subprocess.run(["stty", *size], stdin=self.theirs, check=True)
        self.shown = bytearray()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        try:
            while chunk := os.read(self.ours, 65536):
                self.shown += chunk
        except OSError:
            pass  # the last writer has closed its end

    def end(self):
        """Returns all that it got."""
        os.close(self.theirs)
        self.reader.join(PATIENCE_S)
        os.close(self.ours)
        return bytes(self.shown).replace(b"\r\n", b"\n")
