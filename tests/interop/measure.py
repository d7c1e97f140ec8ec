"""What comes back when values go through a language and return.

Each function takes bodies and returns as many: the bytes that came back, in
the shortest form, or None where the language refused to read or write them.
"""
import struct
import subprocess

import examples
from support import packing, programs, wire


def shortest(body):
    return packing.pack(packing.parse_one(body))


def only(params):
    """The one param, in the shortest form; all of them if it is not alone."""
    value = packing.parse_one(params)
    alone = isinstance(value, list) and len(value) == 1
    return packing.pack(value[0] if alone else value)


def frames(data):
    """The bodies of whole frames."""
    at = 0
    while at < len(data):
        end = at + 4 + struct.unpack(">I", data[at:at + 4])[0]
        yield data[at + 4:end]
        at = end


def run_client(url, verb, method, bodies):
    """The example client with these params. Returns (status, out, err)."""
    ended = subprocess.run(
        [*examples.client, url, verb, method], capture_output=True,
        input=b"".join(map(wire.frame, bodies)), check=False,
        timeout=programs.PATIENCE_S, env=programs.environment())
    return (ended.returncode, list(frames(ended.stdout)),
            ended.stderr.decode("utf-8", "replace"))


def by_client(url, bodies):
    """Sends each by the example client to an echo. It ends at one that it
    can't carry, and is then run again for those that follow."""
    came = []
    while len(came) < len(bodies):
        params = [b"\x91" + body for body in bodies[len(came):]]
        _, results, _ = run_client(url, "call", "echo", params)
        came += map(only, results)
        if len(came) < len(bodies):
            came.append(None)
    return came


def by_server(url, bodies):
    """Asks the example server to echo each."""
    stream = wire.Stream(url)
    came = []
    for msgid, body in enumerate(bodies):
        stream.send(wire.frame(b"\x94\x00" + packing.pack(msgid) +
                               b"\xa4echo\x91" + body))
        answer = stream.message()
        good = answer is not None and answer[:3] == [1, msgid, None]
        came.append(only(packing.pack(answer[3])) if good else None)
        if answer is None:
            stream = wire.Stream(url)
    return came
