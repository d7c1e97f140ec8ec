/* Where a JSON number ends, and what may follow within it.
 * Source: RFC 8259, section 6. */
#ifndef MSGWIRE_TEXT_JSON_NUMBER_H
#define MSGWIRE_TEXT_JSON_NUMBER_H

#include <msgwire/bytes.h>

/* How far a number is: what came last. */
enum mw__json_number {
    MW__JSON_NUMBER_START,
    MW__JSON_NUMBER_MINUS,
    MW__JSON_NUMBER_ZERO, /* a 0 that begins it */
    MW__JSON_NUMBER_WHOLE,
    MW__JSON_NUMBER_POINT,
    MW__JSON_NUMBER_FRACTION,
    MW__JSON_NUMBER_E,
    MW__JSON_NUMBER_SIGN, /* of the exponent */
    MW__JSON_NUMBER_EXPONENT,
};

/* Goes on through text; returns the length of what belongs to the number. */
size_t mw__json_number_on(enum mw__json_number *state, struct mw_bytes text);

/* True if the number may end here. */
bool mw__json_number_whole(enum mw__json_number state);

/* True if it has a fraction or an exponent. */
bool mw__json_number_float(enum mw__json_number state);

/* True for a byte that can't stand right behind a number. */
bool mw__json_number_sticks(uint8_t byte);

/* What may follow, in words. */
const char *mw__json_number_expected(enum mw__json_number state);

#endif
