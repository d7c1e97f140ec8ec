/* What goes out of a datagram socket: a turn's datagrams in one call. */
#include "conn/dgram.h"
#include "conn/ending.h"

/* A server drops what the system will not take: datagrams are not worth
 * waiting for. A client waits, since it has but one peer. */
static void after_send(struct mw_conn *conn, struct mw__sent result)
{
    struct mw_counters *counters = &conn->loop->counters;
    struct mw__dgram *dgram = conn->dgram;
    bool wait = result.blocked && !conn->accepted;

    counters->datagrams_out += result.sent;
    counters->bytes_out += result.bytes;
    counters->datagrams_unsent += result.refused;
    if (result.blocked && !wait) {
        counters->datagrams_unsent += mw__outbound_clear(dgram->out);
    }
    if (wait != dgram->writable_wanted) {
        dgram->writable_wanted = wait;
        mw__dgram_update_reading(conn);
    }
    if (result.error != 0 && !conn->accepted) {
        mw__dgram_refused(conn, result.error);
    }
}

static void on_sent(void *arg, struct mw_bytes bytes, bool cut,
                    const struct mw__sender *to)
{
    (void)cut;
    mw__dgram_trace(arg, MW__OUT, bytes, to);
}

/* Runs no callback: it is also called from within mw_conn_begin. */
static void send_queued(struct mw_conn *conn)
{
    if (mw__outbound_queued(conn->dgram->out) > 0) {
        after_send(conn,
                   mw__outbound_send(conn->dgram->out, conn->dgram->fd,
                                     mw__traced(conn) ? on_sent : NULL, conn));
    }
}

struct mw_buffer *mw__dgram_begin(struct mw_conn *conn)
{
    struct mw_buffer *out = mw__outbound_bytes(conn->dgram->out);

    if (mw__outbound_full(conn->dgram->out)) {
        send_queued(conn);
        if (conn->state != MW__OPEN || mw__outbound_full(conn->dgram->out)) {
            conn->full = true;
            return NULL;
        }
    }
    conn->loop->mark = out->len;
    return out;
}

/* The contract's "Datagrams": at most one answer to one datagram, at most
 * twice its bytes on the wire, so that nobody can use us to flood others. */
static enum mw_status check_rules(const struct mw_conn *conn, size_t len,
                                  struct mw_error *err)
{
    const struct mw__dgram *dgram = conn->dgram;

    if (len == 0) {
        return mw_error_set(err, MW_EFRAME, "a datagram without a value");
    }
    if (len > conn->loop->limits.max_datagram) {
        return mw_error_set(err, MW_ETOOBIG,
                            "a datagram of %zu bytes, limit is %zu", len,
                            conn->loop->limits.max_datagram);
    }
    if (conn->accepted && len > dgram->allowance) {
        return mw_error_set(err, MW_ELIMIT,
                            "an answer of %zu bytes, this datagram's sender "
                            "may get %zu",
                            len, dgram->allowance);
    }
    return MW_OK;
}

/* A listener's goes to who asked, a client's to its one peer, or its group. */
static const struct mw__sender *receiver(const struct mw_conn *conn)
{
    const struct mw__dgram *dgram = conn->dgram;

    if (conn->accepted) {
        return dgram->from;
    }
    return dgram->group.address.len > 0 ? &dgram->group : NULL;
}

enum mw_status mw__dgram_end(struct mw_conn *conn, struct mw_error *err)
{
    struct mw__dgram *dgram = conn->dgram;
    struct mw_buffer *out = mw__outbound_bytes(dgram->out);
    enum mw_status rc = check_rules(conn, out->len - conn->loop->mark, err);

    if (rc != MW_OK) {
        out->len = conn->loop->mark;
        conn->loop->counters.datagrams_unsent++;
        return rc;
    }
    dgram->allowance = 0;
    mw__outbound_add(dgram->out, receiver(conn));
    mw__conn_mark_dirty(conn);
    return MW_OK;
}

void mw__dgram_flush(struct mw_conn *conn)
{
    send_queued(conn);
    if (conn->state >= MW__CLOSING ||
        mw__outbound_queued(conn->dgram->out) > 0) {
        return;
    }
    mw__node_remove(&conn->dirty);
    if (conn->full) {
        conn->full = false;
        if (conn->events->on_room != NULL && conn->state == MW__OPEN) {
            conn->events->on_room(conn, conn->data);
        }
    }
    mw__ending_flushed(conn);
}
