/* A talk: what a command that sends many messages is made of. Values come from
 * a supply and go out on a line; what comes back is printed, or told on stderr;
 * at the end there is one status for all of it. */
#ifndef CLIENT_TALK_TALK_H
#define CLIENT_TALK_TALK_H

#include "command.h"
#include "input/supply.h"
#include "talk/line.h"
#include "talk/stamp.h"

/* What a command hears of its talk. */
struct talk_events {
    struct line_events line;
    struct supply_events supply;
    void (*on_over)(void *data); /* other handles on the loop are to close */
};

struct talk {
    const struct job *job;
    const struct talk_events *events;
    void *data; /* the command's, given to each callback */
    struct render render;
    struct stamp stamp; /* of the connection, for envelopes */
    struct line line;
    struct supply supply;
    bool supplied;        /* `supply` is open */
    bool all_taken;       /* it gives no more */
    enum mw_status worst; /* of what has been told and did not end it */
    struct mw_error last; /* what ended the supply; said at the end */
};

/* Holds it, from the first try to connect until it is ended.
 *
 * job  its first word is the URL.
 *
 * Returns as command.run. */
enum mw_status talk_hold(struct talk *talk, const struct job *job,
                         const struct talk_events *events, void *data,
                         struct mw_error *err);

/* To be called first in each on_ready. */
void talk_ready(struct talk *talk);

/* Opens the supply, in the first on_ready.
 *
 * config  without what the talk knows: opt, events, data. */
enum mw_status talk_supply(struct talk *talk,
                           const struct supply_config *config,
                           struct mw_error *err);

/* No more is to be sent, and `why`: it ends with that. */
void talk_stop_supply(struct talk *talk, const struct mw_error *why);

/* Prints a message that came, in its envelope. */
enum mw_status talk_show_envelope(struct talk *talk,
                                  const struct stamp_mark *mark,
                                  struct mw_bytes message,
                                  struct mw_error *err);

/* Says a sentence on stderr, behind what was printed before it. */
void talk_say(struct talk *talk, struct mw_bytes sentence);

/* Says what went wrong and does not end it; its status will. A lost answer
 * weighs more than an error answer. Frees the sentence. */
void talk_tell(struct talk *talk, enum mw_status status,
               struct mw_buffer *sentence);

/* Ends it as what was told, and what ended the supply, will have it. */
void talk_end(struct talk *talk);

#endif
