/* The life of a connection.
 *
 *     OPENING -> OPEN -> FINISHING -> CLOSING
 *
 * OPEN -> FAILING -> CLOSING is the way of a conversation that can't go on;
 * every state may go to CLOSING at once: refused, reset, closed by its owner.
 * FINISHING and FAILING write what is queued, half-close, and wait a bounded
 * time for the peer's end, so that no reset takes answers away. */
#include "conn/conn.h"

#include "base/alloc.h"
#include "base/container.h"

#include <msgwire/message.h>

#include <assert.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    QUIET_MS = 40,        /* silent for so long, a draining peer is done */
    DRAIN_LINGER_MS = 50, /* then its end is waited for this long */
};

#define TO(state) (1u << (state))

static const unsigned moves[] = {
    [MW__OPENING] = TO(MW__OPEN) | TO(MW__CLOSING),
    [MW__OPEN] = TO(MW__FINISHING) | TO(MW__FAILING) | TO(MW__CLOSING),
    [MW__FINISHING] = TO(MW__FAILING) | TO(MW__CLOSING),
    [MW__FAILING] = TO(MW__CLOSING),
    [MW__CLOSING] = 0,
};

void mw__conn_move(struct mw_conn *conn, enum mw__conn_state next)
{
    assert((moves[conn->state] & TO(next)) != 0);
    conn->state = (uint8_t)next;
}

struct mw_conn *mw__conn_new(struct mw_loop *loop,
                             const struct mw__transport *transport,
                             const struct mw_framing *framing,
                             const struct mw_conn_events *events, void *data)
{
    struct mw_conn *conn = mw__zalloc(sizeof(*conn));

    if (conn == NULL) {
        return NULL;
    }
    conn->loop = loop;
    conn->transport = transport;
    conn->framing = framing != NULL ? framing : mw_framing_at(0);
    conn->events = events;
    conn->data = data;
    conn->in_deadline = conn->out_deadline = MW__NEVER;
    mw__link_init(&conn->link);
    mw__link_init(&conn->dirty);
    mw__link_append(&loop->conns, &conn->link);
    mw__loop_hold(loop);
    return conn;
}

void mw__conn_mark_dirty(struct mw_conn *conn)
{
    if (mw__link_alone(&conn->dirty)) {
        mw__link_append(&conn->loop->dirty, &conn->dirty);
    }
}

void mw__conn_opened(struct mw_conn *conn)
{
    struct mw_loop *loop = conn->loop;

    mw__conn_move(conn, MW__OPEN);
    if (conn->refused) {
        loop->refusing++;
    } else if (!mw_conn_is_datagram(conn)) {
        loop->counters.connections++;
        loop->counters.connections_total++;
    }
    conn->last_in = mw__loop_now(loop);
    if (loop->limits.idle_ms > 0) {
        mw__loop_wake_at(loop, conn->last_in + loop->limits.idle_ms);
    }
    mw__conn_update_reading(conn);
}

void mw__conn_update_reading(struct mw_conn *conn)
{
    bool wanted =
        conn->state >= MW__OPEN && conn->state < MW__CLOSING &&
        !conn->peer_done && !conn->announce &&
        (conn->state == MW__FAILING || (!conn->paused && !conn->throttled));

    if (wanted == conn->reading) {
        return;
    }
    conn->reading = wanted;
    if (mw_conn_is_datagram(conn)) {
        mw__dgram_update_reading(conn);
    } else if (wanted) {
        mw__reader_start(conn);
    } else {
        uv_read_stop(&conn->handle.stream);
    }
}

/* --- what comes in --- */

/* Too many bad bodies in a row: this peer speaks something else. */
static void count_bad(struct mw_conn *conn, const struct mw_error *why)
{
    conn->loop->counters.frames_bad++;
    if (conn->bad < UINT8_MAX) {
        conn->bad++;
    }
    if (conn->state == MW__OPEN && conn->bad >= conn->loop->limits.max_bad) {
        mw_conn_fail(conn, 0, why);
    }
}

