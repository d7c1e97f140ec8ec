/* The input of a stream. */
#ifndef MSGWIRE_CONN_READER_H
#define MSGWIRE_CONN_READER_H

#include "conn/conn.h"

void mw__reader_start(struct mw_conn *conn);
void mw__reader_resume(struct mw_conn *conn);

/* Waits for bytes in the read itself; the descriptor waits. */
void mw__reader_wait(struct mw_conn *conn, int fd);

/* Drops what is kept of a frame that is not whole. */
void mw__reader_drop(struct mw_conn *conn);

#endif
