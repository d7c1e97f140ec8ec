/* How one value looks in a column: the type stands in another, so that it
 * need not be said here as typed JSON must. */
#ifndef MSGWIRE_TEXT_INSPECT_TEXT_H
#define MSGWIRE_TEXT_INSPECT_TEXT_H

#include <msgwire/bytes.h>
#include <msgwire/value.h>

/* Appends a value as JSON; a float 32 by its digits, a timestamp by its date,
 * bytes as |ab..|; nothing for an array or map. What is long ends with an
 * ellipsis. No byte of it can move a cursor.
 *
 * columns  it takes at most; at least 2.
 *
 * Returns as mw_buffer_reserve. */
enum mw_status mw__inspect_text_write(const struct mw_value *value,
                                      size_t columns, struct mw_buffer *out);

/* Appends `text`, or its front and an ellipsis. */
enum mw_status mw__inspect_text_cut(struct mw_bytes text, size_t columns,
                                    struct mw_buffer *out);

#endif
