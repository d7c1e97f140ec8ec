/* Studies as a measurement leaves them, made up from a seed. */
#ifndef SAMPLES_H
#define SAMPLES_H

#include "figures/study.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sample_chance {
    uint64_t state;
};

/* Even, above 0 and at most 1. */
static inline double sample_even(struct sample_chance *chance)
{
    chance->state = chance->state * 6364136223846793005u + 1442695040888963407u;
    return ((double)(chance->state >> 33) + 1) / 2147483648.0;
}

/* What a run is made of: the middle of its latency, how far that varies, and
 * how much is lost or much slower. */
struct sample_run {
    double middle_ns, spread, slow, slow_ns, loss;
    uint64_t count;
    bool open_loop, datagrams;
};

static inline uint64_t sample_latency(struct sample_chance *chance,
                                      const struct sample_run *run)
{
    double normal = sqrt(-2 * log(sample_even(chance))) *
                    cos(6.283185307 * sample_even(chance));
    double ns = run->middle_ns * exp(normal * run->spread);

    if (sample_even(chance) < run->slow) {
        ns += run->slow_ns * (0.5 + sample_even(chance));
    }
    return (uint64_t)ns;
}

static inline void sample_moments(struct sample_chance *chance,
                                  struct bench_result *result)
{
    for (uint64_t i = 0; i < 20; i++) {
        struct bench_moment moment = {
            .at_ns = i * BENCH_MOMENT_NS,
            .length_ns = BENCH_MOMENT_NS,
            .p50_ns = mw_histogram_at(&result->latency, 0.5),
            .p99_ns = mw_histogram_at(&result->latency, 0.99),
        };
        moment.answered = (uint64_t)((double)result->answered / 20 *
                                     (0.9 + 0.15 * sample_even(chance)));
        moment.sent = moment.answered;
        bench_result_add_moment(result, &moment);
    }
}

static inline void sample_datagrams(struct bench_result *result, double loss)
{
    struct bench_datagrams *datagrams = &result->datagrams;

    datagrams->lost = (uint64_t)((double)result->sent * loss);
    datagrams->dropped_there = datagrams->lost / 4;
    datagrams->there_known = true;
    datagrams->duplicated = datagrams->lost / 10;
    datagrams->reordered = datagrams->lost / 7;
    datagrams->reordered_most = datagrams->reordered > 0 ? 12 : 0;
    result->timeouts = datagrams->lost;
    result->answered = result->sent - datagrams->lost;
}

static inline struct bench_result *sample_result(struct sample_chance *chance,
                                                 const struct sample_run *run,
                                                 uint64_t size)
{
    struct bench_result *result = study_result_new(NULL);

    assert(result != NULL);
    for (uint64_t i = 0; i < run->count; i++) {
        uint64_t ns = sample_latency(chance, run);

        mw_histogram_record(&result->service, ns);
        if (run->open_loop) {
            uint64_t lag = (uint64_t)(3000 * sample_even(chance));

            mw_histogram_record(&result->lag, lag);
            ns += lag + (ns > 4 * (uint64_t)run->middle_ns ? ns / 2 : 0);
        }
        mw_histogram_record(&result->latency, ns);
    }
    result->runs = 1;
    result->sent = result->answered = run->count;
    result->due = run->open_loop ? run->count : 0;
    result->elapsed_ns = 2000000000;
    result->body_out = result->sent * (size + 9);
    result->wire_out = result->sent * (size + 13);
    result->client_cpu_ns = result->sent * (900 + size / 8);
    result->server_cpu_ns = result->sent * (1200 + size / 6);
    result->server_cpu_known = true;
    result->jitter_p50_ns = 60;
    result->jitter_p99_ns = 3100;
    result->jitter_max_ns = 188000;
    if (run->datagrams) {
        sample_datagrams(result, run->loss);
    }
    result->completed = result->answered;
    result->body_in = result->answered * (size + 5);
    result->wire_in = result->answered * (size + 9);
    sample_moments(chance, result);
    return result;
}

static inline void sample_head(struct study *study)
{
    study_init(study);
    strcpy(study->program, "msgwire 0.1.0");
    strcpy(study->host, "Linux 6.1, x86_64, 2 processors");
    strcpy(study->plan.method, "echo");
    study->plan.connections = 16;
    study->plan.depth = 4;
    study->plan.duration_ns = 2000000000;
    study->plan.warmup_ns = 500000000;
    study->plan.timeout_ns = 1000000000;
    study->plan.seed = 42;
}

static inline void sample_add(struct study *study, size_t target, size_t size,
                              size_t round, struct bench_result *result)
{
    struct study_run run = {target, size, round, result};
    enum mw_status rc = study_add_run(study, &run, NULL);

    assert(rc == MW_OK);
    (void)rc;
}

