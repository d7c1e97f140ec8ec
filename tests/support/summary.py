"""Adds up what ctest wrote with --output-junit.

    summary.py PRESET/tests.xml...

A program whose output lists its cases (cmocka does) counts as those, any other
test as one. Prints what failed and what was skipped, and why; the last line is
the count. A file that is absent is a build that failed.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

CASE = re.compile(r"^\[ +(OK|FAILED|SKIPPED) +\] (\w+)(?: \((.*)\))?$",
                  re.MULTILINE)


def cases_of(test):
    """Yields (state, name, reason) for each case of a ctest test."""
    name = test.get("name")
    output = test.findtext("system-out") or ""
    state = {"run": "passed", "fail": "failed"}.get(test.get("status"),
                                                    "skipped")
    last_line = output.strip().rpartition("\n")[2]
    inner = {case: (result, reason)
             for result, case, reason in CASE.findall(output)}
    words = {"OK": "passed", "FAILED": "failed", "SKIPPED": "skipped"}
    for case, (result, reason) in inner.items():
        yield words[result], f"{name}: {case}", reason
    failed = any(result == "FAILED" for result, _ in inner.values())
    if not inner or (state == "failed" and not failed):
        yield state, name, last_line


def results(path):
    preset = path.parent.name
    file = pathlib.Path(".build") / path
    if not file.exists():
        yield "failed", f"{preset}: configure and build", "no tests were run"
        return
    for test in xml.parse(file).iter("testcase"):
        for state, name, reason in cases_of(test):
            yield state, f"{preset}: {name}", reason


def main():
    count = {"passed": 0, "failed": 0, "skipped": 0}
    print()
    for path in map(pathlib.Path, sys.argv[1:]):
        for state, name, reason in results(path):
            count[state] += 1
            if state != "passed":
                print(f"{state}  {name}" + (f" ({reason})" if reason else ""))
    print(", ".join(f"{number} {state}" for state, number in count.items()))
    return 1 if count["failed"] or not count["passed"] else 0


sys.exit(main())
