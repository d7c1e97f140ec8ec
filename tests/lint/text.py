"""What holds for every text: short lines, short files, nothing left over."""
import re

import sources

LENGTH = 80
LINES = 500
FREE = {".md", ".json", ".tsv", ".txt", ".hex"}  # tables and data run on
LEFT_OVER = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
# Folders that every Unix system has; any other absolute path is of one machine.
PATH = re.compile(r"""(?:^|[\s"'=(`])/([a-z][a-z0-9_]*)/[A-Za-z0-9_.]""")
SYSTEM = set("bin dev etc lib opt path proc run sbin sys tmp usr var".split())


def check_line(path, number, line):
    if len(line) > LENGTH and path.suffix not in FREE:
        sources.fault(path, number, f"{len(line)} columns, {LENGTH} are the"
                      " limit")
    if line != line.rstrip():
        sources.fault(path, number, "ends with white space")
    if "\t" in line and path.suffix in {".c", ".h", ".py", ".cmake", ".json"}:
        sources.fault(path, number, "has a tab")
    if found := LEFT_OVER.search(line):
        sources.fault(path, number, f"{found.group()} is left for later")
    if (found := PATH.search(line)) and found.group(1) not in SYSTEM:
        sources.fault(path, number, f"/{found.group(1)} is of one machine")


def check(path):
    content = sources.text(path)
    if content and not content.endswith("\n"):
        sources.fault(path, content.count("\n") + 1, "ends without a newline")
    if path.suffix in {".c", ".h"} and content.count("\n") > LINES:
        sources.fault(path, LINES, f"{LINES} lines are the limit of a file")
    for number, line in sources.lines(path):
        check_line(path, number, line)


for file in sources.files():
    if b"\0" not in (sources.TOP / file).read_bytes():
        check(file)
sources.finish("lines and files are short, and nothing is left over")
