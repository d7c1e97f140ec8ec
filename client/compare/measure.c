#include "compare/measure.h"

#include "bench/run.h"
#include "compare/fitting.h"
#include "compare/rounds.h"

#include <stdio.h>

enum { END_MS = 200 }; /* what has closed its sockets may be about to end */

static const uint64_t PATIENCE_LEAST_NS = 50000000;

/* --- what is said --- */

/* Says something of a target, and of one size unless that is "". */
static void say(const struct measure *measure, size_t target, const char *size,
                const char *sentence)
{
    const struct report *report = &measure->job->report;
    const struct report of_target = {
        .verb = report->verb,
        .where = measure->targets.count == 1
                     ? measure->targets.at[target].text
                     : measure->study.targets[target].name,
        .quiet = report->quiet,
        .colour = report->colour,
        .progress = report->progress,
    };
    struct mw_error text;

    mw_error_set(&text, MW_OK, "%s", sentence);
    if (*size != '\0') {
        mw_error_prefix(&text, "size %s", size);
    }
    report_say(&of_target, mw_text(text.text));
}

static void note_status(struct measure *measure, enum mw_status status)
{
    measure->status = measure->status == MW_OK ? status : measure->status;
}

/* The same kind of fault of a target is said once, not in each round. */
static void note_fault(struct measure *measure, const struct rounds_run *run,
                       const struct mw_error *why)
{
    struct measure_target *state = &measure->states[run->target];
    uint32_t kind = UINT32_C(1) << -why->status;
    bool of_size = !state->gone && measure->study.size_count > 1;

    note_status(measure, why->status);
    if ((state->said & kind) == 0) {
        state->said |= kind;
        say(measure, run->target,
            of_size ? measure->study.sizes[run->size].text : "", why->text);
    }
}

/* What several targets share is gone: that is said once. */
static void note_stage(struct measure *measure, const struct mw_error *why)
{
    note_status(measure, why->status);
    for (size_t i = 0; i < measure->targets.count; i++) {
        measure->states[i].gone |= measure->targets.at[i].own;
    }
    report_say(&measure->job->report, mw_text(why->text));
}

/* --- one run --- */

/* Nothing is ever split: where no message of a size fits there is no run. */
static bool fits(struct measure *measure, const struct rounds_run *run)
{
    bool of_one_size =
        measure->sweeps && measure->study.sizes[run->size].bytes > 0;
    struct mw_error why;

    if (!of_one_size ||
        fitting_check(&measure->targets.at[run->target].link,
                      measure->job->opt->max_frame, "message",
                      workload_largest(&measure->workloads[run->size]),
                      &why) == MW_OK) {
        return true;
    }
    note_fault(measure, run, &why);
    return false;
}

static void on_moment(void *data, const struct bench_moment *moment,
                      uint64_t left_ns, bool warming)
{
    struct measure *measure = data;

    live_moment(&measure->live, moment,
                left_ns == UINT64_MAX ? left_ns : left_ns + measure->left_ns,
                warming);
}

static int on_came(void *data)
{
    struct measure *measure = data;

    (void)measure_goes_on(measure);
    return measure->signals.came;
}

static void begin_live(struct measure *measure, const struct rounds_run *run)
{
    const struct study_target *target = &measure->study.targets[run->target];
    const struct live_run shown = {
        .name = target->name,
        .size = measure->study.sizes[run->size].bytes,
        .round = run->round + 1,
        .rounds = measure->rounds,
        .one_way = measure->job->opt->notify,
        .datagrams = target->datagrams,
    };

    live_begin(&measure->live, &shown);
}

/* What went wrong in a run, if anything did: nothing is expected of a target
 * to which no connection stands. */
static void judge(struct measure *measure, const struct rounds_run *run,
                  const struct bench_result *result)
{
    struct measure_target *state = &measure->states[run->target];
    struct mw_error why = {.status = result->status};

    if (result->interrupted != 0) {
        return;
    }
    if (measure->targets.at[run->target].own &&
        stage_check(&measure->stage, result->closed > 0 ? END_MS : 0, &why) !=
            MW_OK) {
        note_stage(measure, &why);
        return;
    }
    snprintf(why.text, sizeof(why.text), "%s", result->why);
    state->gone = result->answered == 0 && result->connect_failed > 0;
    if (why.status == MW_OK && result->elapsed_ns > 0 && result->sent == 0) {
        mw_error_set(&why, MW_ETIMEOUT,
                     "nothing could be sent: no answer came to what was in "
                     "flight before");
    }
    if (why.status != MW_OK) {
        note_fault(measure, run, &why);
    }
}

/* A lost datagram between us and our own server is not on its way: it is given
 * up soon, so that it does not hold up what follows; but not sooner than a busy
 * host may take to answer. */
static uint64_t patience_of(const struct measure *measure, size_t target)
{
    const struct options *opt = measure->job->opt;

    uint64_t patience_ns = opt->duration_ns / 4;

    if (opt->timeout_ns > 0 || opt->link != NULL || opt->duration_ns == 0 ||
        !measure->targets.at[target].own ||
        !measure->study.targets[target].datagrams) {
        return 0;
    }
    return patience_ns < PATIENCE_LEAST_NS ? PATIENCE_LEAST_NS : patience_ns;
}

