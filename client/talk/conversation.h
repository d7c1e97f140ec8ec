/* A conversation: requests made of words and of stdin, each answer shown in
 * the order of asking, each error told; the work of `call` and its like. */
#ifndef CLIENT_TALK_CONVERSATION_H
#define CLIENT_TALK_CONVERSATION_H

#include "command.h"
#include "input/values.h"

/* How a result is printed.
 *
 * result  its bytes.
 * whole   the message that it came in. */
typedef enum mw_status (*conversation_show_fn)(struct render *render,
                                               struct mw_bytes result,
                                               struct mw_bytes whole,
                                               struct mw_error *err);

/* Asks `method` once, or once for each value on stdin if `params` has a place
 * for it.
 *
 * job     its first word is the URL.
 * params  borrows.
 *
 * Returns as command.run. */
enum mw_status conversation_hold(const struct job *job, const char *method,
                                 const struct values *params,
                                 conversation_show_fn show,
                                 struct mw_error *err);

#endif
