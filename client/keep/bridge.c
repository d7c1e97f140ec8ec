#include "keep/bridge.h"

#include "keep/passing.h"
#include "keep/relay.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    QUIET_MS = 150,    /* silent for so long, and nothing due: it may go */
    OVERDUE_MS = 5000, /* what has not come by then does not come */
};

/* --- who is read --- */

static void read_or_not(struct mw_conn *conn, bool read)
{
    if (conn == NULL) {
        return;
    }
    if (read) {
        mw_conn_resume(conn);
    } else {
        mw_conn_pause(conn);
    }
}

/* A socket that many share is never held back for one of them. */
void bridge_update(struct bridge *bridge)
{
    bool held = bridge->relay->station.pauses != 0;

    if (!bridge->sends_datagrams) {
        read_or_not(bridge->client.conn, !held && bridge->target.open &&
                                             !bridge->target.full &&
                                             bridge->waiting.len == 0);
    }
    read_or_not(bridge->target.conn, !held && !bridge->client.full);
}

/* --- the end of it --- */

void bridge_free(struct bridge *bridge)
{
    *bridge->link = bridge->next;
    if (bridge->next != NULL) {
        bridge->next->link = bridge->link;
    }
    mw_promise_free(bridge->promise);
    mw_buffer_fini(&bridge->waiting);
    free(bridge);
}

static void free_if_done(struct bridge *bridge)
{
    struct relay *relay = bridge->relay;

    if (bridge->client.conn == NULL && bridge->target.conn == NULL) {
        bridge_free(bridge);
        relay_bridge_gone(relay);
    }
}

/* A sender of datagrams is no longer known: its next one begins anew. */
static void forget_sender(struct bridge *bridge)
{
    if (bridge->sends_datagrams && bridge->client.conn != NULL) {
        senders_remove(&bridge->relay->senders, &bridge->sender);
        bridge->client.conn = NULL;
    }
}

void bridge_leave(struct bridge *bridge)
{
    struct mw_conn *target = bridge->target.conn;

    forget_sender(bridge);
    if (bridge->client.conn != NULL) {
        mw_conn_finish(bridge->client.conn);
    }
    if (target != NULL) {
        mw_conn_finish(target);
    } else {
        free_if_done(bridge);
    }
}

static size_t queued(const struct bridge *bridge)
{
    size_t len = bridge->waiting.len;

    if (bridge->client.conn != NULL && !bridge->sends_datagrams) {
        len += mw_conn_queued(bridge->client.conn);
    }
    if (bridge->target.conn != NULL) {
        len += mw_conn_queued(bridge->target.conn);
    }
    return len;
}

bool bridge_is_quiet(const struct bridge *bridge, uint64_t now_ms)
{
    uint64_t silent = now_ms - bridge->passed_ms;

    return silent >= OVERDUE_MS ||
           (silent >= QUIET_MS && bridge->due == 0 && queued(bridge) == 0);
}

/* --- the target --- */

static void say_of_target(struct bridge *bridge, const struct mw_error *why)
{
    char sentence[MW_LINK_TEXT + MW_ERROR_TEXT];

    snprintf(sentence, sizeof(sentence), "%s: %.*s", bridge->relay->target_url,
             MW_ERROR_TEXT - 4, why->text);
    relay_say(bridge->relay, bridge->name, sentence);
}

/* The client learns it, and whatever else it wants to send is not wanted. */
static void tell_client(struct bridge *bridge, int code,
                        const struct mw_error *why)
{
    struct mw_error told = *why;

    mw_error_prefix(&told, "the target is not there");
    if (bridge->sends_datagrams) {
        passing_fail_dues(bridge, "the target is not there");
        forget_sender(bridge);
    } else if (bridge->client.conn != NULL) {
        mw_conn_fail(bridge->client.conn, code, &told);
    }
}

static void on_target_open(struct mw_conn *conn, void *data)
{
    struct bridge *bridge = data;

    (void)conn;
    bridge->target.open = true;
    passing_waiting(bridge);
    bridge_update(bridge);
}

static void on_target_piece(struct mw_conn *conn, const struct mw_piece *piece,
                            void *data)
{
    struct bridge *bridge = data;

    (void)conn;
    passing_on(bridge, true, piece);
    relay_tell(bridge, true, piece);
}

static void on_target_room(struct mw_conn *conn, void *data)
{
    struct bridge *bridge = data;

    (void)conn;
    bridge->target.full = false;
    passing_waiting(bridge);
    bridge_update(bridge);
}

static void on_target_end(struct mw_conn *conn, void *data)
{
    struct bridge *bridge = data;

    bridge->target.ended = true;
    relay_tell(bridge, true, NULL);
    if (bridge->sends_datagrams) {
        forget_sender(bridge);
        mw_conn_finish(conn);
    } else if (bridge->client.conn != NULL) {
        mw_conn_shut(bridge->client.conn);
    }
}

