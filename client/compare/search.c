#include "compare/search.h"

enum { RUNS_MOST = 60 };

static const uint64_t FIRST = 1000;
static const uint64_t RATE_MOST = 1000000000;
static const double PRECISION = 0.05;

/* What no run can tell is never kept, and never missed either. */
static enum mw_status check_telling(const struct gate *promise,
                                    const struct options *opt,
                                    struct mw_error *err)
{
    double needs = metric_needs(promise->metric);

    if (opt->notify && !metric_facts(promise->metric)->of_load) {
        return mw_error_set(err, MW_EINVAL,
                            "\"%s\": nothing answers notifications: expected "
                            "no latency with --notify",
                            promise->text);
    }
    if (opt->count > 0 && (double)opt->count < needs) {
        return mw_error_set(
            err, MW_EINVAL,
            "\"%s\": expected --count of at least %.0f, to tell "
            "it",
            promise->text, needs);
    }
    return MW_OK;
}

enum mw_status search_open(struct search *search, const struct options *opt,
                           struct mw_error *err)
{
    enum mw_status rc = gate_promise(&search->promise, opt->find_max, err);

    if (rc == MW_OK) {
        rc = check_telling(&search->promise, opt, err);
    }
    if (rc != MW_OK) {
        mw_error_prefix(err, "--find-max");
        return rc;
    }
    climb_init(&search->climb,
               &(struct climb_rules){
                   .first = opt->rate > 0 ? opt->rate : FIRST,
                   .least = climb_least(&search->promise, opt->duration_ns),
                   .most = RATE_MOST,
                   .precision = PRECISION,
                   .runs_most = RUNS_MOST,
               });
    return MW_OK;
}

static enum mw_status climb_on(struct search *search, struct measure *measure,
                               struct mw_error *err)
{
    struct climb *climb = &search->climb;

    while (climb_goes_on(climb) && measure_goes_on(measure)) {
        struct bench_result *result = measure_try(measure, climb->rate, err);
        if (result == NULL) {
            return err->status;
        }
        if (result->interrupted == 0) {
            climb_tell(climb, climb_judge(&search->promise, result));
        }
        study_result_free(result);
    }
    return MW_OK;
}

enum mw_status search_run(struct search *search, struct measure *measure,
                          struct mw_error *err)
{
    const struct climb *climb = &search->climb;
    enum mw_status rc = climb_on(search, measure, err);

    if (rc != MW_OK || climb->low + climb->high == 0) {
        return rc;
    }
    measure->study.plan.rate = climb->low > 0 ? climb->low : climb->high;
    return measure_all(measure, err);
}

bool search_has_found(const struct search *search)
{
    return search->climb.low > 0;
}
