/* Posting: bodies sent one after another, made of words and of stdin, with no
 * answer expected; the work of `notify` and `send`. */
#ifndef CLIENT_TALK_POST_H
#define CLIENT_TALK_POST_H

#include "command.h"
#include "input/values.h"

/* Appends the body that carries `value` to `out`.
 *
 * value  bytes of one value; empty if nothing streams. */
typedef enum mw_status (*post_body_fn)(void *arg, struct mw_bytes value,
                                       struct mw_buffer *out);

struct post_plan {
    const struct values *values;
    bool each; /* a body for each value; else one holds them all */
    post_body_fn body;
    void *arg;
    bool replies; /* print as many messages as were sent, then end */
};

/* Sends all of them, ends the sending side, and waits for the peer to end.
 *
 * job  its first word is the URL.
 *
 * Returns as command.run. */
enum mw_status post_all(const struct job *job, const struct post_plan *plan,
                        struct mw_error *err);

#endif
