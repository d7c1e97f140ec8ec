/* A datagram socket as a connection. */
#ifndef MSGWIRE_CONN_DGRAM_H
#define MSGWIRE_CONN_DGRAM_H

#include "conn/trace.h"
#include "net/inbound.h"
#include "net/outbound.h"

#include <msgwire/listener.h>

/* A datagram socket's share. */
struct mw__dgram {
    struct mw__inbound *in;
    struct mw__outbound *out;
    int fd;
    bool writable_wanted;          /* the socket is full */
    const struct mw__sender *from; /* of the body being handed on */
    struct mw__sender group; /* a client's; address.len 0: it is connected */
    size_t allowance;        /* bytes an answer to it may have */
    struct mw_listener *listener; /* NULL: a client's, or it was closed */
};

/* Takes a bound or connected socket, which the connection then closes.
 * Returns MW_OK; MW_ENOMEM or MW_ESYSTEM, and then the descriptor is still the
 * caller's. */
enum mw_status mw__dgram_open(struct mw_conn *conn, int fd,
                              struct mw_error *err);
struct mw_buffer *mw__dgram_begin(struct mw_conn *conn);
enum mw_status mw__dgram_end(struct mw_conn *conn, struct mw_error *err);
void mw__dgram_flush(struct mw_conn *conn);

/* Waits for one datagram in the read itself; its descriptor waits. */
void mw__dgram_wait(struct mw_conn *conn);
void mw__dgram_update_reading(struct mw_conn *conn);
void mw__dgram_free(struct mw_conn *conn);

/* Tells a tracer of a datagram; whose ends it asks for meanwhile is that one's.
 *
 * peer  who has sent it, or is to get it. */
void mw__dgram_trace(struct mw_conn *conn, enum mw__way way,
                     struct mw_bytes bytes, const struct mw__sender *peer);

/* Ends a client's connection, whose peer the system says is not there.
 *
 * error  an errno. */
void mw__dgram_refused(struct mw_conn *conn, int error);

/* Who is spoken with now; NULL: the one that it is connected to, or no one. */
const struct mw__sender *mw__dgram_peer(const struct mw__dgram *dgram);

/* Counts what the socket has had no room for by now. */
void mw__dgram_count_dropped(struct mw_conn *conn);

/* Its listener and it no longer know each other. */
void mw__dgram_forget_listener(struct mw_conn *conn);

/* What the system knows against the peer by now: an ICMP refusal. Ends the
 * connection with it, or with nothing. */
void mw__dgram_finished(struct mw_conn *conn);

#endif
