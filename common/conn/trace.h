/* Tells who traces the loop what a connection does. While nobody does, each
 * of these is one branch. */
#ifndef MSGWIRE_CONN_TRACE_H
#define MSGWIRE_CONN_TRACE_H

#include "conn/conn.h"

#include <msgwire/trace.h>

enum mw__way { MW__IN, MW__OUT };

static inline bool mw__traced(const struct mw_conn *conn)
{
    return conn->loop->trace != NULL;
}

/* The long ways, for a loop that is traced. */
void mw__trace_tell(const struct mw_conn *conn, struct mw_trace *seen);
void mw__trace_tell_try(const struct mw_conn *conn,
                        const struct mw__address *address,
                        const struct mw_error *why);

/* Bytes that went one way; none are not worth telling. */
static inline void mw__trace_bytes(const struct mw_conn *conn,
                                   enum mw_trace_kind kind, enum mw__way way,
                                   struct mw_bytes bytes)
{
    if (mw__traced(conn) && bytes.len > 0) {
        mw__trace_tell(conn, &(struct mw_trace){.kind = kind,
                                                .out = way == MW__OUT,
                                                .bytes = bytes,
                                                .len = bytes.len});
    }
}

/* Bytes that were queued and will not be sent. */
static inline void mw__trace_unsent(const struct mw_conn *conn, size_t len)
{
    if (mw__traced(conn) && len > 0) {
        mw__trace_tell(conn, &(struct mw_trace){.kind = MW_TRACE_UNSENT,
                                                .out = true,
                                                .len = len});
    }
}

/* It stands, or it is gone. */
static inline void mw__trace_life(const struct mw_conn *conn,
                                  enum mw_trace_kind kind,
                                  const struct mw_error *why)
{
    if (mw__traced(conn)) {
        mw__trace_tell(conn, &(struct mw_trace){.kind = kind,
                                                .out = !conn->accepted,
                                                .why = why});
    }
}

/* A name's addresses are asked for. */
static inline void mw__trace_lookup(const struct mw_conn *conn,
                                    const char *host)
{
    if (mw__traced(conn)) {
        mw__trace_tell(conn, &(struct mw_trace){.kind = MW_TRACE_LOOKUP,
                                                .out = true,
                                                .address = host});
    }
}

/* An attempt to connect begins, or has failed.
 *
 * address  may be NULL.
 * why      NULL: it begins. */
static inline void mw__trace_try(const struct mw_conn *conn,
                                 const struct mw__address *address,
                                 const struct mw_error *why)
{
    if (mw__traced(conn)) {
        mw__trace_tell_try(conn, address, why);
    }
}

#endif
