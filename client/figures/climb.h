/* Climbs: the search for the highest rate at which a promise is kept. Pure: it
 * says which rate to try next, and is told what came of it.
 *
 *     UP       twice the rate, while one try keeps the promise
 *     DOWN     an eighth of it, while none has been kept
 *     BETWEEN  the middle of the highest kept and the lowest missed; each of
 *              these has been so in two tries of three, since near the edge
 *              a single one is chance */
#ifndef CLIENT_FIGURES_CLIMB_H
#define CLIENT_FIGURES_CLIMB_H

#include "figures/gates.h"
#include "figures/phrase.h"

#include "bench/result.h"

struct climb_rules {
    uint64_t first;       /* the rate to begin with */
    uint64_t least, most; /* that are tried; `least` at least 1 */
    double precision;     /* how near the two ends are at the end: 0.05 */
    unsigned runs_most;   /* then it ends, settled or not */
};

/* What came of a try. */
enum climb_try {
    CLIMB_KEPT,
    CLIMB_MISSED,
    CLIMB_LIMITED, /* missed, but for the generator's sake */
};

enum climb_outcome {
    CLIMB_GOING,
    CLIMB_FOUND,     /* kept at `low`, missed at `high` */
    CLIMB_NEVER,     /* not even at the least rate */
    CLIMB_ALWAYS,    /* even at the greatest one */
    CLIMB_UNSETTLED, /* no more runs; `low` and `high` are how far it came */
};

/* Made by climb_init. */
struct climb {
    struct climb_rules rules;
    enum climb_outcome outcome;
    uint64_t low, high;    /* highest kept, lowest missed; 0: none yet */
    bool low_sure;         /* kept in two tries, not in one */
    bool limited;          /* `high` was missed for the generator's sake */
    uint64_t rate;         /* to be tried now */
    unsigned kept, missed; /* tries at it */
    unsigned runs;
};

void climb_init(struct climb *climb, const struct climb_rules *rules);

/* Returns true if another rate is to be tried: climb->rate. */
bool climb_goes_on(const struct climb *climb);

/* Is told what came of the try at climb->rate. */
void climb_tell(struct climb *climb, enum climb_try result);

/* Judges a run at a rate: the promise was kept, and so was the rate. */
enum climb_try climb_judge(const struct gate *promise,
                           const struct bench_result *result);

/* Returns the least rate whose runs have answers enough to judge them.
 *
 * duration_ns  of each run. */
uint64_t climb_least(const struct gate *promise, uint64_t duration_ns);

/* Says how it ended: "p99<1ms is kept up to 95.3 k/s, and missed at ...". */
void climb_put(const struct climb *climb, const struct gate *promise,
               struct phrase *phrase);

#endif
