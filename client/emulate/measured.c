#include "emulate/measured.h"

static double part(uint64_t some, uint64_t whole)
{
    return whole == 0 ? 0 : (double)some / (double)whole;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

static uint64_t smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* --- both ways --- */

static void add_shares(const struct emulate_measure *measure,
                       struct measured *sum)
{
    struct emulate_counts there =
        counts_sum(&measure->totals.flow[EMULATE_THERE]);
    struct emulate_counts back =
        counts_sum(&measure->totals.flow[EMULATE_BACK]);
    uint64_t unread =
        measure->missed[EMULATE_THERE] + measure->missed[EMULATE_BACK];
    uint64_t seen = there.seen + back.seen, lost = there.lost + back.lost;

    sum->packets = seen;
    sum->loss = part(lost, seen);
    sum->refused = part(there.refused + back.refused, seen);
    sum->missed = part(there.missed + back.missed + unread, seen + unread);
    sum->duplicate = part(there.duplicated + back.duplicated, seen - lost);
    sum->reorder = part(there.reordered + back.reordered, seen - lost);
}

/* A way on which nothing was timed has no least one. */
static uint64_t least_delay(const struct emulate_flow *there,
                            const struct emulate_flow *back)
{
    if (there->timed == 0 || back->timed == 0) {
        return there->timed == 0 ? back->delay_least_ns : there->delay_least_ns;
    }
    return smaller(there->delay_least_ns, back->delay_least_ns);
}

static void add_times(const struct emulate_flow *there,
                      const struct emulate_flow *back, struct measured *sum)
{
    uint64_t timed = there->timed + back->timed;
    uint64_t most = larger(there->delay_most_ns, back->delay_most_ns);

    sum->rate = 2 * larger(there->bits_most, back->bits_most);
    if (timed > 0) {
        sum->delay_ns = (there->delay_ns + back->delay_ns) / timed;
        sum->jitter_ns = (most - least_delay(there, back)) / 2;
        sum->late_ns = (there->late_ns + back->late_ns) / timed;
        sum->late_most_ns = larger(there->late_most_ns, back->late_most_ns);
    }
}

struct measured measured_of(const struct emulate_measure *measure)
{
    struct measured sum = {0};

    add_shares(measure, &sum);
    add_times(&measure->totals.flow[EMULATE_THERE],
              &measure->totals.flow[EMULATE_BACK], &sum);
    return sum;
}
