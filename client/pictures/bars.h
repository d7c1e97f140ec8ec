/* Bars and sparklines: pictures made of characters, for terminals. */
#ifndef CLIENT_PICTURES_BARS_H
#define CLIENT_PICTURES_BARS_H

#include <msgwire/pen.h>

/* Writes a bar of eighths of a column from left to right. What is above 0 has
 * one at least; what is above `all` is as long as `all`.
 *
 * columns  of a bar that is as long as `all`. */
void bars_bar(struct mw_pen *pen, enum mw_ink ink, double value, double all,
              size_t columns);

/* Writes a solid bar, and behind it a lighter one that goes on to `beyond`:
 * "███░░░░", or if that is above `all`, "███░░░»". Whole columns, each of the
 * two at least one where it is above 0 and the room allows. */
void bars_pair(struct mw_pen *pen, enum mw_ink ink, double value, double beyond,
               double all, size_t columns);

/* Writes one character for each value, or for as many neighbours as it takes
 * to have no more than `columns`: their mean. The highest is the largest of
 * them; the scale begins at 0, so that what hardly changes looks so. */
void bars_sparkline(struct mw_pen *pen, enum mw_ink ink, const double *values,
                    size_t count, size_t columns);

#endif
