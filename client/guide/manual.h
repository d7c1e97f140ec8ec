/* The manual: msgwire(1), made of the tables that --help is made of. */
#ifndef CLIENT_GUIDE_MANUAL_H
#define CLIENT_GUIDE_MANUAL_H

#include <msgwire/bytes.h>

/* Appends the page's source: roff for man(7). */
enum mw_status manual_append(struct mw_buffer *out);

#endif
