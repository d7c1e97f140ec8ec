/* How a connection ends: what is queued goes out, its sending side is shut,
 * the peer's end is waited for, the handle is closed, its owner is told. */
#include "conn/ending.h"

#include "base/alloc.h"
#include "base/container.h"
#include "conn/dgram.h"
#include "conn/dial.h"
#include "conn/outbox.h"
#include "conn/promise.h"
#include "conn/reader.h"
#include "conn/trace.h"

#include <msgwire/message.h>

#include <sys/socket.h>

static const struct mw_conn_events nothing;

enum { DRAIN_LINGER_MS = 25 }; /* a server that stops waits no longer */

void mw__ending_linger(struct mw_conn *conn)
{
    const struct mw_loop *loop = conn->loop;
    uint64_t linger = loop->limits.linger_ms;

    if (loop->draining && linger > DRAIN_LINGER_MS) {
        linger = DRAIN_LINGER_MS;
    }
    conn->in_deadline = mw__loop_now(loop) + linger;
    mw__loop_wake_at(conn->loop, conn->in_deadline);
}

void mw__ending_owe(struct mw_conn *conn)
{
    conn->in_deadline = mw__loop_now(conn->loop) + conn->loop->limits.frame_ms;
    mw__loop_wake_at(conn->loop, conn->in_deadline);
}

static void half_close(struct mw_conn *conn)
{
    uv_os_fd_t fd;

    conn->shut = true;
    if (uv_fileno(&conn->handle.any, &fd) == 0) {
        (void)shutdown(fd, SHUT_WR);
    }
    conn->out_deadline = conn->in_deadline = MW__NEVER;
    if (!conn->patient || conn->state == MW__FAILING) {
        mw__ending_linger(conn);
    }
}

void mw__ending_flushed(struct mw_conn *conn)
{
    if (conn->owing ||
        (conn->state != MW__FINISHING && conn->state != MW__FAILING)) {
        return;
    }
    if (mw_conn_is_datagram(conn)) {
        mw__dgram_finished(conn);
        return;
    }
    if (!conn->shut) {
        half_close(conn);
    }
    if (conn->peer_done) {
        mw__ending_now(conn, NULL);
    }
}

void mw__ending_set_why(struct mw_conn *conn, const struct mw_error *why)
{
    if (conn->why != NULL || conn->unsaid || why == NULL) {
        return;
    }
    conn->why = mw__realloc(NULL, sizeof(*why));
    if (conn->why != NULL) {
        *conn->why = *why;
    }
    conn->unsaid = conn->why == NULL;
}

static void uncount(struct mw_conn *conn, uint8_t last)
{
    if (last == MW__OPENING || mw_conn_is_datagram(conn)) {
        return;
    }
    if (conn->refused) {
        conn->loop->refusing--;
    } else {
        conn->loop->counters.connections--;
        conn->loop->accepted -= conn->accepted;
    }
}

static const struct mw_error *why_it_ended(const struct mw_conn *conn)
{
    static const struct mw_error in_order = {.status = MW_OK};
    static const struct mw_error no_memory = {MW_ENOMEM, "no memory"};

    return conn->why != NULL ? conn->why
           : conn->unsaid    ? &no_memory
                             : &in_order;
}

/* What can't be tied to a request. */
static void say_error(struct mw_conn *conn, const char *text)
{
    struct mw_buffer *out = mw__outbox_begin(conn);

    if (out == NULL) {
        return;
    }
    if (mw_message_error_notification(out, conn->code, text) != MW_OK) {
        mw_conn_undo(conn);
    } else {
        conn->loop->counters.errors_told += mw_conn_end(conn, NULL) == MW_OK;
    }
}

void mw__ending_last_words(struct mw_conn *conn)
{
    conn->owing = false;
    conn->in_deadline = MW__NEVER;
    if (conn->code != 0) {
        say_error(conn, why_it_ended(conn)->text);
    }
    mw__conn_mark_dirty(conn);
}

static void on_closed(uv_handle_t *handle)
{
    struct mw_conn *conn = MW__CONTAINER_OF(handle, struct mw_conn, handle);
    const struct mw_error *why = why_it_ended(conn);
    struct mw_loop *loop = conn->loop;
    bool told = !(conn->accepted && conn->announce); /* its owner, of it */

    if (conn->stood) {
        mw__trace_life(conn, MW_TRACE_CLOSED, why);
    }
    if (told && conn->events != NULL && conn->events->on_close != NULL) {
        conn->events->on_close(conn, why, conn->data);
    }
    mw__dial_free(conn);
    mw__dgram_free(conn);
    mw__free(conn->why);
    mw__free(conn);
    mw__loop_release(loop);
}

/* A connection that libuv has no handle of yet still ends in a callback: a
 * timer takes the handle's place. */
static void close_handle(struct mw_conn *conn)
{
    if (!conn->has_handle) {
        uv_timer_init(conn->loop->uv, (uv_timer_t *)(void *)&conn->handle);
    }
    uv_close(&conn->handle.any, on_closed);
}

void mw__ending_now(struct mw_conn *conn, const struct mw_error *why)
{
    uint8_t last = conn->state;

    if (conn->accepted && conn->announce) {
        conn->events = &nothing; /* its owner has not heard of it yet */
    }

    mw__ending_set_why(conn, why);
    if (last == MW__CLOSING) {
        return;
    }
    if (last == MW__OPENING && !mw__dial_stop(conn)) {
        return;
    }
    mw__conn_move(conn, MW__CLOSING);
    uncount(conn, last);
    mw__node_remove(&conn->node);
    mw__node_remove(&conn->dirty);
    mw__promise_break_all(conn);
    mw__reader_drop(conn);
    mw__outbox_drop(conn);
    close_handle(conn);
}

void mw__ending_untold(struct mw_conn *conn)
{
    conn->events = &nothing;
    mw__ending_now(conn, NULL);
}
