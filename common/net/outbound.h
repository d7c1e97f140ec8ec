/* Datagrams that are to go: one system call for as many as are queued. */
#ifndef MSGWIRE_NET_OUTBOUND_H
#define MSGWIRE_NET_OUTBOUND_H

#include "net/datagram.h"

enum { MW__SEND_MAX = 1 << 20 }; /* bytes queued */

struct mw__outbound;

/* Returns NULL if there is no memory. Gives; mw__outbound_free frees. */
struct mw__outbound *mw__outbound_new(void);
void mw__outbound_free(struct mw__outbound *out);

/* The queue's buffer: append a datagram's bytes, then mw__outbound_add. */
struct mw_buffer *mw__outbound_bytes(struct mw__outbound *out);

/* Takes what was appended since the last one as one datagram.
 *
 * to  whom it answers; NULL: the connected peer. */
void mw__outbound_add(struct mw__outbound *out, const struct mw__sender *to);

/* Bytes queued. */
size_t mw__outbound_queued(const struct mw__outbound *out);

/* True if no more can be queued before a send. */
bool mw__outbound_full(const struct mw__outbound *out);

struct mw__sent {
    unsigned sent;    /* taken by the system */
    size_t bytes;     /* how long these were together */
    unsigned refused; /* dropped: the system would not take them */
    int error;        /* the last refusal's errno, or 0 */
    bool blocked;     /* the socket is full: the rest is still queued */
};

/* Sends what is queued, and calls `fn` (may be NULL) for each datagram that
 * the system has taken. */
struct mw__sent mw__outbound_send(struct mw__outbound *out, int fd,
                                  mw__datagram_fn fn, void *arg);

/* Drops what is queued. Returns how many datagrams that were. */
unsigned mw__outbound_clear(struct mw__outbound *out);

#endif
