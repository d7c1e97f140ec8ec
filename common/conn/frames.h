/* The frames of a stream: walked, handed on, and looked at only as long as the
 * rules say; and what is in no frame. */
#ifndef MSGWIRE_CONN_FRAMES_H
#define MSGWIRE_CONN_FRAMES_H

#include "conn/conn.h"

/* How its bytes are cut, and what becomes of them. */
struct mw__cutter mw__frames_cutter(struct mw_conn *conn);

/* Tells of bytes in no frame.
 *
 * why  NULL: it has been told. */
void mw__frames_tell_loose(struct mw_conn *conn, struct mw_bytes bytes,
                           const struct mw_error *why);

/* No frame has begun. One that has half-closed keeps its deadline: that is for
 * the peer's end. */
void mw__frames_end_watch(struct mw_conn *conn);

#endif
