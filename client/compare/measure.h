/* Measuring: the runs of a study, made one after another in their order. What
 * goes wrong with one target is said once, and the others go on. */
#ifndef CLIENT_COMPARE_MEASURE_H
#define CLIENT_COMPARE_MEASURE_H

#include "bench/plan.h"
#include "bench/workload.h"
#include "command.h"
#include "compare/stage.h"
#include "compare/sweep.h"
#include "compare/targets.h"
#include "figures/study.h"
#include "pictures/live.h"
#include "signals.h"

/* What is to be measured. */
struct measure_wish {
    char **targets; /* as typed */
    size_t target_count;
    const char *sizes; /* of the payload; NULL: messages are as values say */
    bool sweeps;       /* each size is measured for itself */
    size_t rounds;
    bool halves; /* see struct study: latency from one request at a time */
};

struct measure {
    const struct job *job;
    size_t rounds;
    bool sweeps; /* each size is measured for itself */
    struct targets targets;
    struct measure_target {
        bool gone;     /* it is not measured any more */
        uint32_t said; /* what was said of it: a bit for each status */
    } states[TARGETS_MAX];
    struct workload workloads[SWEEP_MAX]; /* one of each size */
    size_t workload_count;
    struct stage stage;
    struct study study;
    struct live live;
    uint64_t left_ns;      /* of the runs that follow */
    enum mw_status status; /* of the first target that failed */
    bool hears;            /* there is a loop, on which signals come */
    uv_loop_t uv;
    struct signals signals;
};

/* Reads what was typed, and starts a server of our own if one is needed. Gives;
 * measure_close takes it back, also after an error.
 *
 * Returns MW_OK; MW_EINVAL and others with a sentence. */
enum mw_status measure_open(struct measure *measure, const struct job *job,
                            const struct measure_wish *wish,
                            struct mw_error *err);

/* Makes all runs, unless a signal comes: the study has what was measured, the
 * measure how it went.
 *
 * Returns MW_OK; MW_ENOMEM. */
enum mw_status measure_all(struct measure *measure, struct mw_error *err);

/* Makes one run of the first target by a schedule of this rate, and adds it to
 * nothing. Gives its result: study_result_free.
 *
 * Returns NULL if there is nothing to tell: err->status is MW_ENOMEM, or MW_OK
 * and measure->status says why. */
struct bench_result *measure_try(struct measure *measure, uint64_t rate,
                                 struct mw_error *err);

/* Returns false if a signal has come. */
bool measure_goes_on(struct measure *measure);

void measure_close(struct measure *measure);

#endif
