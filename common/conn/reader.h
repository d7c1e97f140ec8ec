/* The input of a stream. */
#ifndef MSGWIRE_CONN_READER_H
#define MSGWIRE_CONN_READER_H

#include "conn/conn.h"

void mw__reader_start(struct mw_conn *conn);
void mw__reader_resume(struct mw_conn *conn);

#endif
