/* Datagrams that come: one system call for as many as wait.
 *
 * Where the kernel gathers datagrams of one sender (Linux UDP_GRO) they are
 * cut apart here. */
#ifndef MSGWIRE_NET_INBOUND_H
#define MSGWIRE_NET_INBOUND_H

#include "net/datagram.h"

enum { MW__BATCH = 32 }; /* datagrams to a system call */

struct mw__inbound;

/* Returns NULL if there is no memory. Gives; mw__inbound_free frees. Its
 * memory is touched only as datagrams need it. */
struct mw__inbound *mw__inbound_new(void);
void mw__inbound_free(struct mw__inbound *in);

/* Receives what is there, one batch, and calls `fn` for each datagram.
 *
 * wait  the next one is waited for, as mw__socket_wait has it: that one alone.
 *
 * Returns how many came; 0 if there is none; -errno. */
int mw__inbound_receive(struct mw__inbound *in, int fd, bool wait,
                        mw__datagram_fn fn, void *arg);

/* Returns how many datagrams the socket had no room for since the last call,
 * as far as those that came have told. */
uint32_t mw__inbound_dropped(struct mw__inbound *in);

/* As mw__inbound_dropped, with those that nothing has come after. */
uint32_t mw__inbound_ask_dropped(struct mw__inbound *in, int fd);

#endif
