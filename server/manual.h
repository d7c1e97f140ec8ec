/* The manual: what --help prints, and msgwired(8). */
#ifndef MANUAL_H
#define MANUAL_H

#include <msgwire/page.h>

/* Appends the one or the other. */
enum mw_status manual_append(enum mw_page_form form, struct mw_buffer *out);

#endif
