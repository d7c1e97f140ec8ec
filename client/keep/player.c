#include "keep/player.h"

#include "keep/replay.h"

#include <msgwire/message.h>

#include <stdio.h>
#include <stdlib.h>

/* --- what comes --- */

static void on_open(struct mw_conn *conn, void *data)
{
    struct player *player = data;

    (void)conn;
    player->open = true;
    replay_pump(player->replay);
}

/* Returns true if it is one of those that are waited for. */
static bool count_answer(struct player *player, const struct mw_piece *piece)
{
    struct mw_message message;

    player->came++;
    if (piece->why == NULL &&
        mw_message_read(piece->body, &message, NULL) == MW_OK &&
        message.shape == MW_RESPONSE && player->due > 0) {
        player->due--;
        return true;
    }
    return player->came <= player->recorded;
}

static void on_piece(struct mw_conn *conn, const struct mw_piece *piece,
                     void *data)
{
    struct player *player = data;

    (void)conn;
    if (piece->kind == MW_PIECE_FRAME) {
        replay_hear(player, piece, count_answer(player, piece));
    } else if (piece->why != NULL) {
        replay_tell(player->replay, MW_EFRAME, player->name, piece->why->text);
    }
    player_finish(player);
    replay_pump(player->replay);
}

static void on_room(struct mw_conn *conn, void *data)
{
    struct player *player = data;

    (void)conn;
    player->full = false;
    replay_pump(player->replay);
}

static void on_dropped(struct mw_conn *conn, const struct mw_error *why,
                       void *data)
{
    struct player *player = data;

    (void)conn;
    replay_tell(player->replay, MW_EFRAME, player->name, why->text);
}

/* Nothing that is due can come any more; it may still be spoken to. */
static void on_end(struct mw_conn *conn, void *data)
{
    struct player *player = data;
    char text[64];

    (void)conn;
    player->heard_all = true;
    if (player->due > 0) {
        snprintf(text, sizeof(text), "the peer ended, answers still due: %llu",
                 (unsigned long long)player->due);
        replay_tell(player->replay, MW_ECLOSED, player->name, text);
    }
    player_finish(player);
    replay_pump(player->replay);
}

/* The name is that of the client in the recording: what can't be reached is
 * the address that was given. */
static void tell_end(struct player *player, const struct mw_error *why)
{
    struct mw_error told = *why;

    if (!player->open) {
        mw_error_prefix(&told, "can't connect to %.200s",
                        player->replay->job->words[1]);
    }
    replay_tell(player->replay, told.status, player->name, told.text);
}

static void on_close(struct mw_conn *conn, const struct mw_error *why,
                     void *data)
{
    struct player *player = data;

    (void)conn;
    player->conn = NULL;
    if (why->status != MW_OK && why->status != MW_ECANCELED) {
        tell_end(player, why);
    }
    replay_pump(player->replay);
}

static const struct mw_conn_events events = {
    .on_open = on_open,
    .on_piece = on_piece,
    .on_room = on_room,
    .on_dropped = on_dropped,
    .on_end = on_end,
    .on_close = on_close,
};

/* --- what goes --- */

struct player *player_open(struct replay *replay, struct mw_bytes name,
                           struct mw_error *err)
{
    struct player *player = calloc(1, sizeof(*player));
    const struct mw_conn_config config = {
        .events = &events,
        .data = player,
        .connect_ms = options_ms(replay->job->opt->timeout_ns),
    };

    if (player == NULL) {
        mw_error_set(err, MW_ENOMEM, "no memory for a connection");
        return NULL;
    }
    player->replay = replay;
    snprintf(player->name, sizeof(player->name), "%.*s", (int)name.len,
             (const char *)name.at);
    if (mw_conn_open(replay->loop, &replay->link, &config, &player->conn,
                     err) != MW_OK) {
        free(player);
        return NULL;
    }
    return player;
}

static enum mw_status wait_for_room(struct player *player)
{
    player->full = true;
    return MW_EAGAIN;
}

static enum mw_status send_now(struct player *player, struct mw_bytes body,
                               struct mw_error *err)
{
    struct mw_buffer *out = mw_conn_begin(player->conn);
    struct mw_message message;
    enum mw_status rc;

    if (out == NULL) {
        return mw_conn_is_datagram(player->conn)
                   ? wait_for_room(player)
                   : mw_error_set(err, MW_ECLOSED, "it takes nothing more");
    }
    rc = mw_buffer_append(out, body);
    if (rc != MW_OK) {
        mw_conn_undo(player->conn);
        return mw_error_set(err, rc, "no memory for %zu bytes", body.len);
    }
    rc = mw_conn_end(player->conn, err);
    if (rc == MW_OK && mw_walk_whole(body, MW_DEPTH_MAX, NULL) == MW_OK &&
        mw_message_read(body, &message, NULL) == MW_OK) {
        player->due += message.shape == MW_REQUEST;
    }
    return rc;
}

enum mw_status player_send(struct player *player, struct mw_bytes body,
                           struct mw_error *err)
{
    if (player->conn == NULL) {
        return mw_error_set(err, MW_ECLOSED, "the connection is gone");
    }
    if (!player->open || player->full) {
        return MW_EAGAIN;
    }
    if (!mw_conn_is_datagram(player->conn) &&
        mw_conn_queued(player->conn) >= replay_out_high(player->replay)) {
        return wait_for_room(player);
    }
    return send_now(player, body, err);
}

/* The end of datagrams is not told: as many answers as then are waited for. */
static bool waits_for_more(const struct player *player)
{
    bool counts = player->replay->expects || mw_conn_is_datagram(player->conn);

    return !player->heard_all &&
           (player->due > 0 || (counts && player->came < player->recorded));
}

void player_finish(struct player *player)
{
    const struct replay *replay = player->replay;
    bool said_all = replay->all_read || (player->in_ended && !replay->one);

    if (player->conn == NULL || !player->open || !said_all ||
        waits_for_more(player)) {
        return;
    }
    if (player->came >= player->recorded) {
        mw_conn_finish(player->conn);
    } else {
        mw_conn_shut(player->conn);
    }
}

void player_free(struct player *player)
{
    match_end(&player->match, replay_on_pair, player);
    free(player);
}
