/* Folding: the front of a long string, and a note that says how long all of
 * it is. The strings are tokens of JSON text, with their quotes. */
#ifndef MSGWIRE_TEXT_PRETTY_FOLD_H
#define MSGWIRE_TEXT_PRETTY_FOLD_H

#include <msgwire/pen.h>

enum { MW__PRETTY_NOTE = 64 };

/* Writes what fits of a string, an ellipsis, and its quotes.
 *
 * columns  for all of that; at least some characters are shown.
 * unit     how many characters stand or fall together: 2 of hex, 4 of base64,
 *          else 1. */
void mw__pretty_fold_put(struct mw_pen *pen, enum mw_ink ink,
                         struct mw_bytes string, size_t columns, unsigned unit);

/* Writes "(12 345 characters)". Returns the length, which is its columns. */
size_t mw__pretty_fold_note(uint64_t count, const char *noun,
                            char out[MW__PRETTY_NOTE]);

/* Returns how many characters a string has. */
uint64_t mw__pretty_fold_characters(struct mw_bytes string);

/* Return how many bytes a string of base64, or of hex, means. */
uint64_t mw__pretty_fold_base64(struct mw_bytes string);
uint64_t mw__pretty_fold_hex(struct mw_bytes string);

#endif
