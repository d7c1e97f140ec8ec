/* Pending calls: which answer belongs to which request, and how long to wait.
 *
 * Belongs to one client connection; the owner of that connection hands it the
 * responses that come. */
#ifndef MSGWIRE_CALLS_H
#define MSGWIRE_CALLS_H

#include <msgwire/conn.h>
#include <msgwire/message.h>

struct mw_calls;

/* The end of a call: runs exactly once for each request.
 *
 * answer  the response, also one with an error; NULL if none came.
 * why     MW_OK, or MW_ETIMEOUT, MW_ECLOSED, ... with a sentence. */
typedef void (*mw_answer_fn)(void *arg, const struct mw_message *answer,
                             const struct mw_error *why);

/* timeout_ms  for each request; 0: wait for ever. */
MW_API enum mw_status mw_calls_new(struct mw_loop *loop, uint64_t timeout_ms,
                                   struct mw_calls **calls,
                                   struct mw_error *err);

/* Ends what is pending with `why`, then closes. Takes. May be NULL. */
MW_API void mw_calls_close(struct mw_calls *calls, const struct mw_error *why);

/* Sends a request on `conn` under a msgid that no other request in flight has.
 *
 * params  bytes of one array value; go out untouched.
 *
 * Returns MW_OK, and `fn` will run; else it will not. */
MW_API enum mw_status mw_calls_request(struct mw_calls *calls,
                                       struct mw_conn *conn,
                                       struct mw_bytes method,
                                       struct mw_bytes params, mw_answer_fn fn,
                                       void *arg, struct mw_error *err);

/* Hands over a response that came.
 *
 * Returns false if no request waits for it: late, repeated or invented. */
MW_API bool mw_calls_answer(struct mw_calls *calls,
                            const struct mw_message *response);

/* Requests in flight. */
MW_API size_t mw_calls_pending(const struct mw_calls *calls);

#endif
