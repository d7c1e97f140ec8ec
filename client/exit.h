/* Exit statuses: what a script learns from the end of a command. */
#ifndef CLIENT_EXIT_H
#define CLIENT_EXIT_H

#include <msgwire/status.h>

enum exit_status {
    EXIT_DONE = 0,
    EXIT_INTERNAL = 1,
    EXIT_USAGE = 2,
    EXIT_CONNECT = 3,
    EXIT_TIMEOUT = 4,
    EXIT_PROTOCOL = 5,
    EXIT_DATA = 6,
    EXIT_CLOSED = 7,
    EXIT_REMOTE = 8,
    EXIT_MISSED = 9,
    EXIT_STATUSES, /* how many there are */
};

/* What can end a command that reads nothing, one that works offline, one that
 * listens, one that has a peer, and one that also judges it: a bit for each
 * status, for --help. */
enum {
    EXITS_NONE = 1 << EXIT_DONE | 1 << EXIT_INTERNAL | 1 << EXIT_USAGE,
    EXITS_OFFLINE = 1 << EXIT_DONE | 1 << EXIT_INTERNAL | 1 << EXIT_USAGE |
                    1 << EXIT_PROTOCOL | 1 << EXIT_DATA,
    EXITS_LISTEN = EXITS_NONE | 1 << EXIT_CONNECT | 1 << EXIT_TIMEOUT,
    EXITS_RELAY = EXITS_NONE | 1 << EXIT_CONNECT,
    EXITS_NETWORK = (1 << EXIT_MISSED) - 1,
    EXITS_JUDGE = EXITS_NETWORK | 1 << EXIT_MISSED,
};

/* Returns how a command that ended with `status` exits. MW_ECANCELED is the
 * quiet end: whoever read our output wants no more of it. */
enum exit_status exit_of(enum mw_status status);

/* Returns the meaning in a few words, such as "timed out". */
const char *exit_meaning(enum exit_status status);

#endif
