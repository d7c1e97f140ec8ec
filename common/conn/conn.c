/* The life of a connection.
 *
 *     OPENING -> OPEN -> FINISHING -> CLOSING
 *
 * OPEN -> FAILING -> CLOSING is the way of a conversation that can't go on;
 * every state may go to CLOSING at once: refused, reset, closed by its owner.
 * FINISHING and FAILING write what is queued, half-close, and wait a bounded
 * time for the peer's end, so that no reset takes answers away. FAILING lets
 * what was promised go first, and waits a bounded time for that, too. */
#include "conn/conn.h"

#include "base/alloc.h"
#include "conn/dgram.h"
#include "conn/dial.h"
#include "conn/ending.h"
#include "conn/listener.h"
#include "conn/outbox.h"
#include "conn/promise.h"
#include "conn/reader.h"
#include "conn/trace.h"

#include <msgwire/protocol.h>
#include <msgwire/value.h>

#include <assert.h>

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
    unsigned allowed = moves[conn->state];

    (void)allowed;
    assert((allowed & TO(next)) != 0);
    conn->state = (uint8_t)next;
}

struct mw_conn *mw__conn_new(struct mw_loop *loop,
                             const struct mw__transport *transport,
                             const struct mw_link *link,
                             const struct mw_conn_events *events, void *data)
{
    struct mw_conn *conn = mw__zalloc(sizeof(*conn));

    if (conn == NULL) {
        return NULL;
    }
    conn->loop = loop;
    conn->transport = transport;
    conn->framing = link->framing != NULL ? link->framing : mw_framing_at(0);
    conn->values = 1;
    if (transport->type == SOCK_STREAM) {
        conn->values = link->values > 1 ? link->values : 1;
        conn->preamble = link->preamble;
    }
    conn->events = events;
    conn->data = data;
    conn->in_deadline = conn->out_deadline = MW__NEVER;
    mw__node_init(&conn->node);
    mw__node_init(&conn->dirty);
    mw__node_init(&conn->promises);
    mw__node_append(&loop->conns, &conn->node);
    mw__loop_hold(loop);
    return conn;
}

enum mw_status mw_conn_open(struct mw_loop *loop, const struct mw_link *link,
                            const struct mw_conn_config *config,
                            struct mw_conn **conn, struct mw_error *err)
{
    enum mw_status rc;

    *conn = NULL;
    if (loop->closing) {
        return mw_error_set(err, MW_ECANCELED, "the loop is closing");
    }
    *conn = mw__conn_new(loop, mw__transport_of(link->endpoint.scheme), link,
                         config->events, config->data);
    if (*conn == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for a connection");
    }
    rc = mw__dial_start(*conn, link, config->connect_ms, err);
    if (rc != MW_OK) {
        *conn = NULL;
    }
    return rc;
}

void mw__conn_mark_dirty(struct mw_conn *conn)
{
    if (mw__node_alone(&conn->dirty) && conn->state < MW__CLOSING) {
        mw__node_append(&conn->loop->dirty, &conn->dirty);
    }
}

void mw__conn_opened(struct mw_conn *conn)
{
    struct mw_loop *loop = conn->loop;

    mw__conn_move(conn, MW__OPEN);
    conn->stood = true;
    if (conn->refused) {
        loop->refusing++;
    } else if (!mw_conn_is_datagram(conn)) {
        loop->counters.connections++;
        loop->counters.connections_total++;
        loop->accepted += conn->accepted;
    }
    mw__trace_life(conn, MW_TRACE_OPENED, NULL);
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
    conn->bad++;
    if (conn->state == MW__OPEN && conn->bad >= conn->loop->limits.max_bad) {
        mw_conn_fail(conn, 0, why);
    }
}

void mw__conn_piece(struct mw_conn *conn, const struct mw_piece *piece)
{
    if (conn->events->on_piece != NULL) {
        conn->events->on_piece(conn, piece, conn->data);
    }
}

