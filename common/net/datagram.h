/* Datagrams in batches: one system call for as many as wait or are queued.
 *
 * Where the kernel gathers datagrams of one sender (Linux UDP_GRO) they are
 * cut apart here. */
#ifndef MSGWIRE_NET_DATAGRAM_H
#define MSGWIRE_NET_DATAGRAM_H

#include "net/address.h"

#include <msgwire/error.h>

enum {
    MW__BATCH = 32,         /* datagrams to a system call */
    MW__SLOT = 1 << 16,     /* bytes one of them may have */
    MW__SEND_MAX = 1 << 20, /* bytes queued to send */
};

struct mw__datagrams;

/* Who sent a datagram, and to which of our addresses, if the socket has more
 * than one: an answer leaves from there, or its receiver would not know it. */
struct mw__sender {
    struct mw__address address;
    struct in6_addr ours; /* as struct mw__control has it */
};

/* Returns NULL if there is no memory. Gives; mw__datagrams_free frees. Its
 * memory is touched only as datagrams need it. */
struct mw__datagrams *mw__datagrams_new(void);
void mw__datagrams_free(struct mw__datagrams *datagrams);

/* One datagram: a view, gone at the next receive or send.
 *
 * cut   it was longer than any may be, and this is only its front.
 * peer  who has sent it, or is to get it. */
typedef void (*mw__datagram_fn)(void *arg, struct mw_bytes bytes, bool cut,
                                const struct mw__sender *peer);

/* Receives what is there, one batch, and calls `fn` for each datagram.
 *
 * wait  the next one is waited for, as mw__socket_wait has it: that one alone.
 *
 * Returns how many came; 0 if there is none; -errno. */
int mw__datagrams_receive(struct mw__datagrams *datagrams, int fd, bool wait,
                          mw__datagram_fn fn, void *arg);

/* Returns how many datagrams the socket had no room for since the last call,
 * as far as those that came have told. */
uint32_t mw__datagrams_dropped(struct mw__datagrams *datagrams);

/* As mw__datagrams_dropped, with those that nothing has come after. */
uint32_t mw__datagrams_ask_dropped(struct mw__datagrams *datagrams, int fd);

/* The queue's buffer: append a datagram's bytes, then mw__datagrams_add. */
struct mw_buffer *mw__datagrams_out(struct mw__datagrams *datagrams);

/* Takes what was appended since the last one as one datagram.
 *
 * to  whom it answers; NULL: the connected peer. */
void mw__datagrams_add(struct mw__datagrams *datagrams,
                       const struct mw__sender *to);

/* Bytes, and datagrams, queued. */
size_t mw__datagrams_queued(const struct mw__datagrams *datagrams);

/* True if no more can be queued before a send. */
bool mw__datagrams_full(const struct mw__datagrams *datagrams);

struct mw__sent {
    unsigned sent;    /* taken by the system */
    size_t bytes;     /* how long these were together */
    unsigned refused; /* dropped: the system would not take them */
    int error;        /* the last refusal's errno, or 0 */
    bool blocked;     /* the socket is full: the rest is still queued */
};

/* Sends what is queued, and calls `fn` (may be NULL) for each datagram that
 * the system has taken. */
struct mw__sent mw__datagrams_send(struct mw__datagrams *datagrams, int fd,
                                   mw__datagram_fn fn, void *arg);

/* Drops what is queued. Returns how many datagrams that were. */
unsigned mw__datagrams_clear(struct mw__datagrams *datagrams);

#endif
