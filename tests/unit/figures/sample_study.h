/* Studies made up for tests: what was measured is what the test says. */
#ifndef SAMPLE_STUDY_H
#define SAMPLE_STUDY_H

#include "support.h"

#include "figures/study.h"

#include <stdio.h>
#include <string.h>

/* A study of these targets ("tcp", "udp", ...) and one size of 64 bytes. */
static inline void sample_study(struct study *study, const char *const *names,
                                size_t count)
{
    study_init(study);
    for (size_t i = 0; i < count; i++) {
        char url[64];

        snprintf(url, sizeof(url), "%.8s%s", names[i],
                 strcmp(names[i], "unix") == 0 ? ":/run/s" : "://[::1]:6749");
        assert_int_equal(study_add_target(study, names[i], url, NULL), MW_OK);
    }
    assert_int_equal(study_add_size(study, 64, NULL, NULL), MW_OK);
}

/* A run of one second that is added as the next round of its cell; what is
 * returned may be changed until the next call that looks at the cell. */
static inline struct bench_result *sample_result(uint64_t answered,
                                                 uint64_t latency_ns)
{
    struct bench_result *result = study_result_new(NULL);

    assert_non_null(result);
    result->runs = 1;
    result->elapsed_ns = 1000000000;
    result->sent = answered;
    result->answered = result->completed = answered;
    mw_histogram_record_n(&result->latency, latency_ns, answered);
    mw_histogram_record_n(&result->service, latency_ns, answered);
    return result;
}

static inline void sample_add(struct study *study, size_t target, size_t size,
                              size_t round, struct bench_result *result)
{
    struct study_run run = {target, size, round, result};

    assert_int_equal(study_add_run(study, &run, NULL), MW_OK);
}

#endif
