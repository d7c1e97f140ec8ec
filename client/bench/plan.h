/* Plans: what a run is asked to do, whichever address it is done against. */
#ifndef CLIENT_BENCH_PLAN_H
#define CLIENT_BENCH_PLAN_H

#include <msgwire/error.h>

struct bench_moment;
struct options;
struct workload;

enum {
    BENCH_CONNECTIONS_MAX = 20000,
    BENCH_DEPTH_MAX = 65536,
    BENCH_FLIGHTS_MAX = 1 << 20, /* connections times depth, at most */
};

struct bench_plan {
    const struct workload *workload; /* what each message is; borrows */
    uint64_t connections;            /* at least 1 */

    uint64_t depth;       /* closed loop: requests in flight on each */
    uint64_t rate;        /* messages a second, of all connections; 0: closed */
    uint64_t duration_ns; /* of the measured part; 0: until `count` */
    uint64_t count;       /* measured messages; 0: until `duration_ns` */
    uint64_t warmup_ns;   /* before it, at the same load, not counted */
    uint64_t timeout_ns;  /* of each request; never 0 */
    uint64_t wait_ns;     /* keep trying to connect for so long, each time */
    uint64_t max_frame;   /* longest body to take; 0: the contract's */
    bool notify;          /* one-way: notifications */
    bool jitter;          /* what the host itself is late by is told too */
    int64_t server_pid;   /* whose processor time counts; 0: not known */
};

/* Who looks on while it runs: on_moment is called about ten times a second, in
 * the warm-up too. `came` is asked once, when signals are heard: the one that
 * came before that and is for this run as well; 0: none.
 *
 * moment   what the last interval brought.
 * left_ns  until the measured part ends, as far as it is known: UINT64_MAX.
 * warming  the warm-up is not over. */
struct bench_watch {
    void (*on_moment)(void *data, const struct bench_moment *moment,
                      uint64_t left_ns, bool warming);
    int (*came)(void *data);
    void *data;
};

/* Fills in what the options say, all but the workload.
 *
 * datagrams  it will be done over datagrams, which may be lost. */
void bench_plan_read(struct bench_plan *plan, const struct options *opt,
                     bool datagrams);

/* Makes the workload that the options say; plan->workload is to be set to it.
 *
 * Returns as workload_open, with the option in front of the sentence. */
enum mw_status bench_plan_workload(const struct options *opt,
                                   struct workload *workload,
                                   struct mw_error *err);

/* Returns MW_OK; MW_EINVAL if it is more than one process may ask for. */
enum mw_status bench_plan_check(const struct bench_plan *plan,
                                struct mw_error *err);

#endif
