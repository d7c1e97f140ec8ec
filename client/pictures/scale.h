/* Scales: where a value stands on an axis, and which values are marked. */
#ifndef CLIENT_PICTURES_SCALE_H
#define CLIENT_PICTURES_SCALE_H

#include <stdbool.h>
#include <stddef.h>

enum { SCALE_TICKS = 12 };

struct scale {
    double low, high; /* of the values; of a log scale both above 0 */
    double from, to;  /* where these two stand */
    bool log;
};

/* Widens low and high to values that are marked: of a log scale the nearest
 * 1, 2 or 5 times a power of ten, of a linear one a round step. A scale with
 * no extent gets one. */
void scale_round(struct scale *scale);

/* Returns where a value stands. One beyond an end stands at that end. */
double scale_at(const struct scale *scale, double value);

/* Chooses the values to mark: round ones; where there are not two of them, both
 * ends.
 *
 * most  of them, 2 to SCALE_TICKS.
 *
 * Returns how many, 2 at least. */
size_t scale_ticks(const struct scale *scale, size_t most,
                   double ticks[SCALE_TICKS]);

#endif
