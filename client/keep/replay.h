/* Replaying: what the clients of a recording sent goes to a server again, at
 * its tempo; what comes back is printed, or compared with what came then. */
#ifndef CLIENT_KEEP_REPLAY_H
#define CLIENT_KEEP_REPLAY_H

#include "command.h"
#include "keep/player.h"
#include "keep/tape.h"
#include "keep/tempo.h"
#include "output/render.h"
#include "signals.h"
#include "talk/trace.h"

#include <uv.h>

struct replay {
    const struct job *job; /* FILE and URL are its words */
    bool expects, one;     /* --expect, --one-connection */
    struct render render;
    struct tape tape;
    struct tempo tempo;
    struct mw_link link;
    uv_loop_t uv;
    struct mw_loop *loop;
    struct trace trace;
    struct signals signals;
    uv_prepare_t before_wait; /* what was printed leaves */
    int timer_fd;             /* the next record is due: to the nanosecond */
    uv_poll_t due;
    uv_timer_t late;        /* nothing has come for too long */
    uv_poll_t more;         /* a pipe has more of the tape */
    bool timing;            /* `due` is awaited */
    bool watched, filling;  /* it is open; it is awaited */
    struct player *players; /* the newest first */
    size_t player_count;
    struct record record; /* the one at hand, of the tape */
    bool at_hand, all_read, over;
    uint64_t began_ns;

    /* Figures: of the recording, of what was sent and came, of what differs. */
    uint64_t messages, sent, answers, connections;
    uint64_t equal, different, missing, unexpected, told, faults;
    enum mw_status worst; /* of what was told and did not end it */
    struct mw_error why;  /* what ended it */
};

/* Returns as command.run. */
enum mw_status replay_run(struct replay *replay, const struct job *job,
                          struct mw_error *err);

/* For its players: goes on with what is due; hears a message that came, which
 * was `awaited` or not; says what went wrong and did not end it; a pair was
 * made (of the player `arg`). */
void replay_pump(struct replay *replay);
void replay_hear(struct player *player, const struct mw_piece *piece,
                 bool awaited);
void replay_tell(struct replay *replay, enum mw_status status, const char *who,
                 const char *text);
void replay_on_pair(void *arg, const struct match_pair *pair);
size_t replay_out_high(const struct replay *replay);

/* For what runs it: the record at hand is due; it is over, the first reason
 * stays (NULL: all is done); the clock that its times are of. */
void replay_due(struct replay *replay);
void replay_end(struct replay *replay, const struct mw_error *why);
uint64_t replay_now_ns(void);

#endif
