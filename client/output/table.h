/* Tables for people: names on the left, counts on the right, their digits in
 * groups of three; side by side as often as the width lets them. */
#ifndef CLIENT_OUTPUT_TABLE_H
#define CLIENT_OUTPUT_TABLE_H

#include <msgwire/pen.h>

/* True for a flat map from strings to unsigned integers that has so few pairs
 * that a person reads them all. */
bool table_fits(struct mw_bytes map);

/* Writes the pairs of a map that fits.
 *
 * indent  columns that stay empty on the left.
 * width   columns of a line.
 *
 * Returns MW_OK; MW_ENOMEM; what the pen's buffer returns. */
enum mw_status table_write(struct mw_pen *pen, struct mw_bytes map,
                           size_t indent, size_t width);

#endif
