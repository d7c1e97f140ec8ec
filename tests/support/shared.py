"""Makes rows as in schema/vectors of the JSON in ../shared/data.

    shared.py DATA OUT

hostile.txt  name, hex, class, length of the value, depth ("-": not said)
framing.txt  framing name, framing, hex, bodies in hex or "-", outcome
kawanet.txt  name, the encodings of one value in hex, parted by spaces
captures.txt name, framing, hex
streams.txt  name, hex: values that follow each other
texts.txt    name, hex of JSON; begins with y_ (to accept), n_ (to refuse), i_
"""
import json
import pathlib
import re
import sys


def load(data, path):
    return json.loads((data / path).read_text())


def expand(generator):
    """The hex of `'dd00100000'+'c0'*1048576`."""
    if not generator:
        return "-"
    parts = re.findall(r"'([0-9a-f]*)'(?:\*(\d+))?", generator)
    return "".join(text * int(count or 1) for text, count in parts)


def hostile(data):
    for row in load(data, "hostile-vectors/vectors.json"):
        yield (row["name"], row["hex"] or expand(row.get("gen")), row["cls"],
               row.get("consumed", "-"), row.get("depth", "-"))


def framing(data):
    for row in load(data, "framing-vectors/vectors.json"):
        yield (f"{row['framing']} {row['name']}", row["framing"], row["hex"],
               " ".join(row["frames"]) or "-", row["then"].partition(" ")[0])


def kawanet(data):
    path = "kawanet-msgpack-test-suite/msgpack-test-suite.json"
    for group, cases in load(data, path).items():
        for number, case in enumerate(cases):
            encodings = (text.replace("-", "") for text in case["msgpack"])
            yield f"{group} {number}", " ".join(encodings)


def captures(data):
    rows = load(data, "peer-captures/captures.json")
    for number, row in enumerate(rows):
        if row["framing"] != "greeting":
            yield (f"{number} {row['peer']} {row['note']}", row["framing"],
                   row["hex"])


def streams(data):
    for pattern in "mpack-messagepack/messagepack/*.mp", "msgpack-c-cases/*ac":
        for path in sorted(data.glob(pattern)):
            yield path.name, path.read_bytes().hex()


def texts(data):
    for path in sorted(data.glob("JSONTestSuite/test_parsing/*.json")):
        yield path.name, path.read_bytes().hex() or "-"
    for path in sorted(data.glob("nativejson-benchmark/**/*.json")):
        yield f"y_{path.name}", path.read_bytes().hex()


def main():
    data, out = map(pathlib.Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    for rows in hostile, framing, kawanet, captures, streams, texts:
        lines = ("\t".join(map(str, row)) + "\n" for row in rows(data))
        (out / f"{rows.__name__}.txt").write_text("".join(lines))
    (out / "stamp").touch()


main()
