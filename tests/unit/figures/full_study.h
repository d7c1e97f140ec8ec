/* A study that has something of everything, for the files that keep it. */
#ifndef FULL_STUDY_H
#define FULL_STUDY_H

#include "sample_study.h"

#include "figures/fields.h"
#include "figures/study_json.h"

#include <stdio.h>

static inline struct bench_result *full_result(uint64_t seed)
{
    struct bench_result *result = sample_result(20000, 25000 + seed);
    uint64_t next = 1000 * seed;

    for (const struct field *f = fields_of_result; f->name != NULL; f++) {
        field_set(f, result, ++next);
    }
    for (const struct field *f = fields_of_datagrams; f->name != NULL; f++) {
        field_set(f, result, ++next);
    }
    if (seed == 4) {
        result->server_cpu_known = result->datagrams.there_known = false;
        result->server_cpu_ns = result->datagrams.dropped_there = 0;
    }
    result->sent = 20100;
    result->answered = result->completed = 20000;
    result->elapsed_ns = 1000000000;
    mw_histogram_record_n(&result->latency, 1234567, 30);
    mw_histogram_record(&result->latency, 98765432);
    mw_histogram_record(&result->lag, UINT64_MAX);
    result->generator_limited = seed % 2 == 0;
    for (uint64_t i = 0; i < 3; i++) {
        struct bench_moment moment = {.at_ns = 100000000 * i,
                                      .length_ns = 100000000,
                                      .sent = 10 + i,
                                      .answered = 9,
                                      .failed = 1,
                                      .lost = 2,
                                      .p50_ns = 30000 + i,
                                      .p99_ns = 50000};

        result->moments[result->moment_count++] = moment;
    }
    snprintf(result->why, sizeof(result->why), "the peer said \"%u\"",
             (unsigned)seed);
    return result;
}

/* Two targets, two sizes, two rounds; a link, and names that need care. */
static inline void full_study(struct study *study)
{
    static const char *const names[] = {"tcp", "udp"};

    sample_study(study, names, 2);
    snprintf(study->targets[1].name, STUDY_NAME, "udp, \"quoted\"");
    assert_int_equal(study_add_size(study, 0, "64..1400", NULL), MW_OK);
    snprintf(study->program, sizeof(study->program), "msgwire 1.2.3");
    snprintf(study->host, sizeof(study->host), "Linux, 2 processors");
    study->plan = (struct study_plan){"echo", 8,     16, 5000, 1000000000,
                                      0,      50000, 7,  42,   false};
    study->link = (struct study_link){.asked = "delay=10ms loss=1%",
                                      .congestion = "cubic",
                                      .measured = true,
                                      .delay_ns = 10100000,
                                      .jitter_ns = 20000,
                                      .loss = 0.0098,
                                      .reorder = 0.25,
                                      .refused = 0.125,
                                      .missed = 0.5,
                                      .rate_bits = 8000000};
    for (size_t i = 0; i < 8; i++) {
        sample_add(study, i % 2, i / 2 % 2, i / 4, full_result(i + 1));
    }
}

/* As JSON; the caller frees it. */
static inline struct mw_buffer full_json(const struct study *study)
{
    struct mw_buffer out = {0};

    assert_int_equal(study_json_write(study, &out, NULL), MW_OK);
    return out;
}

#endif
