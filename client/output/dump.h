/* Dumps: bytes that need not be msgpack, as hex and as characters. */
#ifndef CLIENT_OUTPUT_DUMP_H
#define CLIENT_OUTPUT_DUMP_H

#include <msgwire/pen.h>

/* Writes lines of offset, bytes and characters, fitted to a width. Of what is
 * long the head and the tail are shown, and how much lies between. */
void dump_write(struct mw_pen *pen, struct mw_bytes bytes, unsigned width);

#endif
