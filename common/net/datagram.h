/* What receiving and sending datagrams have in common. */
#ifndef MSGWIRE_NET_DATAGRAM_H
#define MSGWIRE_NET_DATAGRAM_H

#include "net/address.h"

#include <msgwire/error.h>

enum { MW__SLOT = 1 << 16 }; /* bytes that one may have */

/* Who sent a datagram, and to which of our addresses, if the socket has more
 * than one: an answer leaves from there, or its receiver would not know it. */
struct mw__sender {
    struct mw__address address;
    struct in6_addr ours; /* as struct mw__control has it */
};

/* One datagram: a view, gone at the next receive or send.
 *
 * cut   it was longer than any may be, and this is only its front.
 * peer  who has sent it, or is to get it. */
typedef void (*mw__datagram_fn)(void *arg, struct mw_bytes bytes, bool cut,
                                const struct mw__sender *peer);

#endif
