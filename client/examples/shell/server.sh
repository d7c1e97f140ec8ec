# The smallest honest server in a shell: `msgwire listen` keeps the wire, and
# sed answers. A request is a line of typed JSON, and so is its answer.
#
#   server.sh tcp://127.0.0.1:6749 | udp://127.0.0.1:6749
set -euo pipefail

if [ $# -ne 1 ]; then
    echo "usage: server.sh tcp://HOST:PORT | udp://HOST:PORT" >&2
    exit 2
fi

# An echo is its params; of other methods the name is repeated if it is plain.
# What is no message gets an empty line, which is no answer.
export answers='
s/^\{"value":.*//
t
s/^\{"method":"(echo|ping)","params":(.*)\}$/\2/
t
s/^\{"method":"([A-Za-z0-9_.-]{1,64})".*/no such method: \1/
s/^\{.*/no such method/
s/(.*)/{"$error":{"code":-32601,"message":"\1"}}/'

# The ready line, as all servers here say it.
msgwire listen "$1" -o none --exec 'exec sed -uE "$answers"' 2>&1 |
    sed -u 's/^msgwire: listening/listening/'