void mw__conn_body(struct mw_conn *conn, struct mw_bytes body,
                   const struct mw_error *why)
{
    if (why == NULL) {
        conn->bad = 0;
        conn->events->on_body(conn, body, conn->data);
    } else if (conn->events->on_bad != NULL) {
        conn->events->on_bad(conn, why, conn->data);
        count_bad(conn, why);
    } else {
        conn->loop->counters.frames_bad++;
        mw_conn_fail(conn, MW_CODE_PARSE_ERROR, why);
    }
}

/* --- what goes out --- */

struct mw_buffer *mw_conn_begin(struct mw_conn *conn)
{
    if (conn->state != MW__OPEN || conn->shut) {
        return NULL;
    }
    return mw_conn_is_datagram(conn) ? mw__dgram_begin(conn)
                                     : mw__outbox_begin(conn);
}

enum mw_status mw_conn_end(struct mw_conn *conn, struct mw_error *err)
{
    return mw_conn_is_datagram(conn) ? mw__dgram_end(conn, err)
                                     : mw__outbox_end(conn, err);
}

void mw_conn_undo(struct mw_conn *conn)
{
    struct mw_buffer *out = mw_conn_is_datagram(conn)
                                ? mw__datagrams_out(conn->dgram->io)
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

size_t mw_conn_queued(const struct mw_conn *conn)
{
    if (conn->state < MW__OPEN || conn->state >= MW__CLOSING) {
        return 0;
    }
    return mw_conn_is_datagram(conn) ? mw__datagrams_queued(conn->dgram->io)
                                     : mw__outbox_queued(conn);
}

size_t mw__conn_held(const struct mw_conn *conn)
{
    size_t held = mw__inbox_held(&conn->inbox);

    held += conn->pending != NULL ? conn->pending->counted : 0;
    return held + (conn->sending != NULL ? conn->sending->counted : 0);
}

/* --- the turn of the loop --- */

static void announce(struct mw_conn *conn)
{
    conn->announce = false;
    if (conn->accepted) {
        if (!mw__listener_announce(conn)) {
            mw_conn_close(conn);
        }
    } else if (conn->events->on_open != NULL) {
        conn->events->on_open(conn, conn->data);
    }
    mw__conn_update_reading(conn);
}

void mw__conn_turn(struct mw_conn *conn)
{
    if (conn->announce && conn->state == MW__OPEN) {
        announce(conn);
    }
    if (conn->resume && conn->state < MW__FAILING) {
        conn->resume = false;
        mw__reader_resume(conn);
    }
    if (conn->state < MW__OPEN || conn->state >= MW__CLOSING) {
        return;
    }
    if (mw_conn_is_datagram(conn)) {
        mw__dgram_flush(conn);
    } else {
        mw__outbox_flush(conn);
    }
}

void mw_conn_pause(struct mw_conn *conn)
{
    conn->paused = true;
    mw__conn_update_reading(conn);
}

void mw_conn_resume(struct mw_conn *conn)
{
    conn->paused = false;
    conn->resume = !mw_conn_is_datagram(conn);
    mw__conn_mark_dirty(conn);
    mw__conn_update_reading(conn);
}

/* --- ending --- */

static void half_close(struct mw_conn *conn)
{
    const struct mw_loop *loop = conn->loop;
    uint64_t linger = loop->limits.linger_ms;
    uv_os_fd_t fd;

    conn->shut = true;
    if (uv_fileno(&conn->handle.any, &fd) == 0) {
        (void)shutdown(fd, SHUT_WR);
    }
    if (loop->draining && linger > DRAIN_LINGER_MS) {
        linger = DRAIN_LINGER_MS;
    }
    conn->out_deadline = MW__NEVER;
    conn->in_deadline = mw__loop_now(loop) + linger;
    mw__loop_wake_at(conn->loop, conn->in_deadline);
}

void mw__conn_flushed(struct mw_conn *conn)
{
    if (conn->state != MW__FINISHING && conn->state != MW__FAILING) {
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
        mw__conn_end(conn, NULL);
    }
}

void mw_conn_finish(struct mw_conn *conn)
{
    if (conn->state == MW__OPENING) {
        mw_conn_close(conn);
    } else if (conn->state == MW__OPEN) {
        mw__conn_move(conn, MW__FINISHING);
        mw__conn_mark_dirty(conn);
    }
}

void mw__conn_set_why(struct mw_conn *conn, const struct mw_error *why)
{
    if (conn->why != NULL || why == NULL) {
        return;
    }
    conn->why = mw__realloc(NULL, sizeof(*why));
    if (conn->why != NULL) {
        *conn->why = *why;
    }
}

/* The last words: what can't be tied to a request. */
static void say_error(struct mw_conn *conn, int code, const char *text)
{
    struct mw_buffer *out = mw_conn_begin(conn);

    if (out == NULL) {
        return;
    }
    if (mw_message_error_notification(out, code, text) != MW_OK) {
        mw_conn_undo(conn);
    } else {
        (void)mw_conn_end(conn, NULL);
    }
}

void mw_conn_fail(struct mw_conn *conn, int code, const struct mw_error *why)
{
    if (conn->state == MW__OPENING) {
        mw__conn_end(conn, why);
        return;
    }
    if (conn->state >= MW__FAILING) {
        return;
    }
    mw__conn_set_why(conn, why);
    if (code != 0 && !mw_conn_is_datagram(conn)) {
        say_error(conn, code, why->text);
    }
    mw__conn_move(conn, MW__FAILING);
    mw__inbox_fini(&conn->inbox, &conn->loop->intake);
    conn->in_deadline = MW__NEVER;
    mw__conn_update_reading(conn);
    mw__conn_mark_dirty(conn);
}

void mw_conn_close(struct mw_conn *conn)
{
    struct mw_error why;

    mw_error_set(&why, MW_ECANCELED, "closed on this side");
    mw__conn_end(conn, &why);
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
    }
}