/* The host's own jitter takes time to measure: once in each round. */
static bool begins_round(const struct measure *measure,
                         const struct rounds_run *run)
{
    return run->size == 0 && run->target == run->round % measure->targets.count;
}

static void plan_of(const struct measure *measure, const struct rounds_run *run,
                    const struct study *half, struct bench_plan *plan)
{
    uint64_t patience_ns = patience_of(measure, run->target);

    bench_plan_read(plan, measure->job->opt,
                    half->targets[run->target].datagrams);
    plan->workload = &measure->workloads[run->size];
    plan->connections = half->plan.connections;
    plan->depth = half->plan.depth;
    plan->rate = half->plan.rate;
    plan->server_pid =
        measure->targets.at[run->target].own ? measure->stage.own.pid : 0;
    plan->jitter = begins_round(measure, run) && half == &measure->study;
    plan->timeout_ns = patience_ns > 0 ? patience_ns : plan->timeout_ns;
}

/* Makes a run. Gives its result; NULL if it says nothing, or there is no memory
 * for it: then `err` is set. */
static struct bench_result *make(struct measure *measure,
                                 const struct rounds_run *run,
                                 const struct study *half, struct mw_error *err)
{
    const struct bench_watch watch = {
        .on_moment = on_moment, .came = on_came, .data = measure};
    struct bench_result *result = study_result_new(err);
    struct mw_error why = {.status = MW_OK};
    struct bench_plan plan;

    if (result == NULL) {
        return NULL;
    }
    plan_of(measure, run, half, &plan);
    begin_live(measure, run);
    if (bench_run(&plan, &measure->targets.at[run->target].link, &watch, result,
                  &why) != MW_OK) {
        bench_result_blame(result, &why);
    }
    judge(measure, run, result);
    if (result->elapsed_ns == 0) {
        study_result_free(result);
        return NULL;
    }
    return result;
}

/* One half of a run. */
static enum mw_status run_half(struct measure *measure,
                               const struct rounds_run *run, struct study *half,
                               struct mw_error *err)
{
    struct study_run made = {run->target, run->size, run->round, NULL};

    err->status = MW_OK;
    made.result = make(measure, run, half, err);
    return made.result == NULL ? err->status : study_add_run(half, &made, err);
}

/* --- all runs --- */

/* The time of halves that follow, about. */
static uint64_t time_of(const struct measure *measure, size_t halves)
{
    const struct options *opt = measure->job->opt;

    return halves * (opt->warmup_ns + opt->duration_ns);
}

bool measure_goes_on(struct measure *measure)
{
    uv_run(&measure->uv, UV_RUN_NOWAIT);
    return measure->signals.came == 0;
}

static enum mw_status run_one(struct measure *measure,
                              const struct rounds_run *run, size_t left,
                              struct mw_error *err)
{
    struct study *halves[] = {&measure->study, measure->study.busy};
    size_t count = measure->study.busy == NULL ? 1 : 2;
    enum mw_status rc = MW_OK;

    for (size_t i = 0; i < count && rc == MW_OK; i++) {
        measure->left_ns = time_of(measure, left * count + count - 1 - i);
        if (measure_goes_on(measure) && !measure->states[run->target].gone) {
            rc = run_half(measure, run, halves[i], err);
        }
    }
    return rc;
}

enum mw_status measure_all(struct measure *measure, struct mw_error *err)
{
    const struct rounds rounds = {measure->rounds, measure->study.size_count,
                                  measure->targets.count};
    size_t count = rounds_count(&rounds);
    enum mw_status rc = MW_OK;

    for (size_t i = 0; i < count && rc == MW_OK && measure_goes_on(measure);
         i++) {
        struct rounds_run run = rounds_at(&rounds, i);
        if (!measure->states[run.target].gone && fits(measure, &run)) {
            rc = run_one(measure, &run, count - 1 - i, err);
        }
    }
    live_end(&measure->live);
    stage_tell(&measure->stage, &measure->study.link);
    return rc;
}

struct bench_result *measure_try(struct measure *measure, uint64_t rate,
                                 struct mw_error *err)
{
    const struct rounds_run run = {.round = 0};

    err->status = MW_OK;
    measure->study.plan.rate = rate;
    measure->left_ns = 0;
    return make(measure, &run, &measure->study, err);
}

void measure_close(struct measure *measure)
{
    stage_close(&measure->stage);
    if (measure->hears) {
        measure_goes_on(measure); /* the last one may not have been heard */
        signals_close(&measure->signals);
        uv_run(&measure->uv, UV_RUN_DEFAULT);
        uv_loop_close(&measure->uv);
    }
    for (size_t i = 0; i < measure->workload_count; i++) {
        workload_fini(&measure->workloads[i]);
    }
    study_fini(&measure->study);
}
