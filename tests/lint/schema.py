"""messages.json and schema/README.md say the same, and C knows no other names.

The tables are written from messages.json; where they differ, the rows that
were expected are shown.
"""
import json
import re

import sources

README = "schema/README.md"
HEADERS = "common/include/msgwire"
UNITS = {"bytes": "bytes", "count": "", "ms": "ms", "rate": "bytes/s"}


def code_row(error):
    return f"| {error['code']} | {error['name']} | {error['when']} |"


def message_row(method):
    return (f"| `{method['name']}` | `{method['params']}` | {method['result']}"
            f" | {method['summary']} | {method['since']} |")


def notification_row(message):
    return (f"| `{message['name']}` | `{message['params']}` |"
            f" {message['summary']} | {message['since']} |")


def stat_row(stat):
    return f"| `{stat['name']}` | {stat['kind']} | {stat['summary']} |"


def limit_row(limit):
    default = f"{limit['default']:,} {UNITS[limit['unit']]}".strip()
    return (f"| `{limit['name']}` | {default} | `--{limit['option']}` |"
            f" {limit['summary']} |")


ROWS = {
    "errors": code_row,
    "methods": message_row,
    "notifications": notification_row,
    "stats": stat_row,
    "limits": limit_row,
}


def fields_of(header, struct):
    """The names of a struct's fields, in order."""
    source = sources.without_comments(sources.text(f"{HEADERS}/{header}.h"))
    body = re.search(rf"struct {struct} {{(.*?)}};", source, re.DOTALL)
    return [name for line in body.group(1).split(";")
            for name in re.findall(r"(\w+)\s*(?:,|$)", line.strip())]


def check_struct(header, struct, names):
    for name in fields_of(header, struct):
        if name not in names:
            sources.fault(f"{HEADERS}/{header}.h", 1, f"{name} of {struct} is"
                          " not in schema/messages.json")


schema = json.loads(sources.text("schema/messages.json"))
readme = sources.text(README)
for kind, row_of in ROWS.items():
    table = "\n".join(map(row_of, schema[kind]))
    if table not in readme:
        sources.fault(README, 1, f"expected these rows of {kind}:\n{table}")
check_struct("loop", "mw_counters", {s["name"] for s in schema["stats"]})
check_struct("limits", "mw_limits", {s["name"] for s in schema["limits"]})
sources.finish("messages.json, its tables and C's structs agree")
