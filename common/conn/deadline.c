#include "conn/deadline.h"

#include "conn/dial.h"
#include "conn/ending.h"
#include "conn/outbox.h"
#include "conn/promise.h"
#include "net/socket.h"

#include <msgwire/protocol.h>

enum {
    QUIET_MS = 25,       /* silent for so long, a draining peer is done; */
    HEAR_MS = 1000,      /* one that is not is heard for so long ... */
    HEAR_MOST_MS = 2000, /* ... and, if it never pauses, for so long */
};

static bool all_received(struct mw_conn *conn)
{
    uv_os_fd_t fd;

    return uv_fileno(&conn->handle.any, &fd) != 0 || mw__socket_unread(fd) == 0;
}

/* A server that stops hears each peer out: it is done when all that came has
 * been answered and the peer has been silent for a moment. Who goes on and on
 * is heard for a time, then up to a moment when all that came is answered. */
static bool is_heard_out(struct mw_conn *conn, uint64_t now)
{
    uint64_t heard = now - conn->loop->draining_since;
    size_t need;

    if (conn->throttled || conn->paused || conn->resume ||
        mw__promise_due(conn)) {
        return false;
    }
    if (heard >= HEAR_MOST_MS) {
        return true;
    }
    if (!all_received(conn)) {
        return false;
    }
    return now >= conn->last_in + QUIET_MS ||
           (heard >= HEAR_MS && mw__inbox_kept(&conn->inbox, &need) == 0);
}

static uint64_t tick_draining(struct mw_conn *conn, uint64_t now)
{
    if (is_heard_out(conn, now)) {
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
    mw__ending_now(conn, &why);
}

/* A close while the peer still talks becomes a reset, and a reset takes along
 * what the peer's system has not got yet: a server that stops waits for that.
 * What is written to a Unix socket has arrived. */
static bool is_on_its_way(const struct mw_conn *conn, uint64_t now)
{
    const struct mw_loop *loop = conn->loop;
    uv_os_fd_t fd;

    return loop->draining && conn->transport->scheme == MW_TCP &&
           now < loop->draining_since + loop->limits.stall_ms &&
           uv_fileno(&conn->handle.any, &fd) == 0 && mw__socket_untaken(fd) > 0;
}

static void tick_in(struct mw_conn *conn, uint64_t now)
{
    struct mw_error why;

    if (conn->shut && is_on_its_way(conn, now)) {
        conn->in_deadline = now + QUIET_MS;
        return;
    }
    conn->in_deadline = MW__NEVER;
    if (conn->shut) {
        mw__ending_now(conn, NULL);
        return;
    }
    if (conn->owing) {
        mw__ending_last_words(conn);
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
    if (mw__promise_due(conn)) {
        return now + idle;
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

uint64_t mw__deadline_tick(struct mw_conn *conn, uint64_t now)
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
        tick_in(conn, now);
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
