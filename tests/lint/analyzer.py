"""gcc's analyzer finds nothing in the library and the programs.

    analyzer.py BUILD-FOLDER
"""
import subprocess
import sys

import compiled
import sources

BUILD = sys.argv[1]
OURS = ("common", "server", "client")


def analyze(words):
    at = words.index("-o")
    words = words[:at] + words[at + 2:]
    words[words.index("-c")] = "-S"
    return subprocess.run([*words, "-fanalyzer", "-o", "/dev/null"], cwd=BUILD,
                          capture_output=True, text=True).stderr


work = [words for path, words in compiled.commands(BUILD)
        if path.parts[0] in OURS]
said = subprocess.run([work[0][0], "--version"], capture_output=True,
                      text=True, check=True).stdout
if "Free Software Foundation" not in said:
    sources.skip("the compiler is not gcc")
compiled.look(analyze, work)
sources.finish(f"gcc's analyzer finds nothing in {len(work)} files")
