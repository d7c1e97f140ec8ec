#include "bench/plan.h"

#include "bench/sizes.h"
#include "bench/workload.h"
#include "input/values.h"
#include "options.h"

#define SECONDS(n) ((uint64_t)(n)*1000000000u)

/* Lost datagrams are not waited for as long as an answer that must come. */
static uint64_t timeout_of(const struct options *opt, bool datagrams)
{
    return opt->timeout_ns > 0 ? opt->timeout_ns : SECONDS(datagrams ? 1 : 5);
}

void bench_plan_read(struct bench_plan *plan, const struct options *opt,
                     bool datagrams)
{
    *plan = (struct bench_plan){
        .connections = opt->connections,
        .depth = opt->depth,
        .rate = opt->rate,
        .duration_ns = opt->duration_ns,
        .count = opt->count,
        .warmup_ns = opt->warmup_ns,
        .timeout_ns = timeout_of(opt, datagrams),
        .wait_ns = opt->wait_ns,
        .max_frame = opt->max_frame,
        .notify = opt->notify,
        .jitter = true,
    };
    if (plan->count == 0 && plan->duration_ns == 0) {
        plan->duration_ns = SECONDS(5);
    }
}

enum mw_status bench_plan_check(const struct bench_plan *plan,
                                struct mw_error *err)
{
    if (plan->connections * plan->depth > BENCH_FLIGHTS_MAX) {
        return mw_error_set(err, MW_EINVAL,
                            "--connections %llu --depth %llu: expected at most "
                            "%d requests in flight together",
                            (unsigned long long)plan->connections,
                            (unsigned long long)plan->depth, BENCH_FLIGHTS_MAX);
    }
    return MW_OK;
}

/* Each on its own first, so that its name can stand in front. */
static enum mw_status check_words(const struct options *opt,
                                  struct mw_error *err)
{
    char shown[MW_EXCERPT];
    struct sizes sizes;
    enum mw_status rc = MW_OK;

    if (opt->method != NULL) {
        rc = values_method(opt->method, err);
        if (rc != MW_OK) {
            mw_error_prefix(err, "--method");
        }
    }
    if (rc == MW_OK && opt->sizes != NULL) {
        rc = sizes_read(&sizes, mw_text(opt->sizes), err);
        if (rc != MW_OK) {
            mw_error_prefix(err, "--size %s",
                            mw_excerpt(mw_text(opt->sizes), shown));
        }
    }
    return rc;
}

enum mw_status bench_plan_workload(const struct options *opt,
                                   struct workload *workload,
                                   struct mw_error *err)
{
    const struct workload_rules rules = {
        .method = opt->method,
        .values = opt->load.items,
        .value_count = (int)opt->load.count,
        .sizes = opt->sizes,
        .seed = opt->seed,
        .notify = opt->notify,
    };
    enum mw_status rc = check_words(opt, err);

    if (rc == MW_OK) {
        rc = workload_open(workload, &rules, err);
        if (rc != MW_OK) {
            mw_error_prefix(err, "--value");
        }
    }
    return rc;
}
