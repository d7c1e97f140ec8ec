"""Adds up what ctest wrote with --output-junit.

    summary.py PRESET/tests.xml...

A program whose output lists its cases (cmocka's and the integration tests do)
counts as those, any other test as one. Prints what failed, and what was skipped
and why; the last line is the count. A file that is absent is a build that
failed.
"""
import collections
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

Case = collections.namedtuple("Case", "state name reason")

CASE = re.compile(r"\[ +(OK|FAILED|SKIPPED) +\] (\w+)(?: \((.*)\))?")
INNER = {"OK": "passed", "FAILED": "failed", "SKIPPED": "skipped"}
OUTER = {"run": "passed", "fail": "failed"}


def inner_cases(name, output):
    """Yields a Case for each line that tells how one ended; the reason stands
    behind it, or was said just before. A list of the failed may follow."""
    seen = set()
    before = ""
    for line in output.splitlines():
        told = CASE.fullmatch(line)
        if told and told.group(2) not in seen:
            result, case, reason = told.groups()
            seen.add(case)
            yield Case(INNER[result], f"{name}: {case}", reason or before)
        before = "" if line.startswith("[") else line


def cases_of(test):
    """Yields a Case for each case of a ctest test."""
    name = test.get("name")
    output = test.findtext("system-out") or ""
    state = OUTER.get(test.get("status"), "skipped")
    inner = list(inner_cases(name, output))
    yield from inner
    if not inner or state == "failed" and all(c.state != state for c in inner):
        reason = output.strip().rpartition("\n")[2]
        yield Case(state, name, reason.removeprefix("skipped: "))


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
