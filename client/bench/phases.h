/* The phases of a run:
 *
 *     CONNECTING -> WARMING -> MEASURING -> DRAINING -> ENDING -> OVER
 *
 * Each may go to ENDING: a signal came, every lane is gone, a server never
 * answers. */
#ifndef CLIENT_BENCH_PHASES_H
#define CLIENT_BENCH_PHASES_H

#include "bench/account.h"

struct phases {
    struct drive *drive;
    struct account account;
    uint64_t began_ns;  /* when this phase did */
    bool stood;         /* every lane did */
    bool measured;      /* the measured part is over */
    bool ends_measured; /* ... when the lanes have ended */
};

/* Goes to the next phase, if it is time: after each turn of the loop. */
void phases_step(struct phases *phases, uint64_t now_ns);

/* Fills all lanes of a closed loop. */
void phases_fill(struct drive *drive);

#endif
