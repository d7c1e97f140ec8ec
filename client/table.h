/* Tables for people: names on the left, counts on the right, their digits in
 * groups of three. */
#ifndef CLIENT_TABLE_H
#define CLIENT_TABLE_H

#include <msgwire/bytes.h>

/* True for a flat map from strings to unsigned integers. */
bool table_fits(struct mw_bytes map);

/* Appends a row for each pair of a map that fits.
 *
 * indent  stands in front of each row. */
enum mw_status table_append(struct mw_bytes map, const char *indent,
                            struct mw_buffer *out);

#endif
