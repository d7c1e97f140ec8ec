/* What a message is, in a few words, and what its parts are called. */
#ifndef MSGWIRE_TEXT_INSPECT_LABEL_H
#define MSGWIRE_TEXT_INSPECT_LABEL_H

#include <msgwire/message.h>

/* Appends `request #7 upper`, `response #7`, `response #7, error -32601` or
 * `notification error`.
 *
 * columns  it takes at most.
 *
 * Returns as mw_buffer_reserve. */
enum mw_status mw__inspect_label_write(const struct mw_message *message,
                                       size_t columns, struct mw_buffer *out);

/* Returns the name of the message's element: "type", "msgid", "method", ... */
const char *mw__inspect_label_part(enum mw_shape shape, uint64_t index);

#endif
