/* Dues: what the sender of datagrams may get in answer where the peer that
 * answers is a stream, which knows of no such rules. For each request, and for
 * each value that is no message, one datagram of at most twice its bytes on
 * the wire; nothing for a response or a notification.
 * Wire: schema/README.md, "Datagrams". */
#ifndef CLIENT_KEEP_DUES_H
#define CLIENT_KEEP_DUES_H

#include <msgwire/bytes.h>

enum { DUES_MAX = 64 }; /* then the oldest is forgotten */

/* One answer. */
struct due {
    bool request; /* `msgid` says which */
    uint32_t msgid;
    size_t allowance; /* bytes of a datagram; 0: none is due here */
};

/* {0} is nothing due. */
struct dues {
    struct due list[DUES_MAX];
    size_t next; /* where the next one goes: the oldest stands there */
};

/* Notes what this datagram earns. `valid`: it is a value. */
void dues_add(struct dues *dues, struct mw_bytes body, bool valid);

/* Takes the due that this answer is for: a response its request's, anything
 * else the oldest that is no request's.
 *
 * Returns false if nothing is due for it. */
bool dues_take(struct dues *dues, struct mw_bytes body, bool valid,
               struct due *due);

/* Takes the oldest request's. Returns false if there is none. */
bool dues_take_request(struct dues *dues, struct due *due);

#endif
