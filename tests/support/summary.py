"""Adds up what ctest wrote with --output-junit.

    summary.py PRESET/tests.xml...

A program whose output lists its cases (cmocka does) counts as those, any other
test as one. Prints what failed, and what was skipped and why; the last line is
the count. A file that is absent is a build that failed.
"""
import collections
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

Case = collections.namedtuple("Case", "state name reason")

RUN = re.compile(r"^\[ +RUN +\] (\w+)\n(.*?)^\[ +(OK|FAILED|SKIPPED) +\] \1$",
                 re.MULTILINE | re.DOTALL)
INNER = {"OK": "passed", "FAILED": "failed", "SKIPPED": "skipped"}
OUTER = {"run": "passed", "fail": "failed"}


def last_line(text):
    return text.strip().rpartition("\n")[2]


def cases_of(test):
    """Yields a Case for each case of a ctest test."""
    name = test.get("name")
    output = test.findtext("system-out") or ""
    state = OUTER.get(test.get("status"), "skipped")
    inner = [Case(INNER[result], f"{name}: {case}", last_line(said))
             for case, said, result in RUN.findall(output)]
    yield from inner
    if not inner or state == "failed" and all(c.state != state for c in inner):
        yield Case(state, name, last_line(output).removeprefix("skipped: "))


def results(path):
    file = pathlib.Path(".build") / path
    if not file.exists():
        yield Case("failed", "configure and build", "no test was run")
        return
    for test in xml.parse(file).iter("testcase"):
        yield from cases_of(test)


def show(preset, cases):
    """One line for each failure, and for each reason to skip."""
    skipped = collections.defaultdict(list)
    for case in cases:
        if case.state == "failed":
            print(f"failed   {preset}: {case.name} ({case.reason})")
        elif case.state == "skipped":
            skipped[case.reason].append(case.name)
    for reason, names in skipped.items():
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        print(f"skipped  {preset}: {names[0]}{more} ({reason})")


def main():
    count = {"passed": 0, "failed": 0, "skipped": 0}
    print()
    for path in map(pathlib.Path, sys.argv[1:]):
        cases = list(results(path))
        show(path.parent.name, cases)
        for case in cases:
            count[case.state] += 1
    print(", ".join(f"{number} {state}" for state, number in count.items()))
    return 1 if count["failed"] or not count["passed"] else 0


sys.exit(main())
