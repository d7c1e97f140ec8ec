/* Display width: how many columns of a terminal text takes. */
#ifndef MSGWIRE_TEXT_WIDTH_H
#define MSGWIRE_TEXT_WIDTH_H

#include <msgwire/bytes.h>

/* Returns the length of the character at the front of `text`, which is not
 * empty; a byte that is not UTF-8 is one of its own.
 *
 * columns  set to the columns it takes. */
size_t mw__width_next(struct mw_bytes text, size_t *columns);

/* Returns the columns that `text` takes: 2 for a wide character (CJK, emoji),
 * 0 for one that joins the one before it; a byte that is not UTF-8 takes 1. */
size_t mw__width(struct mw_bytes text);

/* Returns the length of the longest front of whole characters that takes at
 * most `columns`.
 *
 * taken  set to the columns it takes; may be NULL. */
size_t mw__width_cut(struct mw_bytes text, size_t columns, size_t *taken);

#endif
