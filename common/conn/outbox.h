/* The queue of a stream. */
#ifndef MSGWIRE_CONN_OUTBOX_H
#define MSGWIRE_CONN_OUTBOX_H

#include "conn/conn.h"

#include <msgwire/trace.h>

struct mw_buffer *mw__outbox_begin(struct mw_conn *conn);
enum mw_status mw__outbox_end(struct mw_conn *conn, struct mw_error *err);

/* Queues bytes as they are. Returns MW_OK; MW_ENOMEM. */
enum mw_status mw__outbox_put(struct mw_conn *conn, enum mw_trace_kind kind,
                              struct mw_bytes bytes);
size_t mw__outbox_queued(const struct mw_conn *conn);

/* Writes what is queued: at once what the system takes, the rest by libuv. */
void mw__outbox_flush(struct mw_conn *conn);

/* Drops what is queued. What libuv is writing it keeps until its callback, but
 * that no longer counts. */
void mw__outbox_drop(struct mw_conn *conn);

/* While libuv writes: the peer has taken no byte for too long. */
bool mw__outbox_stalled(struct mw_conn *conn, uint64_t now);

#endif
