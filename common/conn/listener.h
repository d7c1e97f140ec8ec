/* What the loop and datagram sockets ask of listeners. */
#ifndef MSGWIRE_CONN_LISTENER_H
#define MSGWIRE_CONN_LISTENER_H

#include "conn/conn.h"

#include <msgwire/listener.h>

/* Accepts again where that had to wait. Returns the next deadline. */
uint64_t mw__listeners_tick(struct mw_loop *loop, uint64_t now);
struct mw_listener *mw__listener_of(struct mw__node *node);

/* A datagram socket's owner is asked for its data, as a stream's is when it
 * is accepted. */
void mw__listener_announce(struct mw_conn *conn);

/* The datagram socket is gone. */
void mw__listener_forget(struct mw_listener *listener);

#endif
