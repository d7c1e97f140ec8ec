/* The local time that stands behind a timestamp. */
#ifndef MSGWIRE_TEXT_PRETTY_TIME_H
#define MSGWIRE_TEXT_PRETTY_TIME_H

#include <msgwire/pretty.h>

enum { MW__PRETTY_TIME = 40 };

/* Writes "(2021-01-14 09:25:36 +01:00)", or nothing where local time is UTC or
 * would need a year that has no text.
 *
 * text    a time in UTC as mw__time_write writes it, and perhaps more behind
 *         its "Z".
 * offset  NULL: nothing is written.
 *
 * Returns the length, which is also its columns; `out` is terminated. */
size_t mw__pretty_time(struct mw_bytes text, mw_pretty_offset_fn offset,
                       char out[MW__PRETTY_TIME]);

#endif
