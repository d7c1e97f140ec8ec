/* Quantities: numbers with a unit, as people type and read them. The kinds
 * are the number kinds of enum mw_option_kind. */
#ifndef MSGWIRE_TEXT_QUANTITY_H
#define MSGWIRE_TEXT_QUANTITY_H

#include <msgwire/options.h>

/* Reads text that is one quantity, in whole.
 *
 * value  set on success: in bytes, nanoseconds, ...
 *
 * Returns NULL, or the fault as a sentence's begin: "", "too large, " or
 * "too small, ", to go in front of "expected ...". */
const char *mw__quantity_read(enum mw_option_kind kind, const char *text,
                              uint64_t *value);

/* Returns what is expected, such as "a duration such as 250ms, 10s or 2h". */
const char *mw__quantity_expected(enum mw_option_kind kind);

/* As mw_write_quantity. */
const char *mw__quantity_write(enum mw_option_kind kind, uint64_t value,
                               char out[MW_QUANTITY_TEXT]);

#endif
