"""clang-tidy finds nothing (checks: .clang-tidy).

    tidy.py BUILD-FOLDER
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import sources

tool = shutil.which("clang-tidy-14") or shutil.which("clang-tidy")
if tool is None:
    sources.skip("no clang-tidy")
BUILD = sys.argv[1]
FAULT = re.compile(r"^(/[^:\n]+):(\d+):\d+: (?:warning|error): (.*)$",
                   re.MULTILINE)


def tidy(path):
    return subprocess.run([tool, "-p", BUILD, "--quiet", path],
                          cwd=sources.TOP, capture_output=True,
                          text=True).stdout


commands = json.loads((pathlib.Path(BUILD) / "compile_commands.json")
                      .read_text(encoding="utf-8"))
paths = sorted({command["file"] for command in commands})
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    said = "".join(pool.map(tidy, paths))
for path, line, sentence in sorted(set(FAULT.findall(said))):
    sources.fault(pathlib.Path(path).relative_to(sources.TOP), line, sentence)
sources.finish(f"clang-tidy finds nothing in {len(paths)} files")
