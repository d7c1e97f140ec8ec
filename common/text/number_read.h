/* Text as numbers: exact, the same in every locale. */
#ifndef MSGWIRE_TEXT_NUMBER_READ_H
#define MSGWIRE_TEXT_NUMBER_READ_H

#include <msgwire/bytes.h>

/* The longest text that is read; the exact decimals of any double fit. */
enum { MW__NUMBER_READ_MAX = 4096 };

struct mw__number_int {
    bool negative; /* then `bits` is the int64_t, two's complement */
    uint64_t bits;
};

/* Integer text: digits, a "-" before them allowed.
 *
 * Returns false if the value is not within -2^63 .. 2^64-1. */
bool mw__number_read_int(struct mw_bytes text, struct mw__number_int *value);

/* A number of JSON's grammar, at most MW__NUMBER_READ_MAX bytes, rounded once
 * to the nearest float.
 *
 * Returns false if it is beyond the largest one. */
bool mw__number_read_f64(struct mw_bytes text, double *value);
bool mw__number_read_f32(struct mw_bytes text, float *value);

#endif
