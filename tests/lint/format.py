"""The sources are as clang-format writes them (style: .clang-format)."""
import re
import shutil
import subprocess

import sources

VERSION = 14  # others break some lines elsewhere

tool = shutil.which(f"clang-format-{VERSION}") or shutil.which("clang-format")
if tool is None:
    sources.skip("no clang-format")
said = subprocess.run([tool, "--version"], check=True, capture_output=True,
                      text=True).stdout
if f"version {VERSION}." not in said:
    sources.skip(f"needs clang-format {VERSION}, found {said.strip()}")

paths = [str(path) for path in sources.files(".c", ".h")]
result = subprocess.run([tool, "--dry-run", *paths], cwd=sources.TOP,
                        capture_output=True, text=True, check=True)
FAULT = re.compile(r"^([^:\n]+):(\d+):\d+: warning: ", re.MULTILINE)
for path, line in FAULT.findall(result.stderr):
    sources.fault(path, line, "clang-format -i writes this otherwise")
sources.finish("the sources are as clang-format writes them")
