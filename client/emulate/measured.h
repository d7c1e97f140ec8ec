/* What a link really did, to be told beside what was asked of it. */
#ifndef CLIENT_EMULATE_MEASURED_H
#define CLIENT_EMULATE_MEASURED_H

#include "emulate/counts.h"

struct emulate_measure {
    struct emulate_totals totals;
    uint64_t missed[EMULATE_WAYS]; /* the forwarder was too slow for them */
    bool died;                     /* the forwarder has: nothing passes since */
};

/* Both ways together: what one packet met on its one way. Shares are parts
 * of 1. */
struct measured {
    uint64_t packets;   /* that the link saw */
    uint64_t delay_ns;  /* the mean, without what the rate takes */
    uint64_t jitter_ns; /* half of what lies between the least and the most */
    uint64_t late_ns, late_most_ns; /* of it: the machine's own, unasked */
    uint64_t rate;    /* bits a second in the busiest half second */
    double loss;      /* by chance, as asked */
    double refused;   /* by the rate's full queue */
    double missed;    /* by the emulation: nobody asked for it */
    double duplicate; /* of those that were not lost */
    double reorder;   /* of those that were not lost */
};

struct measured measured_of(const struct emulate_measure *measure);

#endif
