#include "bench/tally.h"

enum {
    ENOUGH = 10,           /* answers of an interval that have a median */
    UNSENT_STEPS = 100000, /* they are told apart by so many parts of time */
};

static void reset(struct tally *tally, uint64_t now_ns)
{
    tally->moment = (struct bench_moment){.at_ns = now_ns};
    mw_histogram_reset(&tally->latency);
    mw_histogram_reset(&tally->service);
    mw_histogram_reset(&tally->lag);
}

enum mw_status tally_init(struct tally *tally, struct bench_result *result,
                          uint64_t now_ns, struct mw_error *err)
{
    struct mw_histogram *const histograms[] = {&tally->latency, &tally->service,
                                               &tally->lag};
    enum mw_status rc = MW_OK;

    *tally = (struct tally){.result = result, .began_ns = now_ns};
    for (size_t i = 0; i < 3 && rc == MW_OK; i++) {
        rc = mw_histogram_init(histograms[i], err);
    }
    if (rc != MW_OK) {
        tally_fini(tally);
        return rc;
    }
    reset(tally, now_ns);
    return MW_OK;
}

void tally_fini(struct tally *tally)
{
    mw_histogram_fini(&tally->latency);
    mw_histogram_fini(&tally->service);
    mw_histogram_fini(&tally->lag);
}

void tally_begin(struct tally *tally, uint64_t now_ns)
{
    tally->measuring = true;
    tally->began_ns = now_ns;
    reset(tally, now_ns);
}

static uint64_t quantile_if(const struct mw_histogram *histogram, double at)
{
    return mw_histogram_supports(histogram, at) ? mw_histogram_at(histogram, at)
                                                : 0;
}

/* Closed: each was sent when it was due. */
static void add_times(struct tally *tally)
{
    struct bench_result *result = tally->result;

    mw_histogram_merge(&result->latency, &tally->latency);
    mw_histogram_merge(&result->service,
                       tally->open ? &tally->service : &tally->latency);
    mw_histogram_merge(&result->lag, &tally->lag);
}

void tally_close_moment(struct tally *tally, uint64_t now_ns,
                        struct bench_moment *moment)
{
    struct bench_result *result = tally->result;

    *moment = tally->moment;
    moment->length_ns = now_ns - moment->at_ns;
    moment->at_ns -= tally->began_ns;
    if (moment->answered >= ENOUGH) {
        moment->p50_ns = mw_histogram_at(&tally->latency, 0.5);
        moment->p99_ns = quantile_if(&tally->latency, 0.99);
    }
    if (tally->measuring) {
        add_times(tally);
        result->answered += moment->answered;
        result->completed += tally->over ? 0 : moment->answered;
    }
    if (tally->measuring && !tally->over && moment->length_ns > 0) {
        bench_result_add_moment(result, moment);
    }
    reset(tally, now_ns);
}

void tally_end(struct tally *tally, uint64_t now_ns)
{
    struct bench_moment last;

    if (now_ns < tally->moment.at_ns) {
        now_ns = tally->moment.at_ns;
    }
    tally_close_moment(tally, now_ns, &last);
    tally->result->elapsed_ns = now_ns - tally->began_ns;
    tally->over = true;
}

void tally_unsent(struct tally *tally, uint64_t count, uint64_t first_due_ns,
                  uint64_t end_ns)
{
    uint64_t steps = count < UNSENT_STEPS ? count : UNSENT_STEPS;
    double each = steps == 0 ? 0 : (double)count / (double)steps;
    double late = (double)(end_ns - first_due_ns);
    uint64_t told = 0;

    for (uint64_t i = 0; i < steps; i++) {
        uint64_t until =
            i + 1 == steps ? count : (uint64_t)(each * (double)(i + 1));
        double part = (double)i / (double)steps;

        mw_histogram_record_n(&tally->result->latency,
                              (uint64_t)(late * (1 - part)), until - told);
        told = until;
    }
}
