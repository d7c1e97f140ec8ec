/* Promises: answers that are given later than within on_body.
 *
 * A promise knows whom it answers, also where that is one datagram's sender,
 * and outlives the connection. While one is neither given nor dropped its
 * connection is not ended in order: not by the peer's half-close (unless
 * on_end sees to that), nor by a loop that drains, nor because it is idle. A
 * stream that fails waits for it, too, though not for ever: mw_conn_fail. */
#ifndef MSGWIRE_PROMISE_H
#define MSGWIRE_PROMISE_H

#include <msgwire/conn.h>

struct mw_promise;

/* Promises an answer to the body that is being handed on: to be called within
 * on_body. What was allowed in answer to a datagram is the promise's from here
 * on. Gives; mw_promise_free frees.
 *
 * Returns NULL if there is no memory. */
MW_API struct mw_promise *mw_promise_new(struct mw_conn *conn);

/* As mw_conn_begin; also NULL if the connection has gone. */
MW_API struct mw_buffer *mw_promise_begin(struct mw_promise *promise);

/* As mw_conn_end, and mw_conn_undo. */
MW_API enum mw_status mw_promise_end(struct mw_promise *promise,
                                     struct mw_error *err);
MW_API void mw_promise_undo(struct mw_promise *promise);

/* From now on it may be kept any number of times, at any length. The rules for
 * answers to a datagram are the caller's to keep: for one who passes on what
 * another peer says to this sender. */
MW_API void mw_promise_lift(struct mw_promise *promise);

/* The promise is kept, or will not be: if it was the connection's last one,
 * an end that waited for it comes now. May be NULL. */
MW_API void mw_promise_free(struct mw_promise *promise);

#endif
