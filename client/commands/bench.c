/* bench: one plan against one address, measured. */
#include "address.h"
#include "bench/run.h"
#include "bench/workload.h"
#include "command.h"
#include "output/output.h"
#include "signals.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct bench {
    struct mw_link link;
    struct bench_plan plan;
    struct workload workload;
    struct bench_result result;
};

static enum mw_status read_words(struct bench *bench, const struct job *job,
                                 struct mw_error *err)
{
    const struct options *opt = job->opt;
    enum mw_status rc =
        address_read(job->words[0], MW_LINK_DIALS, opt, &bench->link, err);

    if (rc == MW_OK) {
        bench_plan_read(&bench->plan, opt,
                        bench->link.endpoint.scheme == MW_UDP);
        bench->plan.workload = &bench->workload;
        rc = bench_plan_check(&bench->plan, err);
    }
    return rc == MW_OK ? bench_plan_workload(opt, &bench->workload, err) : rc;
}

static const char *times_of(const struct mw_histogram *times, char out[160])
{
    snprintf(out, 160, "p50 %.1fus, p90 %.1fus, p99 %.1fus, max %.1fus",
             (double)mw_histogram_at(times, 0.5) / 1e3,
             (double)mw_histogram_at(times, 0.9) / 1e3,
             (double)mw_histogram_at(times, 0.99) / 1e3,
             (double)mw_histogram_max(times) / 1e3);
    return out;
}

/* One line; what is not known, or was not, is left out. */
static enum mw_status print_result(const struct bench_result *result,
                                   struct mw_error *err)
{
    struct output out = {.fd = STDOUT_FILENO};
    char line[320], times[160];
    enum mw_status rc;

    snprintf(line, sizeof(line),
             "%.0f a second: %llu sent, %llu answered, %llu failed%s%s\n",
             bench_result_rate(result), (unsigned long long)result->sent,
             (unsigned long long)result->answered,
             (unsigned long long)bench_result_failed(result),
             result->latency.count > 0 ? "; " : "",
             result->latency.count > 0 ? times_of(&result->latency, times)
                                       : "");
    rc = mw_buffer_append(&out.buffer, mw_text(line));
    rc = rc == MW_OK ? output_flush(&out, err)
                     : mw_error_set(err, rc, "no memory for the report");
    mw_buffer_fini(&out.buffer);
    return rc;
}

/* What was measured is printed whatever happened meanwhile; what happened is
 * the status. */
static enum mw_status measure(struct bench *bench, struct mw_error *err)
{
    struct bench_result *result = &bench->result;
    enum mw_status rc =
        bench_run(&bench->plan, &bench->link, NULL, result, err);

    if (rc == MW_OK && result->elapsed_ns > 0) {
        rc = print_result(result, err);
    }
    if (rc == MW_OK && result->status != MW_OK) {
        rc = mw_error_set(err, result->status, "%s", result->why);
    }
    signals_heed(&(struct signals){.came = result->interrupted});
    return rc;
}

static enum mw_status run(const struct job *job, struct mw_error *err)
{
    struct bench *bench = calloc(1, sizeof(*bench));
    enum mw_status rc;

    if (bench == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for a measurement");
    }
    rc = bench_result_init(&bench->result, err);
    if (rc == MW_OK) {
        rc = read_words(bench, job, err);
    }
    if (rc == MW_OK) {
        rc = measure(bench, err);
    }
    workload_fini(&bench->workload);
    bench_result_fini(&bench->result);
    free(bench);
    return rc;
}

static const struct mw_option bench_options[] = {
    OPTION_SIZES(
        "the payload that is the one parameter, in bytes: 64, 64-1500, "
        "or 64:90,1400:10 with weights"),
    OPTIONS_LOAD,
    OPTIONS_ADDRESS,
    OPTION_BIND,
    OPTIONS_END,
};

const struct command command_bench = {
    .name = "bench",
    .group = GROUP_MEASURE,
    .words = "URL",
    .summary = "measures how fast a server answers, and what goes wrong",
    .about =
        (const char *const[]){
            "Without --rate the loop is closed: each answer is followed by the "
            "next request, and a server that stalls is asked less. With --rate "
            "it is open: messages are sent when they are due, whatever comes "
            "back, and latency counts from then, so that a stall is seen as "
            "everyone who waited saw it.",
            "Answers of echo and ping are compared with what was sent. What "
            "goes wrong is counted, the first of it said, and makes the "
            "status; a datagram that is lost is a finding and no fault.",
            NULL,
        },
    .options = bench_options,
    .defaults = &options_load,
    .words_min = 1,
    .words_max = 1,
    .exits = EXITS_NETWORK,
    .examples =
        (const char *const[]){
            "msgwire bench tcp://127.0.0.1:6749 --connections 50 --depth 16",
            "msgwire bench udp://127.0.0.1:6749 --rate 10k --duration 10s",
            "msgwire bench :6749 --method upper --value 'user-{{seq}}'",
            NULL,
        },
    .run = run,
};
