/* Which decimal number is the shortest that reads back as a given float? */
#ifndef MSGWIRE_TEXT_SHORTEST_H
#define MSGWIRE_TEXT_SHORTEST_H

#include <stdint.h>

/* A decimal number, digits 10^exp; the last digit is not 0 unless all are. */
struct mw__shortest {
    uint64_t digits;
    int exp;
};

/* Of the shortest decimals that round to the value, the one next to it.
 * The value is finite; its sign is ignored. */
struct mw__shortest mw__shortest_f64(double value);
struct mw__shortest mw__shortest_f32(float value);

#endif