static void on_closed(uv_handle_t *handle)
{
    struct mw_conn *conn = MW__CONTAINER_OF(handle, struct mw_conn, handle);
    static const struct mw_error in_order = {.status = MW_OK};
    struct mw_loop *loop = conn->loop;

    if (conn->events != NULL && conn->events->on_close != NULL) {
        conn->events->on_close(conn, conn->why != NULL ? conn->why : &in_order,
                               conn->data);
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

void mw__conn_end(struct mw_conn *conn, const struct mw_error *why)
{
    uint8_t last = conn->state;

    mw__conn_set_why(conn, why);
    if (last == MW__CLOSING) {
        return;
    }
    if (last == MW__OPENING && !mw__dial_stop(conn)) {
        return;
    }
    mw__conn_move(conn, MW__CLOSING);
    uncount(conn, last);
    mw__link_remove(&conn->link);
    mw__link_remove(&conn->dirty);
    mw__inbox_fini(&conn->inbox, &conn->loop->intake);
    mw__outbox_fini(conn);
    close_handle(conn);
}

/* --- deadlines --- */

static bool all_received(struct mw_conn *conn)
{
    uv_os_fd_t fd;
    int waiting = 0;

    return uv_fileno(&conn->handle.any, &fd) != 0 ||
           ioctl(fd, FIONREAD, &waiting) != 0 || waiting == 0;
}

/* A server that stops hears each peer out: it is done when all that came has
 * been answered and the peer has been silent for a moment. */
static uint64_t tick_draining(struct mw_conn *conn, uint64_t now)
{
    if (now >= conn->last_in + QUIET_MS && !conn->throttled &&
        all_received(conn)) {
        mw_conn_finish(conn);
        return MW__NEVER;
    }
    return now + QUIET_MS / 4;
}

static void tick_out(struct mw_conn *conn)
{
    struct mw_error why;

    mw_error_set(&why, MW_ETIMEOUT, "the peer took no byte within %llu ms",
                 (unsigned long long)conn->loop->limits.stall_ms);
    conn->loop->counters.slow_peers_closed++;
    mw__conn_end(conn, &why);
}

static void tick_in(struct mw_conn *conn)
{
    struct mw_error why;

    conn->in_deadline = MW__NEVER;
    if (conn->shut) {
        mw__conn_end(conn, NULL);
        return;
    }
    mw_error_set(&why, MW_ETIMEOUT,
                 "a frame once begun was not whole within its time of %llu ms "
                 "and its length at %zu bytes a second",
                 (unsigned long long)conn->loop->limits.frame_ms,
                 conn->loop->limits.frame_rate);
    conn->loop->counters.slow_peers_closed++;
    mw_conn_fail(conn, MW_CODE_TIMED_OUT, &why);
}

static uint64_t tick_idle(struct mw_conn *conn, uint64_t now)
{
    uint64_t idle = conn->loop->limits.idle_ms;

    if (idle == 0 || conn->state != MW__OPEN || !conn->accepted ||
        mw_conn_is_datagram(conn)) {
        return MW__NEVER;
    }
    if (now >= conn->last_in + idle) {
        conn->loop->counters.idle_closed++;
        mw_conn_finish(conn);
        return MW__NEVER;
    }
    return conn->last_in + idle;
}

static uint64_t earlier(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

uint64_t mw__conn_tick(struct mw_conn *conn, uint64_t now)
{
    uint64_t next = MW__NEVER;

    if (conn->state == MW__OPENING) {
        return mw__dial_tick(conn, now);
    }
    if (now >= conn->out_deadline && mw__outbox_stalled(conn, now)) {
        tick_out(conn);
        return MW__NEVER;
    }
    if (now >= conn->in_deadline) {
        tick_in(conn);
    }
    if (conn->state >= MW__CLOSING) {
        return MW__NEVER;
    }
    if (conn->state == MW__OPEN && conn->loop->draining && conn->accepted) {
        next = tick_draining(conn, now);
    }
    next = earlier(next, tick_idle(conn, now));
    return earlier(next, earlier(conn->in_deadline, conn->out_deadline));
}

/* --- what it is --- */

void mw_conn_attach(struct mw_conn *conn, const struct mw_conn_events *events,
                    void *data)
{
    conn->events = events;
    conn->data = data;
}

void *mw_conn_data(const struct mw_conn *conn)
{
    return conn->data;
}

bool mw_conn_is_datagram(const struct mw_conn *conn)
{
    return conn->transport->type == SOCK_DGRAM;
}

enum mw_scheme mw_conn_scheme(const struct mw_conn *conn)
{
    return conn->transport->scheme;
}

struct mw_loop *mw_conn_loop(const struct mw_conn *conn)
{
    return conn->loop;
}

static const char *show_address(const struct mw_conn *conn, bool peer,
                                char out[MW_ENDPOINT_TEXT])
{
    struct mw__address address = {0};
    struct mw_endpoint endpoint;
    uv_os_fd_t fd;

    if (conn->state != MW__OPENING && uv_fileno(&conn->handle.any, &fd) == 0) {
        (void)mw__socket_address(fd, peer, &address);
    }
    mw__address_endpoint(&address, conn->transport->scheme, &endpoint);
    return mw_endpoint_format(&endpoint, out);
}

const char *mw_conn_peer(const struct mw_conn *conn, char out[MW_ENDPOINT_TEXT])
{
    struct mw_endpoint endpoint;

    if (mw_conn_is_datagram(conn) && conn->state == MW__OPEN &&
        conn->dgram->from != NULL) {
        mw__address_endpoint(conn->dgram->from, conn->transport->scheme,
                             &endpoint);
        return mw_endpoint_format(&endpoint, out);
    }
    return show_address(conn, true, out);
}

const char *mw_conn_local(const struct mw_conn *conn,
                          char out[MW_ENDPOINT_TEXT])
{
    return show_address(conn, false, out);
}
