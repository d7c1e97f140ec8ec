#include "figures/metric.h"

#include <string.h>

_Static_assert(METRIC_MEAN + 1 == (int)BENCH_NOTES,
               "a note for each metric of the latency, which come first");

static const struct metric_facts facts[METRICS] = {
    [METRIC_P50] = {"p50", UNITS_DURATION, 0.5, false, false},
    [METRIC_P90] = {"p90", UNITS_DURATION, 0.9, false, false},
    [METRIC_P99] = {"p99", UNITS_DURATION, 0.99, false, false},
    [METRIC_P999] = {"p99.9", UNITS_DURATION, 0.999, false, false},
    [METRIC_P9999] = {"p99.99", UNITS_DURATION, 0.9999, false, false},
    [METRIC_MAX] = {"max", UNITS_DURATION, 1, false, false},
    [METRIC_MEAN] = {"mean", UNITS_DURATION, 0, false, false},
    [METRIC_THROUGHPUT] = {"throughput", UNITS_RATE, 0, true, true},
    [METRIC_LOSS] = {"loss", UNITS_PART, 0, false, true},
    [METRIC_ERRORS] = {"errors", UNITS_PART, 0, false, true},
    [METRIC_TIMEOUTS] = {"timeouts", UNITS_PART, 0, false, true},
    [METRIC_CPU] = {"cpu", UNITS_DURATION, 0, false, true},
    [METRIC_CLIENT_CPU] = {"client_cpu", UNITS_DURATION, 0, false, true},
};

const struct metric_facts *metric_facts(enum metric metric)
{
    return &facts[metric];
}

enum metric metric_find(const char *name, size_t len)
{
    for (int i = 0; i < METRICS; i++) {
        if (strlen(facts[i].name) == len &&
            memcmp(facts[i].name, name, len) == 0) {
            return (enum metric)i;
        }
    }
    return METRICS;
}

double metric_needs(enum metric metric)
{
    double quantile = facts[metric].quantile;

    return quantile > 0 && quantile < 1 ? 10 / (1 - quantile) : 0;
}

bool metric_part(enum metric metric, const struct bench_result *result,
                 uint64_t *some, uint64_t *all)
{
    *all = result->sent;
    if (metric == METRIC_LOSS) {
        *some = result->datagrams.lost;
    } else if (metric == METRIC_ERRORS) {
        *some = result->errors + result->wrong + result->abandoned;
    } else if (metric == METRIC_TIMEOUTS) {
        *some = result->timeouts;
    } else {
        return false;
    }
    return *all > 0;
}

static bool share_of(enum metric metric, const struct bench_result *result,
                     double *value)
{
    uint64_t some, all;

    if (!metric_part(metric, result, &some, &all)) {
        return false;
    }
    *value = (double)some / (double)all;
    return true;
}

static bool cpu_of(uint64_t cpu_ns, const struct bench_result *result,
                   double *value)
{
    if (result->answered == 0) {
        return false;
    }
    *value = (double)cpu_ns / (double)result->answered;
    return true;
}

static bool read_note(double note, double *value)
{
    bool known = note >= 0;

    *value = known ? note : 0;
    return known;
}

static bool latency_of(enum metric metric, const struct bench_result *result,
                       double *value)
{
    const struct mw_histogram *latency = &result->latency;
    double quantile = facts[metric].quantile;

    if (result->has_notes) {
        return read_note(result->notes[metric], value);
    }
    if (mw_histogram_count(latency) == 0 ||
        !mw_histogram_supports(latency, quantile)) {
        return false;
    }
    *value = metric == METRIC_MEAN ? mw_histogram_mean(latency)
                                   : (double)mw_histogram_at(latency, quantile);
    return true;
}

void metric_note(struct bench_result *result)
{
    for (int i = 0; i < BENCH_NOTES; i++) {
        double value;

        result->notes[i] =
            latency_of((enum metric)i, result, &value) ? value : -1;
    }
    result->has_notes = true;
}

bool metric_of(enum metric metric, const struct bench_result *result,
               double *value)
{
    *value = 0;
    switch (metric) {
    case METRIC_P50:
    case METRIC_P90:
    case METRIC_P99:
    case METRIC_P999:
    case METRIC_P9999:
    case METRIC_MAX:
    case METRIC_MEAN:
        return latency_of(metric, result, value);
    case METRIC_THROUGHPUT:
        *value = bench_result_rate(result);
        return result->elapsed_ns > 0;
    case METRIC_LOSS:
    case METRIC_ERRORS:
    case METRIC_TIMEOUTS:
        return share_of(metric, result, value);
    case METRIC_CPU:
        return result->server_cpu_known &&
               cpu_of(result->server_cpu_ns, result, value);
    case METRIC_CLIENT_CPU:
        return cpu_of(result->client_cpu_ns, result, value);
    case METRICS:
        break;
    }
    return false;
}
