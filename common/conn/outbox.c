/* The queue of a stream: bodies of one turn go out in one write, and what the
 * system does not take at once libuv writes when it can. */
#include "conn/outbox.h"

#include "base/container.h"
#include "conn/ending.h"
#include "conn/trace.h"
#include "conn/wait.h"
#include "net/socket.h"

enum { STALL_LOOKS = 8 }; /* a stall is noticed late by this part of its time */

/* Returns NULL if there is no memory. */
static struct mw__block *pending_of(struct mw_conn *conn)
{
    if (conn->pending == NULL) {
        conn->pending = mw__block_take(&conn->loop->pool);
        mw__conn_mark_dirty(conn);
    }
    return conn->pending;
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

/* Something was appended. Its owner may look at the queue now, and wait for
 * room: the system may take some of it before it is looked at again. */
static void count_pending(struct mw_conn *conn)
{
    struct mw__block *block = conn->pending;

    if (block->buffer.cap != block->counted) {
        mw__block_count(&conn->loop->pool, block);
    }
    if (mw__outbox_queued(conn) >= conn->loop->limits.out_high) {
        conn->full = true;
    }
}

enum mw_status mw__outbox_put(struct mw_conn *conn, enum mw_trace_kind kind,
                              struct mw_bytes bytes)
{
    struct mw__block *block = pending_of(conn);
    enum mw_status rc = MW_ENOMEM;

    if (block != NULL) {
        rc = mw_buffer_append(&block->buffer, bytes);
        mw__trace_bytes(conn, kind, MW__OUT, bytes);
        count_pending(conn);
    }
    return rc;
}

struct mw_buffer *mw__outbox_begin(struct mw_conn *conn)
{
    struct mw_loop *loop = conn->loop;

    if (pending_of(conn) == NULL ||
        mw_frame_begin(conn->framing, &conn->pending->buffer, &loop->mark) !=
            MW_OK) {
        return NULL;
    }
    return &conn->pending->buffer;
}

enum mw_status mw__outbox_end(struct mw_conn *conn, struct mw_error *err)
{
    struct mw_loop *loop = conn->loop;
    enum mw_status rc = mw_frame_end(conn->framing, loop->limits.max_frame,
                                     &conn->pending->buffer, loop->mark, err);

    if (rc != MW_OK) {
        return rc;
    }
    loop->counters.frames_out++;
    mw__trace_bytes(conn, MW_TRACE_FRAME, MW__OUT,
                    mw_bytes(conn->pending->buffer.at + loop->mark,
                             conn->pending->buffer.len - loop->mark));
    count_pending(conn);
    return MW_OK;
}

static void release_pending(struct mw_conn *conn)
{
    mw__block_release(&conn->loop->pool, conn->pending);
    conn->pending = NULL;
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
    mw__outbox_drop(conn);
    if (conn->state == MW__OPEN) {
        mw__conn_move(conn, MW__FINISHING);
    }
    conn->shut = true;
    conn->owing = false;
    conn->out_deadline = MW__NEVER;
    conn->in_deadline = mw__loop_now(conn->loop) + conn->loop->limits.linger_ms;
    mw__loop_wake_at(conn->loop, conn->in_deadline);
}

/* Below the low mark the peer is read again, and its owner may go on. */
static void unthrottle(struct mw_conn *conn)
{
    size_t queued = mw__outbox_queued(conn);

    if (queued > 0 && queued >= conn->loop->limits.out_low) {
        return;
    }
    if (conn->throttled) {
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

/* libuv does not say how a write gets on, so it is looked at now and then. */
static void look_again(struct mw_conn *conn, uint64_t now)
{
    uint64_t look = now + conn->loop->limits.stall_ms / STALL_LOOKS;
    uint64_t stalled = conn->sending->moved + conn->loop->limits.stall_ms;

    conn->out_deadline = look < stalled ? look : stalled;
}

/* Bytes that the system holds and the peer has not taken. A peer may take some
 * long before a socket that was full is called writable again. */
static int in_system(const struct mw_conn *conn)
{
    uv_os_fd_t fd;

    return uv_fileno(&conn->handle.any, &fd) == 0 ? mw__socket_untaken(fd) : 0;
}

static void note_progress(struct mw_conn *conn, uint64_t now)
{
    conn->sending->moved = now;
    conn->sending->left = sending_len(conn);
    conn->sending->in_system = in_system(conn);
    look_again(conn, now);
}

/* Hands libuv what the system did not take. */
static int send_rest(struct mw_conn *conn, size_t done)
{
    struct mw__block *block = conn->pending;
    uv_buf_t rest = {.base = (char *)block->buffer.at + done,
                     .len = block->buffer.len - done};
    int rc = uv_write(&block->req, &conn->handle.stream, &rest, 1, on_written);

    if (rc != 0) {
        return rc;
    }
    conn->pending = NULL;
    conn->sending = block;
    note_progress(conn, mw__loop_now(conn->loop));
    mw__loop_wake_at(conn->loop, conn->out_deadline);
    return 0;
}

/* Returns how many bytes the system took at once, or a libuv error. */
static int try_write(struct mw_conn *conn, const struct mw_buffer *out)
{
    uv_buf_t buf = {.base = (char *)out->at, .len = out->len};

    return conn->waits ? mw__wait_write(conn, mw_buffer_bytes(out))
                       : uv_try_write(&conn->handle.stream, &buf, 1);
}

/* Returns 0 or a libuv error. */
static int write_pending(struct mw_conn *conn)
{
    struct mw_buffer *out = &conn->pending->buffer;
    int done = try_write(conn, out);

    if (done < 0 && done != UV_EAGAIN) {
        return done;
    }
    conn->loop->counters.bytes_out += out->len;
    if (done > 0 && (size_t)done == out->len) {
        release_pending(conn);
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
        release_pending(conn);
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
        if (!conn->resume) {
            mw__node_remove(&conn->dirty); /* nothing is left to do */
        }
        mw__ending_flushed(conn);
    }
}

/* What libuv writes was told already if it no longer counts. */
static size_t unsent(const struct mw_conn *conn)
{
    size_t pending = conn->pending == NULL ? 0 : conn->pending->buffer.len;
    bool counts = conn->sending != NULL && conn->sending->counted > 0;

    return pending + (counts ? sending_len(conn) : 0);
}

void mw__outbox_drop(struct mw_conn *conn)
{
    if (mw__traced(conn)) {
        mw__trace_unsent(conn, unsent(conn));
    }
    release_pending(conn);
    mw__block_uncount(&conn->loop->pool, conn->sending);
}

bool mw__outbox_stalled(struct mw_conn *conn, uint64_t now)
{
    struct mw__block *block = conn->sending;

    if (sending_len(conn) < block->left || in_system(conn) < block->in_system) {
        note_progress(conn, now);
    } else {
        look_again(conn, now);
    }
    return now >= block->moved + conn->loop->limits.stall_ms;
}
