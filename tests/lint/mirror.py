"""Each source file has its unit test, and each unit test its file."""
import sources

# What can't be tested without a socket or a loop is kept by the contract
# suite, over every transport: tests/contract.
NEEDS_A_SOCKET = ("net", "conn")

# What is about the process as a whole is kept by tests/integration.
NEEDS_A_PROCESS = {
    ("client", "main"), ("talk", "line"), ("talk", "dial"),
    ("input", "feed"), ("talk", "requests"), ("talk", "conversation"),
    ("talk", "post"), ("input", "supply"), ("talk", "talk"),
    ("talk", "trace"), ("listen", "station"), ("listen", "station_peer"),
    ("output", "outflow"),
    ("listen", "worker"), ("listen", "replier"), ("client", "signals"),
    ("listen", "program"), ("listen", "remark"),
    *(("compare", name) for name in (
        "own", "stage", "measure", "measure_open", "search", "trial",
        "outputs")), ("emulate", "emulate"),
    ("emulate", "forward"),
    *(("bench", part) for part in (
        "account", "drive", "lane", "phases", "pulse", "run", "send",
        "server", "take")),
    *(("conform", part) for part in (
        "answers", "host", "judge", "place", "probe", "rules_datagrams",
        "rules_ends", "rules_frames", "rules_messages", "rules_values",
        "trial", "trial_hear")),
    ("keep", "bridge"), ("keep", "passing"), ("keep", "relay"),
    ("keep", "replay"), ("keep", "replay_run"), ("keep", "player"),
    *(("repl", f"repl{part}") for part in (
        "", "_ask", "_do", "_editor", "_editor_none", "_hear", "_keys",
        "_prompt", "_signals")),
    ("server", "main"), ("server", "process"), ("server", "server")}

tests = {(path.parts[2], path.stem.removeprefix("test_")): path
         for path in sources.files(".c", under="tests/unit")}
files = {(path.parts[-2], path.stem): path
         for folder in ("common", "client", "server")
         for path in sources.files(".c", under=folder)
         if not {"commands", "examples"} & set(path.parts)}

# What has its functions in a header alone may have a test, too.
headers = {(path.parts[-2], path.stem)
           for folder in ("common", "client", "server")
           for path in sources.files(".h", under=folder)}

for room, name in sorted(files.keys() - tests.keys()):
    if room not in NEEDS_A_SOCKET and (room, name) not in NEEDS_A_PROCESS:
        sources.fault(files[room, name], 1,
                      f"expected its test tests/unit/{room}/test_{name}.c")
for room, name in sorted(tests.keys() - files.keys() - headers):
    sources.fault(tests[room, name], 1,
                  f"tests no file: expected {name}.c or .h in the room {room}")
for room in NEEDS_A_SOCKET:
    if any(key[0] == room for key in files) and \
            not sources.files(".c", under="tests/contract"):
        sources.fault(f"common/{room}", 1, "expected a suite in tests/contract")
sources.finish("the unit tests mirror the sources")
