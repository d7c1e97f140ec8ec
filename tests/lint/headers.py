"""Each public header compiles alone, as strict C11; <msgwire.h> also as C++.

    headers.py C-COMPILER INCLUDE-FOLDER...
"""
import shutil
import subprocess
import sys
import tempfile

import sources

COMPILER, *FOLDERS = sys.argv[1:]
FLAGS = ["-Wall", "-Wextra", "-Werror", "-fsyntax-only"]
INCLUDES = [f"-I{folder}" for folder in FOLDERS]


def compiles(compiler, standards, suffix, header):
    with tempfile.NamedTemporaryFile("w", suffix=suffix) as source:
        source.write(f"#include <{header}>\n#include <{header}>\n"
                     "extern int alone;\n")
        source.flush()
        result = subprocess.run(
            [compiler, *standards, *FLAGS, *INCLUDES, source.name],
            capture_output=True, text=True)
    for line in result.stderr.splitlines():
        if "error:" in line:
            sources.fault(f"common/include/{header}", 1, f"does not compile"
                          f" alone with {standards[0]}: {line}")


for path in sources.files(".h", under="common/include"):
    compiles(COMPILER, ["-std=c11", "-pedantic"], ".c",
             path.relative_to("common/include").as_posix())
cxx = shutil.which("c++")
if cxx is not None:
    compiles(cxx, ["-std=c++11"], ".cc", "msgwire.h")
sources.finish("the public headers compile alone, as C11"
               + (" and C++11" if cxx else "; no C++ compiler to try"))
