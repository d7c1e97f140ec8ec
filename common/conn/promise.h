/* What a connection knows of the promises that were made on it. */
#ifndef MSGWIRE_CONN_PROMISE_H
#define MSGWIRE_CONN_PROMISE_H

#include "conn/conn.h"

#include <msgwire/promise.h>

/* True while an answer is due. */
bool mw__promise_due(const struct mw_conn *conn);

/* The connection goes: its promises can't be kept. */
void mw__promise_break_all(struct mw_conn *conn);

#endif
