/* The columns of an inspection's row, filled from what is at hand. */
#ifndef MSGWIRE_TEXT_INSPECT_COLUMNS_H
#define MSGWIRE_TEXT_INSPECT_COLUMNS_H

#include "text/inspect_state.h"

/* Returns a row for bytes at hand; all of them count as its head. */
struct mw__inspect_row mw__inspect_columns_row(const struct mw__inspection *x,
                                               struct mw_bytes bytes);

/* Sets the size that the format's name does not say. */
void mw__inspect_columns_size(struct mw__inspect_row *row,
                              const struct mw__inspect_element *element);

/* Sets the path of the value being read. Returns MW_OK or MW_ENOMEM. */
enum mw_status mw__inspect_columns_path(struct mw__inspection *x,
                                        struct mw__inspect_row *row);

/* Sets the path, the size, the text, and what part of a message it is.
 *
 * value  its payload need not be there in whole.
 *
 * Returns MW_OK or MW_ENOMEM. */
enum mw_status mw__inspect_columns_fill(
    struct mw__inspection *x, const struct mw__inspect_element *element,
    const struct mw_value *value, struct mw__inspect_row *row);

#endif
