/* Plain text of what a peer said: nothing in it can move a cursor. */
#ifndef CLIENT_OUTPUT_PLAIN_H
#define CLIENT_OUTPUT_PLAIN_H

#include <msgwire/bytes.h>

/* Appends text: escaped as in JSON, but for quotes, and without them around. */
enum mw_status plain_text(struct mw_bytes text, struct mw_buffer *out);

/* Appends a value: a str as its text, any other as typed JSON. */
enum mw_status plain_value(struct mw_bytes value, struct mw_buffer *out);

/* Appends text that is plain already: whole, or of a long one the front, and
 * how long it is: "begin… (12 345 bytes)".
 *
 * most  bytes that are shown. */
enum mw_status plain_cut(struct mw_bytes text, size_t most,
                         struct mw_buffer *out);

/* Appends a value as plain_value does, cut. */
enum mw_status plain_value_cut(struct mw_bytes value, size_t most,
                               struct mw_buffer *out);

#endif
