/* Feeding: the values of stdin, a turn of the loop at a time, as fast as
 * they are taken and no faster.
 *
 * Pipes, sockets and terminals are read when they have something; what can't
 * be waited for (files) is read a chunk a turn. */
#ifndef CLIENT_INPUT_FEED_H
#define CLIENT_INPUT_FEED_H

#include "input/source.h"

#include <uv.h>

struct feed_events {
    /* The next value, borrowed until this returns.
     *
     * Returns false if it can't be taken now: then the feed is paused, and
     * begins with this value again. */
    bool (*on_value)(void *data, struct mw_bytes value);

    /* The last event: all was read (why->status MW_OK), or it can't be. */
    void (*on_end)(void *data, const struct mw_error *why);
};

struct feed {
    const struct feed_events *events;
    void *data;
    struct source source;
    uv_poll_t poll; /* a descriptor that can be waited for */
    uv_idle_t idle; /* there is something to do in the next turn */
    bool waits;     /* `poll` is in use */
    bool paused, ended;
    bool refused;          /* `value` was not taken */
    struct mw_bytes value; /* the source's last one */
    int flags; /* of stdin, to be given back; -1: they were not touched */
};

/* Begins to read stdin; events follow while the loop runs.
 *
 * Returns MW_OK, and feed_close closes; MW_ENOMEM; MW_ESYSTEM. */
enum mw_status feed_open(struct feed *feed, uv_loop_t *uv,
                         const struct source_config *config,
                         const struct feed_events *events, void *data,
                         struct mw_error *err);

/* No value comes after this; what was read is kept. */
void feed_pause(struct feed *feed);

/* Values come again, from the next turn of the loop on. */
void feed_resume(struct feed *feed);

/* Its loop must run once more, for the handles. */
void feed_close(struct feed *feed);

#endif
