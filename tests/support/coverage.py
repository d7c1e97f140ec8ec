"""How much of the library and the programs the tests reach.

    coverage.py BUILD-FOLDER

Run the tests of the preset `coverage` first. Prints each file's share of lines
and which it lacks, the worst first, and the whole.
"""
import json
import pathlib
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv[1]).resolve()
OURS = ("common", "server", "client")


def counts():
    """Yields (file, line, count) for each line that has code."""
    for part in OURS:
        for data in sorted((BUILD / part).rglob("*.gcno")):
            said = subprocess.run(
                ["gcov", "--json-format", "--stdout", str(data)],
                capture_output=True, text=True, check=True, cwd=BUILD).stdout
            for report in map(json.loads, said.splitlines()):
                for file in report["files"]:
                    path = pathlib.Path(BUILD, file["file"]).resolve()
                    if path.is_relative_to(TOP) and \
                            not path.is_relative_to(BUILD):
                        for line in file["lines"]:
                            yield (str(path.relative_to(TOP)),
                                   line["line_number"], line["count"])


def ranges(numbers):
    """1 2 3 7 as "1-3 7"."""
    runs = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


reached = {}
for name, number, count in counts():
    lines = reached.setdefault(name, {})
    lines[number] = lines.get(number, 0) + count
if not reached:
    raise SystemExit(f"{BUILD} has no counts: run its tests first")
share = {name: sum(map(bool, lines.values())) / len(lines)
         for name, lines in reached.items()}
for name in sorted(share, key=share.get):
    lacking = sorted(n for n, count in reached[name].items() if not count)
    print(f"{share[name]:6.1%}  {name}  {ranges(lacking)}")
total = sum(map(len, reached.values()))
hit = sum(bool(c) for lines in reached.values() for c in lines.values())
print(f"{hit / total:6.1%}  of {total} lines")
