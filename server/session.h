/* Sessions: what is done with each body that a peer sends.
 *
 * A session is a connection and the host; it holds nothing of its own, so an
 * idle peer costs its connection and no more. */
#ifndef SESSION_H
#define SESSION_H

#include "service.h"

struct mw_conn;

/* Takes one body, walked: routes it to a service, or says what it is not.
 *
 * outlet, ctx  where the answer goes. */
void session_take(struct host *host, const struct outlet *outlet, void *ctx,
                  struct mw_bytes body);

/* Callbacks of a connection whose data is the host (mw_conn_events). */
void session_on_body(struct mw_conn *conn, struct mw_bytes body, void *data);
void session_on_bad(struct mw_conn *conn, const struct mw_error *why,
                    void *data);

#endif
