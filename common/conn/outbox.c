/* The queue of a stream: bodies of one turn go out in one write, and what the
 * system does not take at once libuv writes when it can. */
#include "conn/outbox.h"

#include "base/container.h"
#include "conn/ending.h"

struct mw_buffer *mw__outbox_begin(struct mw_conn *conn)
{
    struct mw_loop *loop = conn->loop;

    if (conn->pending == NULL) {
        conn->pending = mw__block_take(&loop->pool);
    }
    if (conn->pending == NULL ||
        mw_frame_begin(conn->framing, &conn->pending->buffer, &loop->mark) !=
            MW_OK) {
        return NULL;
    }
    return &conn->pending->buffer;
}

enum mw_status mw__outbox_end(struct mw_conn *conn, struct mw_error *err)
{
    struct mw_loop *loop = conn->loop;
    struct mw__block *block = conn->pending;
    enum mw_status rc = mw_frame_end(conn->framing, loop->limits.max_frame,
                                     &block->buffer, loop->mark, err);

    if (rc != MW_OK) {
        return rc;
    }
    loop->counters.frames_out++;
    if (block->buffer.cap != block->counted) {
        mw__block_count(&loop->pool, block);
    }
    mw__conn_mark_dirty(conn);
    return MW_OK;
}

static size_t sending_len(const struct mw_conn *conn)
{
    return conn->sending == NULL
               ? 0
               : uv_stream_get_write_queue_size(&conn->handle.stream);
}

size_t mw__outbox_queued(const struct mw_conn *conn)
{
    return sending_len(conn) +
           (conn->pending == NULL ? 0 : conn->pending->buffer.len);
}

/* The peer reads no more; it may still have something to say, such as why. */
static void writing_failed(struct mw_conn *conn, int error)
{
    struct mw_error why;

    mw_error_set(&why, MW_ECLOSED, "the peer closed the connection: %s",
                 uv_strerror(error));
    if (conn->peer_done || conn->paused || conn->throttled) {
        mw__ending_now(conn, &why);
        return;
    }
    mw__ending_set_why(conn, &why);
    mw__outbox_fini(conn);
    if (conn->state == MW__OPEN) {
        mw__conn_move(conn, MW__FINISHING);
    }
    conn->shut = true;
    conn->out_deadline = MW__NEVER;
    conn->in_deadline = mw__loop_now(conn->loop) + conn->loop->limits.linger_ms;
    mw__loop_wake_at(conn->loop, conn->in_deadline);
}

/* Below the low mark the peer is read again, and its owner may go on. */
static void unthrottle(struct mw_conn *conn)
{
    bool was_throttled = conn->throttled;

    if (mw__outbox_queued(conn) >= conn->loop->limits.out_low) {
        return;
    }
    if (was_throttled) {
        conn->throttled = false;
        conn->resume = true;
        mw__conn_mark_dirty(conn);
    }
    if (conn->full) {
        conn->full = false;
        if (conn->events->on_room != NULL && conn->state == MW__OPEN) {
            conn->events->on_room(conn, conn->data);
        }
    }
}

static void on_written(uv_write_t *req, int status)
{
    struct mw_conn *conn =
        MW__CONTAINER_OF(req->handle, struct mw_conn, handle);
    struct mw__block *block = conn->sending;

    conn->sending = NULL;
    conn->out_deadline = MW__NEVER;
    mw__block_release(&conn->loop->pool, block);
    if (conn->state >= MW__CLOSING) {
        return;
    }
    if (status < 0) {
        writing_failed(conn, status);
        return;
    }
    mw__outbox_flush(conn);
}

/* Hands libuv what the system did not take. */
static int send_rest(struct mw_conn *conn, size_t done)
{
    struct mw__block *block = conn->pending;
    uv_buf_t rest = uv_buf_init((char *)block->buffer.at + done,
                                (unsigned)(block->buffer.len - done));
    int rc = uv_write(&block->req, &conn->handle.stream, &rest, 1, on_written);

    if (rc != 0) {
        return rc;
    }
    conn->pending = NULL;
    conn->sending = block;
    block->left = rest.len;
    conn->out_deadline = mw__loop_now(conn->loop) + conn->loop->limits.stall_ms;
    mw__loop_wake_at(conn->loop, conn->out_deadline);
    return 0;
}

/* Returns 0 or a libuv error. */
static int write_pending(struct mw_conn *conn)
{
    struct mw_buffer *out = &conn->pending->buffer;
    uv_buf_t buf = uv_buf_init((char *)out->at, (unsigned)out->len);
    int done = uv_try_write(&conn->handle.stream, &buf, 1);

    if (done < 0 && done != UV_EAGAIN) {
        return done;
    }
    conn->loop->counters.bytes_out += out->len;
    if (done == (int)out->len) {
        mw__block_release(&conn->loop->pool, conn->pending);
        conn->pending = NULL;
        return 0;
    }
    return send_rest(conn, done > 0 ? (size_t)done : 0);
}

void mw__outbox_flush(struct mw_conn *conn)
{
    size_t queued = mw__outbox_queued(conn);
    int rc = 0;

    if (queued >= conn->loop->limits.out_high) {
        conn->full = true;
    }
    if (conn->pending != NULL && conn->pending->buffer.len == 0) {
        mw__outbox_fini(conn);
    }
    if (conn->sending == NULL && conn->pending != NULL) {
        rc = write_pending(conn);
    }
    if (rc != 0) {
        writing_failed(conn, rc);
        return;
    }
    unthrottle(conn);
    if (conn->sending == NULL && conn->pending == NULL) {
        mw__link_remove(&conn->dirty);
        mw__ending_flushed(conn);
    }
}

void mw__outbox_fini(struct mw_conn *conn)
{
    mw__block_release(&conn->loop->pool, conn->pending);
    conn->pending = NULL;
}

bool mw__outbox_stalled(struct mw_conn *conn, uint64_t now)
{
    size_t left = sending_len(conn);

    if (conn->sending == NULL || left < conn->sending->left) {
        if (conn->sending != NULL) {
            conn->sending->left = left;
        }
        conn->out_deadline = conn->sending == NULL
                                 ? MW__NEVER
                                 : now + conn->loop->limits.stall_ms;
        return false;
    }
    return true;
}
