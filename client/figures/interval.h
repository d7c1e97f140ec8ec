/* Intervals: how far rounds let one trust a figure, at 95 %.
 *
 * Rounds are few (five, say), so percentiles of resampled rounds would be far
 * too narrow. What rounds do to a time or a rate is to make it so many per
 * cent more or less: its logarithm is about normal. So the middle is the
 * geometric mean, and the interval is Student's t on the logarithms. Targets
 * are compared by the ratio within each round, since what disturbs the host in
 * a round disturbs both. */
#ifndef CLIENT_FIGURES_INTERVAL_H
#define CLIENT_FIGURES_INTERVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct interval {
    double value;
    double low, high; /* equal to `value` where there is no interval */
    size_t rounds;    /* that it is made from; below 2 there is none */
};

/* The middle of positive values, one of each round.
 *
 * Returns true if there are two at least and all are positive and finite. */
bool interval_of(const double *values, size_t count, struct interval *interval);

/* The middle of the ratios values[i] / to[i], of the same round each. Returns
 * as interval_of. */
bool interval_of_ratio(const double *values, const double *to, size_t count,
                       struct interval *interval);

/* How many there were, of how many there could have been. */
struct interval_part {
    uint64_t some, all;
};

/* The part that rounds have in common: of all messages together. Its interval
 * is Wilson's, as if each message had its own luck, and is widened to
 * Student's t over the rounds where these differ more than luck explains.
 *
 * Returns true if there is any message. */
bool interval_of_part(const struct interval_part *rounds, size_t count,
                      struct interval *interval);

#endif
