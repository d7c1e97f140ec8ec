/* Replies: how a service answers a call, whatever the outlet.
 *
 * For a notification all of these do nothing. A result that the outlet can't
 * carry is answered with an error that says so; if not even that fits, a
 * datagram stays unanswered and a stream ends. */
#ifndef REPLY_H
#define REPLY_H

#include "service.h"

/* Answers with `result`, the bytes of one whole value, untouched. */
void reply_result(const struct call *call, struct mw_bytes result);

/* Begins an answer: append its result to the buffer returned, then reply_end
 * or reply_undo.
 *
 * Returns NULL if no answer is wanted or can be given; it is over then. */
struct mw_buffer *reply_begin(const struct call *call);

/* Sends the answer, or, if packing it failed, the error that says so. */
void reply_end(const struct call *call, enum mw_status packed);

/* Takes back what was begun: another reply must follow. */
void reply_undo(const struct call *call);

/* Answers with an error.
 *
 * path  where in the request the fault is, such as "params[2]"; may be NULL.
 *       Left out where there is room for the sentence alone.
 * fmt   one sentence, no full stop; it says where, too. */
void reply_error(const struct call *call, int code, const char *path,
                 const char *fmt, ...) MW_PRINTF(4, 5);

/* True if the params are an empty array; else the call has been answered. */
bool reply_wants_no_params(const struct call *call);

#endif
