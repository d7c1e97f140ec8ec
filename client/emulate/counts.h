/* What a link did, as numbers. One process counts and another reads, in memory
 * that both see. */
#ifndef CLIENT_EMULATE_COUNTS_H
#define CLIENT_EMULATE_COUNTS_H

#include "emulate/packet.h"

#include <msgwire/error.h>

/* Packets of one protocol in one direction:
 * seen + duplicated = lost + refused + missed + delivered + on their way. */
struct emulate_counts {
    uint64_t seen;
    uint64_t lost;       /* by chance, as asked */
    uint64_t refused;    /* by the rate's full queue, as asked */
    uint64_t missed;     /* by a store that was full: nobody asked for it */
    uint64_t duplicated; /* copies made */
    uint64_t reordered;  /* that came behind one that was sent later */
    uint64_t delivered;
    uint64_t bytes; /* delivered, IP's header included */
};

/* One direction. */
struct emulate_flow {
    struct emulate_counts of[EMULATE_PROTOCOLS];
    /* Of those delivered that were not held back to be overtaken: */
    uint64_t timed;
    uint64_t delay_ns; /* sum: from its last bit's going to its coming */
    uint64_t delay_least_ns, delay_most_ns; /* as they were due */
    uint64_t late_ns, late_most_ns;         /* sum: they came so much later */
    uint64_t bits_most; /* delivered in the busiest half second */
};

enum { EMULATE_THERE, EMULATE_BACK, EMULATE_WAYS };

struct emulate_totals {
    struct emulate_flow flow[EMULATE_WAYS];
};

/* Memory that a process forked later shares. Returns NULL with a sentence if
 * there is none. */
struct emulate_totals *counts_share(struct mw_error *err);
void counts_unshare(struct emulate_totals *shared);

/* Copies them while the other process counts: each number is whole, but one may
 * be a packet ahead of another. */
void counts_read(const struct emulate_totals *shared,
                 struct emulate_totals *into);

/* Adds up the protocols. */
struct emulate_counts counts_sum(const struct emulate_flow *flow);

#endif
