"""Every public declaration says what it does, and <msgwire.h> has them all."""
import re

import sources

ALL = sources.text("common/include/msgwire.h")


def paragraphs(path):
    """Yields (number, lines) of what blank lines part."""
    block = []
    for number, line in sources.lines(path):
        if line:
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []
    if block:
        yield number - len(block) + 1, block


def check(path):
    if f"<msgwire/{path.name}>" not in ALL and path.name != "export.h":
        sources.fault(path, 1, "<msgwire.h> does not include it")
    if not sources.text(path).startswith("/* "):
        sources.fault(path, 1, "expected a comment: what it is for")
    for number, block in paragraphs(path):
        line = block[0]
        spoken = line.startswith(("/*", " *", "#", "}"))
        if "MW_API" in "".join(block) and not spoken:
            name = re.search(r"(\w+)\(", " ".join(block))
            sources.fault(path, number, f"{name and name.group(1)}: expected a"
                          " comment above")


for header in sources.files(".h", under="common/include/msgwire"):
    check(header)
sources.finish("the public API is documented")
