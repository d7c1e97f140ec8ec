/* Plain text of what a peer said: nothing in it can move a cursor. */
#ifndef CLIENT_PLAIN_H
#define CLIENT_PLAIN_H

#include <msgwire/bytes.h>

/* Appends text: escaped as in JSON, but for quotes, and without them around. */
enum mw_status plain_text(struct mw_bytes text, struct mw_buffer *out);

/* Appends a value: a str as its text, any other as typed JSON. */
enum mw_status plain_value(struct mw_bytes value, struct mw_buffer *out);

#endif