static void on_target_dropped(struct mw_conn *conn, const struct mw_error *why,
                              void *data)
{
    (void)conn;
    say_of_target(data, why);
}

static void on_target_close(struct mw_conn *conn, const struct mw_error *why,
                            void *data)
{
    struct bridge *bridge = data;

    (void)conn;
    bridge->target.conn = NULL;
    if (bridge->relay->over) {
        return;
    }
    if (!bridge->target.ended && bridge->target.open) {
        bridge->target.ended = true;
        relay_tell(bridge, true, NULL);
    }
    if (why->status != MW_OK && bridge->client.conn != NULL) {
        say_of_target(bridge, why);
        tell_client(bridge, bridge->target.open ? 0 : MW_CODE_WORKER_GONE, why);
    } else if (bridge->client.conn != NULL && !bridge->sends_datagrams) {
        mw_conn_shut(bridge->client.conn);
    }
    forget_sender(bridge);
    free_if_done(bridge);
}

static const struct mw_conn_events target_events = {
    .on_open = on_target_open,
    .on_piece = on_target_piece,
    .on_room = on_target_room,
    .on_dropped = on_target_dropped,
    .on_end = on_target_end,
    .on_close = on_target_close,
};

/* --- the client --- */

static enum mw_status dial(struct bridge *bridge, struct mw_error *err)
{
    struct relay *relay = bridge->relay;
    const struct mw_conn_config config = {
        .events = &target_events,
        .data = bridge,
        .connect_ms = options_ms(relay->config.job->opt->timeout_ns),
    };

    return mw_conn_open(relay->station.loop, &relay->target, &config,
                        &bridge->target.conn, err);
}

/* How a sender of datagrams is spoken to from now on. */
static bool meet_sender(struct bridge *bridge)
{
    bridge->promise = mw_promise_new(bridge->client.conn);
    if (bridge->promise == NULL) {
        return false;
    }
    mw_promise_lift(bridge->promise);
    bridge->sender.name = bridge->name;
    bridge->sender.owner = bridge;
    senders_add(&bridge->relay->senders, &bridge->sender, bridge->passed_ms);
    relay_look_after(bridge->relay);
    return true;
}

static void link_to(struct relay *relay, struct bridge *bridge)
{
    bridge->next = relay->bridges;
    bridge->link = &relay->bridges;
    if (bridge->next != NULL) {
        bridge->next->link = &bridge->next;
    }
    relay->bridges = bridge;
}

static bool begin(struct bridge *bridge)
{
    struct mw_error err;

    if (bridge->sends_datagrams && !meet_sender(bridge)) {
        return false;
    }
    if (dial(bridge, &err) != MW_OK) {
        say_of_target(bridge, &err);
        forget_sender(bridge);
        return false;
    }
    bridge_update(bridge);
    return true;
}

struct bridge *bridge_open(struct relay *relay, struct mw_conn *client,
                           const char *name)
{
    struct bridge *bridge = calloc(1, sizeof(*bridge));

    if (bridge == NULL) {
        return NULL;
    }
    bridge->relay = relay;
    bridge->client = (struct bridge_side){.conn = client, .open = true};
    bridge->sends_datagrams = mw_conn_is_datagram(client);
    bridge->passed_ms = relay_now_ms(relay);
    snprintf(bridge->name, sizeof(bridge->name), "%s", name);
    link_to(relay, bridge);
    if (!begin(bridge)) {
        bridge_free(bridge);
        return NULL;
    }
    return bridge;
}

void bridge_piece(struct bridge *bridge, const struct mw_piece *piece)
{
    if (bridge->sends_datagrams) {
        dues_add(&bridge->dues, piece->body, piece->why == NULL);
    }
    passing_on(bridge, false, piece);
    relay_tell(bridge, false, piece);
}

void bridge_room(struct bridge *bridge)
{
    bridge->client.full = false;
    bridge_update(bridge);
}

void bridge_end(struct bridge *bridge)
{
    bridge->client.ended = true;
    relay_tell(bridge, false, NULL);
    if (bridge->target.conn == NULL) {
        return;
    }
    if (mw_conn_is_datagram(bridge->target.conn)) {
        bridge->leaving = true;
        relay_look_after(bridge->relay);
    } else {
        mw_conn_shut(bridge->target.conn);
    }
}

void bridge_gone(struct bridge *bridge, const struct mw_error *why)
{
    struct mw_conn *target = bridge->target.conn;

    bridge->client.conn = NULL;
    if (!bridge->client.ended) {
        bridge->client.ended = true;
        relay_tell(bridge, false, NULL);
    }
    if (target == NULL) {
        free_if_done(bridge);
    } else if (why->status == MW_OK) {
        mw_conn_finish(target);
    } else {
        mw_conn_fail(target, 0, why);
    }
}
