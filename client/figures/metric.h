/* Metrics: what a run is judged by, one number each. */
#ifndef CLIENT_FIGURES_METRIC_H
#define CLIENT_FIGURES_METRIC_H

#include "figures/units.h"

#include "bench/result.h"

#include <stdbool.h>
#include <stddef.h>

enum metric {
    METRIC_P50,
    METRIC_P90,
    METRIC_P99,
    METRIC_P999,
    METRIC_P9999,
    METRIC_MAX,
    METRIC_MEAN,
    METRIC_THROUGHPUT, /* good answers a second */
    METRIC_LOSS,       /* datagrams without an answer, of those sent */
    METRIC_ERRORS,     /* errors, wrong or cut off, of those sent */
    METRIC_TIMEOUTS,   /* no answer in time, of those sent */
    METRIC_CPU,        /* the server's nanoseconds for each good answer */
    METRIC_CLIENT_CPU, /* ours */
    METRICS,           /* how many there are */
};

struct metric_facts {
    const char *name;      /* "p99.9", "throughput": as gates have it */
    enum units_kind units; /* of its value; a part is of 1 */
    double quantile;       /* of the latency; 0: it is none */
    bool more_is_better;
    bool of_load; /* of what goes through, and what it costs */
};

const struct metric_facts *metric_facts(enum metric metric);

/* Finds a metric by its name.
 *
 * len  bytes of the name.
 *
 * Returns METRICS if there is none of this name. */
enum metric metric_find(const char *name, size_t len);

/* What a result says: a percentile only if it has the samples for it, a CPU
 * time only if it is known, and nothing if nothing was sent or answered.
 *
 * Returns true, and `value` is set. */
bool metric_of(enum metric metric, const struct bench_result *result,
               double *value);

/* Notes what the metrics of its latency are, so that metric_of knows them when
 * bench_result_fini has freed its histograms. */
void metric_note(struct bench_result *result);

/* The counts behind a metric that is a part of a whole: how many, of how many.
 *
 * Returns false for what is no part, and if nothing was sent. */
bool metric_part(enum metric metric, const struct bench_result *result,
                 uint64_t *some, uint64_t *all);

/* How many answers a percentile needs to be more than a guess; 0 for what is
 * none. */
double metric_needs(enum metric metric);

#endif
