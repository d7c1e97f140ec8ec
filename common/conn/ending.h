/* How a connection ends. */
#ifndef MSGWIRE_CONN_ENDING_H
#define MSGWIRE_CONN_ENDING_H

#include "conn/conn.h"

/* Keeps the first reason to end. `why` may be NULL. */
void mw__ending_set_why(struct mw_conn *conn, const struct mw_error *why);

/* Closes now, for this reason unless there is an earlier one. */
void mw__ending_now(struct mw_conn *conn, const struct mw_error *why);

/* Closes now and tells nobody: its owner never had it, or does not want it. */
void mw__ending_untold(struct mw_conn *conn);

/* From now on the peer's end is waited for, for limits.linger_ms. */
void mw__ending_linger(struct mw_conn *conn);

/* A failed stream owes what was promised: from now on the next promise to be
 * kept or dropped is waited for, for limits.frame_ms. */
void mw__ending_owe(struct mw_conn *conn);

/* A failed one owes nothing that is still waited for: says why it failed. */
void mw__ending_last_words(struct mw_conn *conn);

/* Nothing is left to write: what follows from that, for one that is ending. */
void mw__ending_flushed(struct mw_conn *conn);

#endif
