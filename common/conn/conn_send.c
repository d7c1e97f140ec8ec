/* What goes out of a connection. */
#include "conn/conn.h"
#include "conn/dgram.h"
#include "conn/outbox.h"
#include "conn/trace.h"

/* An answer that can't be given must not be waited for. */
static void fail_for_memory(struct mw_conn *conn)
{
    struct mw_error why;

    mw_error_set(&why, MW_ENOMEM, "no memory for what is to be sent");
    mw_conn_fail(conn, 0, &why);
}

void mw__conn_greet(struct mw_conn *conn, const struct mw_link *link)
{
    const struct mw_bytes greeting =
        mw_bytes(link->greeting, link->greeting_len);

    if (greeting.len > 0 && !mw_conn_is_datagram(conn) &&
        mw__outbox_put(conn, MW_TRACE_OUTSIDE, greeting) != MW_OK) {
        fail_for_memory(conn);
    }
}

static struct mw_buffer *begin(struct mw_conn *conn)
{
    if (conn->state != MW__OPEN || conn->shut) {
        return NULL;
    }
    return mw_conn_is_datagram(conn) ? mw__dgram_begin(conn)
                                     : mw__outbox_begin(conn);
}

struct mw_buffer *mw_conn_begin(struct mw_conn *conn)
{
    struct mw_buffer *out = begin(conn);

    if (out == NULL && conn->state == MW__OPEN && !conn->shut &&
        !mw_conn_is_datagram(conn)) {
        fail_for_memory(conn);
    }
    return out;
}

enum mw_status mw_conn_end(struct mw_conn *conn, struct mw_error *err)
{
    return mw_conn_is_datagram(conn) ? mw__dgram_end(conn, err)
                                     : mw__outbox_end(conn, err);
}

void mw_conn_undo(struct mw_conn *conn)
{
    struct mw_buffer *out = mw_conn_is_datagram(conn)
                                ? mw__outbound_bytes(conn->dgram->out)
                                : &conn->pending->buffer;

    out->len = conn->loop->mark;
}

enum mw_status mw_conn_send(struct mw_conn *conn, struct mw_bytes body,
                            struct mw_error *err)
{
    struct mw_buffer *out = mw_conn_begin(conn);
    enum mw_status rc;

    if (out == NULL) {
        return mw_error_set(err, MW_ECLOSED,
                            "the connection takes nothing more");
    }
    rc = mw_buffer_append(out, body);
    if (rc != MW_OK) {
        mw_conn_undo(conn);
        return mw_error_set(err, rc, "a body of %zu bytes: %s", body.len,
                            mw_status_name(rc));
    }
    return mw_conn_end(conn, err);
}

enum mw_status mw_conn_pass(struct mw_conn *conn, const struct mw_piece *piece,
                            struct mw_error *err)
{
    enum mw_trace_kind kind =
        piece->kind == MW_PIECE_FRAME ? MW_TRACE_FRAME : MW_TRACE_OUTSIDE;

    if (conn->state != MW__OPEN || conn->shut) {
        return mw_error_set(err, MW_ECLOSED,
                            "the connection takes nothing more");
    }
    if (mw__outbox_put(conn, kind, piece->bytes) != MW_OK) {
        fail_for_memory(conn);
        return mw_error_set(err, MW_ENOMEM, "no memory for %zu bytes",
                            piece->bytes.len);
    }
    conn->loop->counters.frames_out += kind == MW_TRACE_FRAME;
    return MW_OK;
}

size_t mw_conn_queued(const struct mw_conn *conn)
{
    if (conn->state < MW__OPEN || conn->state >= MW__CLOSING) {
        return 0;
    }
    return mw_conn_is_datagram(conn) ? mw__outbound_queued(conn->dgram->out)
                                     : mw__outbox_queued(conn);
}
