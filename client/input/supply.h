/* A supply: the values that a command is to send, of words and of stdin, one
 * after another; as many (--count) and as fast (--rate) as was asked for, and
 * no faster than they are taken. */
#ifndef CLIENT_INPUT_SUPPLY_H
#define CLIENT_INPUT_SUPPLY_H

#include "input/batch.h"
#include "input/feed.h"
#include "input/pace.h"
#include "input/values.h"
#include "options.h"

struct supply_events {
    /* The next value, or as many as a frame is to have, borrowed until this
     * returns.
     *
     * value  its bytes; empty where all words stand in one body, and "-" is
     *        not among them.
     *
     * Returns false if it can't be taken now: then the supply is paused, and
     * begins with this value again. */
    bool (*on_value)(void *data, struct mw_bytes value);

    /* The last event: there is no more (why->status MW_OK), or what follows
     * can't be read. */
    void (*on_end)(void *data, const struct mw_error *why);
};

struct supply_config {
    const struct options *opt; /* borrows: --rate, and how stdin is read */
    const struct values *values;
    uint32_t batch; /* so many at a time, the last time fewer; 0: one */
    uint64_t count; /* as many as that; 0: words once, and all of stdin */
    bool each;      /* a value for each word; else one for all */
    bool envelopes; /* they are envelopes, whose messages are wanted */
    const struct supply_events *events;
    void *data;
};

/* Where the next value comes from. */
enum supply_part {
    SUPPLY_BEFORE,
    SUPPLY_STDIN,
    SUPPLY_AFTER,
    SUPPLY_REST, /* nothing: a last batch, not full, is to be taken */
    SUPPLY_OVER,
};

struct supply {
    struct supply_config config;
    enum supply_part part;
    struct mw_bytes words; /* of this part, not yet taken */
    bool whole_due;        /* not each: the one value of all words */
    struct batch batch;
    struct mw_error why; /* what is to be said when the rest is taken */
    uint64_t taken;
    struct pace pace;
    uv_timer_t due; /* the pace lets the next one go */
    uv_idle_t turn; /* words are handed out in the next turn */
    struct feed feed;
    bool feeding; /* `feed` is open */
    bool paused;
};

/* Begins; events follow while the loop runs.
 *
 * Returns MW_OK, and supply_close closes; as feed_open. */
enum mw_status supply_open(struct supply *supply, uv_loop_t *uv,
                           const struct supply_config *config,
                           struct mw_error *err);

/* No value comes after this. */
void supply_pause(struct supply *supply);

/* Values come again, from the next turn of the loop on. */
void supply_resume(struct supply *supply);

/* No event comes after this. */
void supply_stop(struct supply *supply);

/* Its loop must run once more, for the handles. */
void supply_close(struct supply *supply);

#endif
