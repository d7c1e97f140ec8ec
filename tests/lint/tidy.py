"""clang-tidy finds nothing (checks: .clang-tidy).

    tidy.py BUILD-FOLDER
"""
import shutil
import subprocess
import sys

import compiled
import sources

BUILD = sys.argv[1]
TOOL = shutil.which("clang-tidy-14") or shutil.which("clang-tidy")


def tidy(path):
    return subprocess.run([TOOL, "-p", BUILD, "--quiet", path],
                          cwd=sources.TOP, capture_output=True,
                          text=True).stdout


if TOOL is None:
    sources.skip("no clang-tidy")
paths = sorted({path for path, _ in compiled.commands(BUILD)})
compiled.look(tidy, paths)
sources.finish(f"clang-tidy finds nothing in {len(paths)} files")
