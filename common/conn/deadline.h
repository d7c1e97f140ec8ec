/* Deadlines: a frame to be whole, a byte to be taken, a silence too long. */
#ifndef MSGWIRE_CONN_DEADLINE_H
#define MSGWIRE_CONN_DEADLINE_H

#include "conn/conn.h"

/* Handles what has passed. Returns the next deadline, or MW__NEVER. */
uint64_t mw__deadline_tick(struct mw_conn *conn, uint64_t now);

#endif
