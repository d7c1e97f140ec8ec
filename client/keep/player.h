/* A player: one recorded client again, on a connection of its own. It sends
 * what that client sent, and hears what comes in answer. */
#ifndef CLIENT_KEEP_PLAYER_H
#define CLIENT_KEEP_PLAYER_H

#include "keep/match.h"
#include "keep/record.h"

#include <msgwire/conn.h>

struct replay;

struct player {
    struct replay *replay;
    struct player *next;
    struct mw_conn *conn; /* NULL: not any more */
    bool open, full;
    bool in_ended, out_ended; /* as recorded: nothing more of this side */
    bool heard_all;           /* the peer has said all it will */
    uint64_t due;             /* requests sent and not yet answered */
    uint64_t recorded, came;  /* what was said to it, then and now */
    struct match match;       /* --expect */
    char name[RECORD_NAME + 1];
};

/* Begins to connect.
 *
 * Returns NULL with the sentence. */
struct player *player_open(struct replay *replay, struct mw_bytes name,
                           struct mw_error *err);

/* Sends a body.
 *
 * Returns MW_OK; MW_EAGAIN if it takes nothing now: replay_pump is called when
 * it does; MW_ETOOBIG, MW_ECLOSED and others with a sentence. */
enum mw_status player_send(struct player *player, struct mw_bytes body,
                           struct mw_error *err);

/* Half-closes, if nothing more is to be sent and all that is due has come. */
void player_finish(struct player *player);

/* Tells what has no pair, and frees. Its connection is closed. */
void player_free(struct player *player);

#endif
