"""--help agrees with the tables: options with limits, verbs with commands.

    help.py FOLDER-OF-PROGRAMS
"""
import json
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(sys.argv[1])
faults = []


def help_of(*words):
    """What a program says to --help: on stdout, with status 0."""
    program, *rest = words
    result = subprocess.run([PROGRAMS / program, *rest, "--help"],
                            stdin=subprocess.DEVNULL, capture_output=True,
                            text=True, timeout=20)
    shown = " ".join([*words, "--help"])
    if result.returncode != 0 or result.stderr:
        faults.append(f"{shown}: status {result.returncode}, on stderr"
                      f" {result.stderr!r}, expected 0 and nothing")
    for line in result.stdout.splitlines():
        if len(line) > 80:
            faults.append(f"{shown}: {len(line)} columns, 80 are the limit:"
                          f" {line}")
    return result.stdout


def check_limits():
    schema = json.loads((TOP / "schema/messages.json").read_text("utf-8"))
    said = help_of("msgwired")
    for limit in schema["limits"]:
        if not re.search(rf"--{limit['option']}\b", said):
            faults.append(f"msgwired --help: expected --{limit['option']}")


def check_verbs():
    said = help_of("msgwire")
    for file in sorted((TOP / "client/commands").glob("*.c")):
        if not re.search(rf"^ +{file.stem}\b", said, re.MULTILINE):
            faults.append(f"msgwire --help: expected the verb {file.stem}")
        if f"msgwire {file.stem}" not in help_of("msgwire", file.stem):
            faults.append(f"msgwire {file.stem} --help: expected how it is"
                          " used")


if not (PROGRAMS / "msgwire").exists() or not (PROGRAMS / "msgwired").exists():
    print("skipped: the programs are not built")
    sys.exit(77)
check_limits()
check_verbs()
print(*faults, "--help says what there is", sep="\n")
sys.exit(1 if faults else 0)
