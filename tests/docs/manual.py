"""The manual pages are well made: groff and mandoc have nothing to say of them.

    manual.py PAGE...
"""
import pathlib
import shutil
import subprocess
import sys

CHECKS = {
    "groff": ["-man", "-ww", "-z", "-Tutf8"],
    "mandoc": ["-T", "lint", "-W", "style"],
}

pages = [pathlib.Path(page) for page in sys.argv[1:]]
if not all(page.exists() for page in pages):
    print("skipped: the pages are not built")
    sys.exit(77)
present = [name for name in CHECKS if shutil.which(name)]
if not present:
    print("skipped: neither groff nor mandoc is here")
    sys.exit(77)
faults = []
for page in pages:
    for name in present:
        result = subprocess.run([name, *CHECKS[name], page], text=True,
                                capture_output=True, timeout=60)
        if result.returncode != 0 or result.stdout or result.stderr:
            faults.append(f"{page.name}: {name} says:\n{result.stdout}"
                          f"{result.stderr}")
print(*faults, f"{' and '.join(present)} read {len(pages)} pages", sep="\n")
sys.exit(1 if faults else 0)
