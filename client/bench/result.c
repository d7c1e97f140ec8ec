#include "bench/result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum mw_status make_moments(struct bench_result *result,
                                   struct mw_error *err)
{
    result->moment_ns = BENCH_MOMENT_NS;
    result->moments = malloc(BENCH_MOMENTS * sizeof(*result->moments));
    return result->moments != NULL
               ? MW_OK
               : mw_error_set(err, MW_ENOMEM,
                              "no memory for the moments of a"
                              " run");
}

enum mw_status bench_result_init(struct bench_result *result,
                                 struct mw_error *err)
{
    struct mw_histogram *const histograms[] = {&result->latency,
                                               &result->service, &result->lag};
    enum mw_status rc;

    memset(result, 0, sizeof(*result));
    rc = make_moments(result, err);
    for (size_t i = 0; i < 3 && rc == MW_OK; i++) {
        rc = mw_histogram_init(histograms[i], err);
    }
    if (rc != MW_OK) {
        bench_result_fini(result);
    }
    return rc;
}

void bench_result_fini(struct bench_result *result)
{
    mw_histogram_fini(&result->latency);
    mw_histogram_fini(&result->service);
    mw_histogram_fini(&result->lag);
    free(result->moments);
    result->moments = NULL;
    result->moment_count = 0;
}

void bench_result_blame(struct bench_result *result, const struct mw_error *why)
{
    if (result->status == MW_OK && why->status != MW_OK) {
        result->status = why->status;
        snprintf(result->why, sizeof(result->why), "%s", why->text);
    }
}

/* --- moments --- */

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* The mean of two medians, each as heavy as what it is of; one that is not
 * known has no weight. */
static uint64_t join_medians(const struct bench_moment *a,
                             const struct bench_moment *b)
{
    uint64_t weight_a = a->p50_ns == 0 ? 0 : a->answered;
    uint64_t weight_b = b->p50_ns == 0 ? 0 : b->answered;
    double sum = (double)a->p50_ns * (double)weight_a +
                 (double)b->p50_ns * (double)weight_b;

    return weight_a + weight_b == 0
               ? 0
               : (uint64_t)(sum / (double)(weight_a + weight_b));
}

static void join(struct bench_moment *into, const struct bench_moment *next)
{
    into->p50_ns = join_medians(into, next);
    into->p99_ns = larger(into->p99_ns, next->p99_ns);
    into->length_ns += next->length_ns;
    into->sent += next->sent;
    into->answered += next->answered;
    into->failed += next->failed;
    into->lost += next->lost;
}

static void halve(struct bench_result *result)
{
    struct bench_moment *moments = result->moments;

    for (size_t i = 0; i < BENCH_MOMENTS / 2; i++) {
        struct bench_moment both = moments[2 * i];
        join(&both, &moments[2 * i + 1]);
        moments[i] = both;
    }
    result->moment_count = BENCH_MOMENTS / 2;
    result->moment_ns *= 2;
}

void bench_result_add_moment(struct bench_result *result,
                             const struct bench_moment *moment)
{
    struct bench_moment *last = NULL;

    if (result->moments == NULL) {
        return;
    }
    if (result->moment_count > 0) {
        last = &result->moments[result->moment_count - 1];
    }
    if (last != NULL &&
        last->length_ns + moment->length_ns / 2 < result->moment_ns) {
        join(last, moment);
        return;
    }
    if (result->moment_count == BENCH_MOMENTS) {
        halve(result);
    }
    result->moments[result->moment_count++] = *moment;
}

/* --- merging --- */

static void merge_moments(struct bench_result *into,
                          const struct bench_result *from)
{
    for (size_t i = 0; i < from->moment_count; i++) {
        struct bench_moment moment = from->moments[i];
        moment.at_ns += into->elapsed_ns;
        bench_result_add_moment(into, &moment);
    }
}

static void merge_counts(struct bench_result *into,
                         const struct bench_result *from)
{
    into->due += from->due;
    into->unsent += from->unsent;
    into->sent += from->sent;
    into->answered += from->answered;
    into->completed += from->completed;
    into->errors += from->errors;
    into->wrong += from->wrong;
    into->timeouts += from->timeouts;
    into->late += from->late;
    into->unexpected += from->unexpected;
    into->abandoned += from->abandoned;
    into->connect_failed += from->connect_failed;
    into->closed += from->closed;
    into->body_out += from->body_out;
    into->body_in += from->body_in;
    into->wire_out += from->wire_out;
    into->wire_in += from->wire_in;
}

/* What is known of only some of the runs is not known of all of them. */
static bool known_of_both(const struct bench_result *into, bool of_into,
                          bool of_from)
{
    return of_from && (into->runs == 0 || of_into);
}

static void merge_datagrams(struct bench_result *into,
                            const struct bench_result *from)
{
    struct bench_datagrams *a = &into->datagrams;
    const struct bench_datagrams *b = &from->datagrams;

    a->lost += b->lost;
    a->late += b->late;
    a->duplicated += b->duplicated;
    a->reordered += b->reordered;
    a->reordered_most = larger(a->reordered_most, b->reordered_most);
    a->refused_here += b->refused_here;
    a->dropped_here += b->dropped_here;
    a->dropped_there += b->dropped_there;
    a->there_known = known_of_both(into, a->there_known, b->there_known);
    a->too_long += b->too_long;
}

static void merge_host(struct bench_result *into,
                       const struct bench_result *from)
{
    into->client_cpu_ns += from->client_cpu_ns;
    into->server_cpu_ns += from->server_cpu_ns;
    into->server_cpu_known =
        known_of_both(into, into->server_cpu_known, from->server_cpu_known);
    into->jitter_p50_ns = larger(into->jitter_p50_ns, from->jitter_p50_ns);
    into->jitter_p99_ns = larger(into->jitter_p99_ns, from->jitter_p99_ns);
    into->jitter_max_ns = larger(into->jitter_max_ns, from->jitter_max_ns);
}

void bench_result_merge(struct bench_result *into,
                        const struct bench_result *from)
{
    merge_moments(into, from);
    merge_counts(into, from);
    merge_datagrams(into, from);
    merge_host(into, from);
    mw_histogram_merge(&into->latency, &from->latency);
    mw_histogram_merge(&into->service, &from->service);
    mw_histogram_merge(&into->lag, &from->lag);
    into->generator_limited |= from->generator_limited;
    if (from->interrupted != 0) {
        into->interrupted = from->interrupted;
    }
    if (into->status == MW_OK) {
        into->status = from->status;
        memcpy(into->why, from->why, sizeof(into->why));
    }
    into->elapsed_ns += from->elapsed_ns;
    into->runs += from->runs;
}

/* --- what it says --- */

uint64_t bench_result_failed(const struct bench_result *result)
{
    return result->errors + result->wrong + result->timeouts +
           result->abandoned;
}

double bench_result_rate(const struct bench_result *result)
{
    if (result->elapsed_ns == 0) {
        return 0;
    }
    return (double)result->completed * 1e9 / (double)result->elapsed_ns;
}
