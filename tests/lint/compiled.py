"""What lints share that look at the sources as they are compiled."""
import concurrent.futures
import json
import os
import pathlib
import re
import shlex

import sources

FAULT = re.compile(r"^([^:\n]+):(\d+):\d+: (?:warning|error): (.*)$",
                   re.MULTILINE)


def commands(build):
    """Yields (path from the top, words of its command) for each source."""
    database = pathlib.Path(build) / "compile_commands.json"
    for entry in json.loads(database.read_text(encoding="utf-8")):
        path = pathlib.Path(entry["file"]).relative_to(sources.TOP)
        yield path, shlex.split(entry["command"])


def look(tool, work):
    """Calls tool(item) for all at once; tells the faults in what it says."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        said = "".join(pool.map(tool, work))
    for name, line, sentence in sorted(set(FAULT.findall(said))):
        path = pathlib.Path(name)
        if not path.is_absolute():
            sources.fault(path, line, sentence)
        elif path.is_relative_to(sources.TOP):  # others' headers are theirs
            sources.fault(path.relative_to(sources.TOP), line, sentence)
