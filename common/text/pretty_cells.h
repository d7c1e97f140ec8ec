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

enum { MW__PRETTY_CELLS = 32 };

/* A matrix: rows of numbers, whose columns have each a width. */
struct mw__pretty_grid {
    size_t count; /* of columns */
    size_t columns[MW__PRETTY_CELLS];
};

/* Finds out whether the elements of an array are such rows, all as long.
 *
 * text   begins with the first element; it is read to its end.
 * width  columns that a row may have. */
bool mw__pretty_cells_grid(struct mw_bytes text, size_t width,
                           struct mw__pretty_grid *grid);

#endif
