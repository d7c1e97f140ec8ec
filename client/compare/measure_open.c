#include "compare/measure.h"

#include "bench/sizes.h"
#include "compare/fitting.h"

#include <msgwire/version.h>

#include <stdio.h>
#include <sys/utsname.h>
#include <unistd.h>

/* Messages of one size; of several if `bytes` is 0.
 *
 * sizes  of the payload; NULL: as the values say. */
static enum mw_status add_workload(struct measure *measure, const char *sizes,
                                   uint64_t bytes, struct mw_error *err)
{
    struct workload *workload = &measure->workloads[measure->workload_count];
    struct options opt = *measure->job->opt;
    enum mw_status rc;

    opt.sizes = sizes;
    measure->workload_count++;
    rc = bench_plan_workload(&opt, workload, err);
    return rc != MW_OK ? rc
                       : study_add_size(&measure->study, bytes,
                                        sizes == NULL ? "" : sizes, err);
}

/* The size that all payloads have; 0 if they do not. */
static uint64_t bytes_of(const char *text)
{
    struct sizes sizes;

    return text != NULL && sizes_read(&sizes, mw_text(text), NULL) == MW_OK &&
                   sizes.count == 1 && sizes.parts[0].span == 1
               ? sizes.largest
               : 0;
}

/* What is asked for is asked of each target alike. */
static enum mw_status check_plan(const struct options *opt,
                                 struct mw_error *err)
{
    struct bench_plan plan;

    bench_plan_read(&plan, opt, false);
    return bench_plan_check(&plan, err);
}

/* Of several targets each is told what does not fit; for the only one a payload
 * that never does is refused before anything is made of it. */
static enum mw_status check_payload(const struct measure *measure,
                                    const char *sizes, struct mw_error *err)
{
    char shown[MW_EXCERPT];
    size_t len = measure->workloads[0].params.drawn;

    if (measure->targets.count > 1 ||
        fitting_check(&measure->targets.at[0].link,
                      measure->job->opt->max_frame, "payload", len,
                      err) == MW_OK) {
        return MW_OK;
    }
    if (sizes != NULL) {
        mw_error_prefix(err, "--size %s", mw_excerpt(mw_text(sizes), shown));
    } else if (measure->job->opt->load.count > 0) {
        mw_error_prefix(err, "--value");
    }
    return err->status = MW_EINVAL;
}

static enum mw_status open_workloads(struct measure *measure,
                                     const struct measure_wish *wish,
                                     struct mw_error *err)
{
    struct sweep sweep;
    enum mw_status rc;

    if (!wish->sweeps) {
        rc = add_workload(measure, wish->sizes, bytes_of(wish->sizes), err);
        return rc != MW_OK ? rc : check_payload(measure, wish->sizes, err);
    }
    rc = sweep_read(&sweep, wish->sizes, err);
    if (rc != MW_OK) {
        mw_error_prefix(err, "--sizes %.80s", wish->sizes);
    }
    for (size_t i = 0; rc == MW_OK && i < sweep.count; i++) {
        rc = add_workload(measure, sweep.at[i].text, sweep.at[i].bytes, err);
    }
    return rc;
}

/* More runs than a study holds are found before any is made. */
static enum mw_status check_rounds(const struct measure *measure,
                                   struct mw_error *err)
{
    size_t cells = measure->targets.count * measure->study.size_count;

    return measure->rounds * cells <= STUDY_RUNS_MAX
               ? MW_OK
               : mw_error_set(err, MW_EINVAL,
                              "--rounds %zu: expected at most %zu for %zu "
                              "targets of %zu sizes",
                              measure->rounds, STUDY_RUNS_MAX / cells,
                              measure->targets.count,
                              measure->study.size_count);
}

static void describe(struct study *study, const struct options *opt)
{
    struct utsname host;

    snprintf(study->program, sizeof(study->program), "msgwire %s",
             mw_version());
    if (uname(&host) == 0) {
        snprintf(study->host, sizeof(study->host), "%.60s %.60s %.60s",
                 host.sysname, host.release, host.machine);
    }
    snprintf(study->plan.method, sizeof(study->plan.method), "%s",
             opt->method == NULL ? "echo" : opt->method);
    study->plan.connections = opt->connections;
    study->plan.depth = opt->depth;
    study->plan.rate = opt->rate;
    study->plan.duration_ns = opt->duration_ns;
    study->plan.count = opt->count;
    study->plan.warmup_ns = opt->warmup_ns;
    study->plan.timeout_ns = opt->timeout_ns;
    study->plan.seed = opt->seed;
    study->plan.notify = opt->notify;
}

/* One request at a time, and by itself as many as were asked for. */
static enum mw_status part_halves(struct measure *measure, struct mw_error *err)
{
    struct study_plan *plan = &measure->study.plan;
    uint64_t connections = plan->connections, depth = plan->depth;

    if (connections * depth == 1) {
        return MW_OK;
    }
    plan->connections = plan->depth = 1;
    if (study_add_busy(&measure->study, depth, err) == NULL) {
        return MW_ENOMEM;
    }
    measure->study.busy->plan.connections = connections;
    return MW_OK;
}

/* Their names and addresses, as those of a server of our own are known now. */
static enum mw_status add_targets(struct measure *measure, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    for (size_t i = 0; rc == MW_OK && i < measure->targets.count; i++) {
        const struct target *target = &measure->targets.at[i];
        char url[MW_LINK_TEXT];
        rc = study_add_target(&measure->study, target->name,
                              mw_link_invite(&target->link, url), err);
    }
    return rc;
}

/* What came is looked at between runs. */
static void on_signal(void *data, int number)
{
    (void)data;
    (void)number;
}

static enum mw_status hear_signals(struct measure *measure,
                                   struct mw_error *err)
{
    int failed = uv_loop_init(&measure->uv);

    if (failed != 0) {
        return mw_error_set(err, MW_ESYSTEM, "no event loop: %s",
                            uv_strerror(failed));
    }
    measure->hears = true;
    signals_open(&measure->signals, &measure->uv, on_signal, measure);
    return MW_OK;
}

enum mw_status measure_open(struct measure *measure, const struct job *job,
                            const struct measure_wish *wish,
                            struct mw_error *err)
{
    enum mw_status rc;

    *measure = (struct measure){
        .job = job, .rounds = wish->rounds, .sweeps = wish->sweeps};
    study_init(&measure->study);
    live_init(&measure->live, job->report.progress,
              screen_wants_colour(STDERR_FILENO, job->report.colour)
                  ? &job->colours
                  : NULL);
    describe(&measure->study, job->opt);
    rc = targets_read(&measure->targets, wish->targets, wish->target_count,
                      job->opt, err);
    if (rc == MW_OK) {
        rc = check_plan(job->opt, err);
    }
    if (rc == MW_OK) {
        rc = open_workloads(measure, wish, err);
    }
    if (rc == MW_OK) {
        rc = check_rounds(measure, err);
    }
    if (rc == MW_OK) {
        rc = hear_signals(measure, err);
    }
    if (rc == MW_OK) {
        rc = stage_open(&measure->stage, &measure->targets, job->opt, err);
    }
    if (rc == MW_OK) {
        rc = add_targets(measure, err);
    }
    return rc == MW_OK && wish->halves ? part_halves(measure, err) : rc;
}
