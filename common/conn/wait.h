/* What a connection whose descriptor waits does in another way. */
#ifndef MSGWIRE_CONN_WAIT_H
#define MSGWIRE_CONN_WAIT_H

#include "conn/conn.h"

/* Writes what the system takes at once, as uv_try_write does. If that is not
 * all, the descriptor waits no more: libuv is to write the rest.
 *
 * Returns how many bytes it took; a libuv error. */
int mw__wait_write(struct mw_conn *conn, struct mw_bytes bytes);

#endif
