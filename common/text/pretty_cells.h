/* Numbers in columns, as a person would set them. */
#ifndef MSGWIRE_TEXT_PRETTY_CELLS_H
#define MSGWIRE_TEXT_PRETTY_CELLS_H

#include <msgwire/bytes.h>

/* Returns the columns of a cell for the elements of an array, or 0 if they do
 * not all stand in columns: something else than a number or null is among
 * them, or a few are so wide that it would take far more lines.
 *
 * text   begins with the first element; only so many are looked at.
 * width  columns of a line. */
size_t mw__pretty_cells(struct mw_bytes text, size_t width);

#endif