/* One run, of a closed or an open loop. */
static inline void sample_one(struct study *study, bool open_loop)
{
    struct sample_chance chance = {1};
    struct sample_run run = {.middle_ns = 12300,
                             .spread = 0.25,
                             .slow = 0.004,
                             .slow_ns = 200000,
                             .count = 60000,
                             .open_loop = open_loop};

    sample_head(study);
    study->plan.rate = open_loop ? 30000 : 0;
    study_add_target(study, NULL, "tcp://127.0.0.1:6749", NULL);
    study_add_size(study, 512, NULL, NULL);
    sample_add(study, 0, 0, 0, sample_result(&chance, &run, 512));
}

/* Three targets, some sizes, some rounds.
 *
 * link  over a link that loses. */
static inline void sample_many(struct study *study, size_t sizes, size_t rounds,
                               bool link)
{
    static const uint64_t bytes[] = {64, 512, 1400, 8192, 60000};
    static const double factors[] = {1, 0.86, 0.7};
    struct sample_chance chance = {7};

    sample_head(study);
    study_add_target(study, "tcp", "tcp://127.0.0.1:40001", NULL);
    study_add_target(study, "udp", "udp://127.0.0.1:40002", NULL);
    study_add_target(study, "unix", "unix:/tmp/msgwire-x/socket", NULL);
    if (link) {
        strcpy(study->link.asked, "delay=10ms jitter=2ms loss=1%");
        study->link.measured = true;
        study->link.delay_ns = 10100000;
        study->link.jitter_ns = 1980000;
        study->link.loss = 0.0102;
    }
    for (size_t size = 0; size < sizes; size++) {
        study_add_size(study, bytes[size], NULL, NULL);
    }
    for (size_t round = 0; round < rounds; round++) {
        for (size_t size = 0; size < sizes; size++) {
            for (size_t target = 0; target < 3; target++) {
                struct sample_run run = {
                    .middle_ns = (link ? 20e6 : 11000) * factors[target] *
                                     (0.97 + 0.06 * sample_even(&chance)) +
                                 (double)bytes[size] * 1.1,
                    .spread = link ? 0.06 : 0.22,
                    .slow = target == 0 && link ? 0.02 : 0.003,
                    .slow_ns = link ? 2e8 : 90000,
                    .loss = link ? 0.02 : 0.0004 * (double)size,
                    .count = (uint64_t)(12000 / factors[target] *
                                        (0.99 + 0.02 * sample_even(&chance)) /
                                        (1 + (double)bytes[size] / 40000)),
                    .datagrams = target == 1,
                };

                sample_add(study, target, size, round,
                           sample_result(&chance, &run, bytes[size]));
            }
        }
    }
}

/* As sample_many without a link, in halves: the other is under load. */
static inline void sample_halves(struct study *study, size_t sizes,
                                 size_t rounds)
{
    struct study *busy;
    struct study other;

    sample_many(study, sizes, rounds, false);
    sample_many(&other, sizes, rounds, false);
    study->plan.connections = study->plan.depth = 1;
    busy = study_add_busy(study, 16, NULL);
    assert(busy != NULL);
    busy->plan.connections = 8;
    for (size_t i = 0; i < other.run_count; i++) {
        const struct study_run *run = &other.runs[i];
        struct bench_result *copy = study_result_new(NULL);

        assert(copy != NULL);
        bench_result_merge(copy, run->result);
        copy->answered *= 20;
        copy->completed = copy->answered;
        copy->sent *= 20;
        sample_add(busy, run->target, run->size, run->round, copy);
    }
    study_fini(&other);
}

/* One whose texts and counts are the worst there can be. */
static inline void sample_hostile(struct study *study)
{
    static const char script[] =
        "<script>alert(\"1\")</script>\x1b[2J\n\xff & 'quoted' \xe5\xa5\x97";
    struct bench_result *result = study_result_new(NULL);

    assert(result != NULL);
    sample_head(study);
    snprintf(study->host, sizeof(study->host), "%s", script);
    snprintf(study->plan.method, sizeof(study->plan.method), "%s", script);
    snprintf(study->link.asked, sizeof(study->link.asked), "%s", script);
    study_add_target(study, script, script, NULL);
    study_add_target(study, NULL,
                     "unix:/a/very/long/path/that/never/ends/and/goes/on/and/"
                     "on/and/on/and/on/and/on/until/it/is/too/long/socket",
                     NULL);
    study_add_size(study, 0, script, NULL);
    study_add_size(study, UINT64_MAX, NULL, NULL);
    result->runs = 1;
    result->elapsed_ns = 2000000000;
    result->sent = result->answered = UINT64_MAX / 2;
    result->completed = result->answered;
    result->errors = result->wrong = UINT64_MAX / 4;
    result->body_in = result->body_out = UINT64_MAX;
    result->client_cpu_ns = UINT64_MAX;
    mw_histogram_record_n(&result->latency, UINT64_MAX, 1000000);
    mw_histogram_record_n(&result->latency, 0, 1000000);
    snprintf(result->why, sizeof(result->why), "%s", script);
    sample_add(study, 0, 0, 0, result);
    result = study_result_new(NULL);
    assert(result != NULL);
    sample_add(study, 1, 1, 0, result);
}

#endif
