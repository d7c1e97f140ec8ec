/* How a client's connection comes to stand. */
#ifndef MSGWIRE_CONN_DIAL_H
#define MSGWIRE_CONN_DIAL_H

#include "conn/conn.h"

/* Begins to connect. As mw_conn_open; on an error `conn` ends unseen. */
enum mw_status mw__dial_start(struct mw_conn *conn, const struct mw_link *link,
                              uint64_t connect_ms, struct mw_error *err);

/* Stops what is under way. Returns false if it ends in a callback of its own,
 * which then ends the connection. */
bool mw__dial_stop(struct mw_conn *conn);
void mw__dial_free(struct mw_conn *conn);

/* Tries again, or gives up, when it is time. Returns the next deadline. */
uint64_t mw__dial_tick(struct mw_conn *conn, uint64_t now);

#endif
