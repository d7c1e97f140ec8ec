/* Plans: what a run is asked to do, whichever address it is done against. */
#ifndef CLIENT_BENCH_PLAN_H
#define CLIENT_BENCH_PLAN_H

#include <stdbool.h>
#include <stdint.h>

struct bench_moment;
struct workload;

enum {
    BENCH_CONNECTIONS_MAX = 20000,
    BENCH_DEPTH_MAX = 65536,
    BENCH_FLIGHTS_MAX = 1 << 22, /* connections times depth, at most */
};

struct bench_plan {
    const struct workload *workload; /* what each message is; borrows */
    uint64_t connections;            /* at least 1 */

    /* Closed loop: requests in flight on each connection. Open loop: most of
     * them, a bound on memory; what the schedule means to send beyond it
     * waits, and its latency counts from when it was due. 0: the default. */
    uint64_t depth;
    uint64_t rate;        /* messages a second, of all connections; 0: closed */
    uint64_t duration_ns; /* of the measured part; 0: until `count` */
    uint64_t count;       /* measured messages; 0: until `duration_ns` */
    uint64_t warmup_ns;   /* before it, at the same load, not counted */
    uint64_t timeout_ns;  /* of each request; never 0 */
    uint64_t wait_ns;     /* keep trying to connect for so long, each time */
    uint64_t seed;
    bool notify; /* one-way: notifications */
};

/* Who looks on while it runs: called about ten times a second, in the warm-up
 * too.
 *
 * moment   what the last interval brought.
 * left_ns  until the measured part ends, as far as it is known: UINT64_MAX.
 * warming  the warm-up is not over. */
struct bench_watch {
    void (*on_moment)(void *data, const struct bench_moment *moment,
                      uint64_t left_ns, bool warming);
    void *data;
};

#endif
