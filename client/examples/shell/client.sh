# The smallest honest client in a shell: bash, with msgwire for a library.
#
#   client.sh URL call|notify|receive METHOD <PARAMS >RESULTS
#
# A frame on stdin holds the params of one message; each result is a frame on
# stdout. `receive` notifies, then prints all messages that come. What goes
# through the shell is typed JSON, a line a value. (For words that stand on the
# command line there is `msgwire call URL METHOD PARAM...`.)
set -euo pipefail

if [ $# -ne 3 ]; then
    echo "usage: client.sh URL call|notify|receive METHOD" >&2
    exit 2
fi
url=$1 verb=$2 method=$3
timeout_s=2

# Prints the result of one request; msgwire keeps the stream.
call() {
    local msgid=$1 params=$2 line
    printf '[0,%d,"%s",%s]\n' "$msgid" "$method" "$params" >&"${peer[1]}"
    while IFS= read -r -t "$timeout_s" line <&"${peer[0]}"; do
        case $line in
        "[1,$msgid,null,"*)
            line=${line#"[1,$msgid,null,"}
            printf '%s\n' "${line%]}"
            return
            ;;
        "[1,$msgid,"*)
            echo "client.sh: the peer answered: $line" >&2
            return 1
            ;;
        *) echo "client.sh: meanwhile $line" >&2 ;; # or it came too late
        esac
    done
    echo "client.sh: no answer: the peer closed, or is silent" >&2
    return 1
}

calls() {
    local msgid=0 params
    coproc peer { exec msgwire send "$url" --reply --timeout "${timeout_s}s"; }
    while IFS= read -r params; do
        call $((msgid += 1)) "$params"
    done
}

notifications() {
    local params
    while IFS= read -r params; do
        printf '[2,"%s",%s]\n' "$method" "$params"
    done
}

msgwire decode -F u32be | case $verb in
call) calls | msgwire encode -F u32be ;;
notify) notifications | msgwire send "$url" ;;
receive)
    # Status 7: the peer has closed, which is the end that is waited for.
    notifications | { msgwire send "$url" --reply --count 1000000 --quiet ||
        [ $? -eq 7 ]; } | msgwire encode -F u32be
    ;;
esac
