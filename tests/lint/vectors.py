"""The vectors are what each file's head says: rows of tab-separated fields.

The head has one line that names the columns, parted by <TAB>; a column `in hex`
is hex (`-` for no bytes), one in [brackets] may be missing. schema/README.md
says of each file what it proves.
"""
import re

import sources

HEX = re.compile(r"-|(?:[0-9a-f]{2} ?)+|")


def columns_of(path):
    """The names of the columns, or None."""
    for _, line in sources.lines(path):
        if not line.startswith("#"):
            break
        if "<TAB>" in line:
            plain = re.sub(r"\[\s*<TAB>\s*", "<TAB>[", line.strip("# "))
            return [column.strip() for column in plain.split("<TAB>")]
    sources.fault(path, 1, "expected a head that names the columns, as in"
                  " `name <TAB> bytes in hex <TAB> meaning`")
    return None


def check_row(path, number, columns, fields):
    least = sum(not column.startswith("[") for column in columns)
    if not least <= len(fields) <= len(columns):
        sources.fault(path, number, f"{len(fields)} fields, expected {least}"
                      f" to {len(columns)}")
    for column, field in zip(columns, fields):
        if "in hex" in column and not HEX.fullmatch(field):
            sources.fault(path, number, f"{field!r} is no hex in lower case")


def check(path):
    columns = columns_of(path)
    names = {}
    for number, line in sources.lines(path):
        if columns is None or not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        check_row(path, number, columns, fields)
        if fields[0] in names:
            sources.fault(path, number, f"{fields[0]!r} stands on line"
                          f" {names[fields[0]]} already")
        names.setdefault(fields[0], number)
    if columns is not None and not names:
        sources.fault(path, 1, "has no rows")


README = "schema/README.md"
files = sources.files(under="schema/vectors")
for file in files:
    check(file)
    if f"(vectors/{file.name})" not in sources.text(README):
        sources.fault(file, 1, f"{README} does not say what it proves")
for name in re.findall(r"\(vectors/([^)]+)\)", sources.text(README)):
    if name not in {file.name for file in files}:
        sources.fault(README, 1, f"schema/vectors/{name} is not there")
sources.finish("the vectors are what their heads say")