void mw__conn_frame(struct mw_conn *conn, const struct mw_piece *frame)
{
    const struct mw_error *why = frame->why;

    if (conn->events->on_piece != NULL) {
        conn->loop->counters.frames_bad += why != NULL;
        conn->events->on_piece(conn, frame, conn->data);
    } else if (why == NULL) {
        conn->bad = 0;
        conn->events->on_body(conn, frame->body, conn->data);
    } else if (conn->events->on_bad != NULL) {
        conn->events->on_bad(conn, why, conn->data);
        count_bad(conn, why);
    } else {
        conn->loop->counters.frames_bad++;
        mw_conn_fail(conn, MW_CODE_PARSE_ERROR, why);
    }
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
        mw__listener_announce(conn);
    } else if (conn->events->on_open != NULL) {
        conn->events->on_open(conn, conn->data);
    }
    mw__conn_update_reading(conn);
}

void mw__conn_turn(struct mw_conn *conn)
{
    if (conn->state == MW__OPENING) {
        return;
    }
    if (conn->announce && conn->state == MW__OPEN) {
        announce(conn);
    }
    if (conn->resume && conn->state < MW__FAILING) {
        conn->resume = false;
        mw__reader_resume(conn);
    }
    if (conn->state >= MW__CLOSING) {
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
    if (conn->state < MW__CLOSING) {
        mw__conn_update_reading(conn);
    }
}

/* What was kept goes first, then the peer is read again. */
void mw_conn_resume(struct mw_conn *conn)
{
    if (!conn->paused || conn->state >= MW__CLOSING) {
        return;
    }
    conn->paused = false;
    if (mw_conn_is_datagram(conn)) {
        mw__conn_update_reading(conn);
    } else {
        conn->resume = true;
        mw__conn_mark_dirty(conn);
    }
}

/* --- ending --- */

void mw_conn_finish(struct mw_conn *conn)
{
    if (conn->state == MW__OPENING) {
        mw_conn_close(conn);
    } else if (conn->state == MW__OPEN) {
        mw__conn_move(conn, MW__FINISHING);
        mw__conn_mark_dirty(conn);
    }
}

void mw_conn_shut(struct mw_conn *conn)
{
    conn->patient = true;
    mw_conn_finish(conn);
}

void mw_conn_fail(struct mw_conn *conn, int code, const struct mw_error *why)
{
    if (conn->state == MW__OPENING) {
        mw__ending_now(conn, why);
        return;
    }
    if (conn->state >= MW__FAILING) {
        return;
    }
    mw__ending_set_why(conn, why);
    mw__reader_drop(conn);
    if (conn->state == MW__OPEN && !mw_conn_is_datagram(conn)) {
        conn->code = code;
        conn->owing = mw__promise_due(conn);
    }
    mw__conn_move(conn, MW__FAILING);
    if (conn->owing) {
        mw__ending_owe(conn);
    } else if (!conn->shut) {
        mw__ending_last_words(conn);
    } else if (conn->patient) {
        mw__ending_linger(conn);
    }
    mw__conn_update_reading(conn);
    mw__conn_mark_dirty(conn);
}

const struct mw_error *mw_conn_fault(const struct mw_conn *conn)
{
    return conn->state == MW__FAILING ? conn->why : NULL;
}

void mw_conn_close(struct mw_conn *conn)
{
    struct mw_error why;

    mw_error_set(&why, MW_ECANCELED, "closed on this side");
    mw__ending_now(conn, &why);
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

uint32_t mw_conn_values(const struct mw_conn *conn)
{
    return conn->values;
}

bool mw_conn_next_value(const struct mw_conn *conn, struct mw_bytes *body,
                        struct mw_bytes *value)
{
    if (conn->values > 1) {
        return mw_value_skip(body, value) == MW_OK;
    }
    *value = *body;
    body->len = 0;
    return value->len > 0;
}

struct mw_loop *mw_conn_loop(const struct mw_conn *conn)
{
    return conn->loop;
}
