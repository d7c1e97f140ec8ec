"""client/demo ends in order, and shows the conversation that README promises.

    demo.py TOP-FOLDER-OF-THE-PROJECT
"""
import subprocess
import sys

ANSWER = '["HELLO, WORLD","ÑANDÚ","套接字"]'
SHOWN = [
    "listening tcp://127.0.0.1:",
    "listening udp://127.0.0.1:",
    "listening unix:/",
    '"tags": [1, 2.0, null, 18446744073709551615]',
    "[1]\n[2]\n[3]\n",
    'no method "no.such.method" (-32601)\n(status 8)\n',
    "00 00 00 0d           frame u32be",
    "requests_in",
    "The server has stopped in order.\n",
]

run = subprocess.run([f"{sys.argv[1]}/client/demo"], text=True, check=False,
                     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                     stderr=subprocess.STDOUT)
missing = [text for text in SHOWN if text not in run.stdout]
answers = run.stdout.count(ANSWER)
if run.returncode != 0 or missing or answers < 3:
    print(run.stdout)
    print(f"status {run.returncode}, {answers} answers, missing: {missing}")
    sys.exit(1)
