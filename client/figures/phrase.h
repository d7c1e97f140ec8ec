/* Phrases: a text that grows piece by piece; what does not fit is cut. */
#ifndef CLIENT_FIGURES_PHRASE_H
#define CLIENT_FIGURES_PHRASE_H

#include "figures/units.h"

#include <msgwire/export.h>

#include <stddef.h>
#include <stdint.h>

enum { PHRASE_TEXT = 512 };

/* {0} is an empty one. */
struct phrase {
    char text[PHRASE_TEXT];
    size_t len;
};

void phrase_put(struct phrase *phrase, const char *fmt, ...) MW_PRINTF(2, 3);

/* Puts a figure with its unit: "12.3 µs". */
void phrase_put_units(struct phrase *phrase, enum units_kind kind,
                      double value);

/* Puts a whole number, its digits in groups: "10 000". */
void phrase_put_count(struct phrase *phrase, uint64_t count);

/* Puts what parts the items of a list: nothing, ", " or " and ".
 *
 * index  of the item that follows, of `count`. */
void phrase_put_comma(struct phrase *phrase, size_t index, size_t count);

#endif
