#include "pictures/report_part.h"

#include "pictures/bars.h"
#include "pictures/facts.h"
#include "pictures/fit.h"

#include <msgwire/digits.h>

#include <math.h>
#include <stdio.h>

enum {
    NAME = 8, /* columns of what a number is */
    TIME = 7, /* of a time */
    BAR_LEAST = 8,
    BAR_MOST = 60,
    COUNT = 13, /* of a count */
};

static const enum metric percentiles[] = {
    METRIC_P50, METRIC_P90, METRIC_P99, METRIC_P999, METRIC_P9999, METRIC_MAX};

enum { PERCENTILES = sizeof(percentiles) / sizeof(percentiles[0]) };

/* --- lines --- */

/* Where what a label names begins: beside it, or in a narrow page below. */
static size_t indent_of(const struct report_page *page)
{
    return page->width >= 60 ? REPORT_LABEL : 2;
}

static void put_near_label(const struct report_page *page, const char *label)
{
    mw_pen_put(page->pen, MW_INK_TITLE, mw_text(label));
    if (indent_of(page) < REPORT_LABEL) {
        mw_pen_newline(page->pen);
    }
}

/* The same, apart from what is above. */
static void put_label(const struct report_page *page, const char *label)
{
    mw_pen_newline(page->pen);
    put_near_label(page, label);
}

/* Words on as many lines as they need, behind the label's column. */
static void put_words(const struct report_page *page, enum mw_ink ink,
                      const char *text)
{
    mw_pen_words(page->pen, ink, text, indent_of(page), page->width);
    mw_pen_newline(page->pen);
}

/* --- throughput --- */

static void put_bytes(struct phrase *phrase, uint64_t bytes,
                      const struct bench_result *run, const char *way)
{
    if (run->elapsed_ns > 0 && bytes > 0) {
        phrase_put(phrase, "%s", phrase->len > 0 ? ", " : "");
        phrase_put_units(phrase, UNITS_BYTE_RATE,
                         (double)bytes * 1e9 / (double)run->elapsed_ns);
        phrase_put(phrase, " %s", way);
    }
}

static void put_sparkline(const struct report_page *page,
                          const struct bench_result *run)
{
    double rates[BENCH_MOMENTS];
    size_t columns = page->width - indent_of(page);
    size_t count = 0;

    for (size_t i = 0; i < run->moment_count; i++) {
        count += facts_rate(page->study, run, i, &rates[count]);
    }
    if (count > 1) {
        mw_pen_pad(page->pen, indent_of(page));
        bars_sparkline(page->pen, report_ink(0), rates, count,
                       columns < BAR_MOST ? columns : BAR_MOST);
        mw_pen_newline(page->pen);
    }
}

static void put_throughput(const struct report_page *page,
                           const struct bench_result *run)
{
    char text[UNITS_TEXT];
    struct phrase phrase = {.len = 0};

    put_label(page, "throughput");
    mw_pen_pad(page->pen, indent_of(page));
    mw_pen_put(page->pen, MW_INK_NUMBER,
               mw_text(units_write(UNITS_RATE, bench_result_rate(run), text)));
    mw_pen_pad(page->pen, page->pen->column + 1);
    put_bytes(&phrase, run->wire_out, run, "out");
    put_bytes(&phrase, run->wire_in, run, "in");
    put_words(page, MW_INK_PLAIN, phrase.text);
    put_sparkline(page, run);
}

/* --- latency --- */

/* "n/a (needs 10 000 answers)" */
static void put_absent(const struct report_page *page, enum metric metric)
{
    char text[96], digits[MW_DIGITS];

    snprintf(text, sizeof(text), "n/a (needs %s answers)",
             mw_digits((uint64_t)(metric_needs(metric) + 0.5), digits));
    mw_pen_pad(page->pen, page->pen->column + 1);
    if (page->pen->column + fit_columns(text) > page->width) {
        text[strlen("n/a")] = '\0';
    }
    mw_pen_put(page->pen, MW_INK_DIM, mw_text(text));
}

static void put_time(struct mw_pen *pen, double ns, enum mw_ink ink)
{
    char text[UNITS_TEXT];

    fit_right(pen, ink, units_write(UNITS_DURATION, ns, text),
              pen->column + TIME + 1);
}

/* A bar of the latency; what of it is service is solid, the rest is waiting.
 */
static void put_bar(const struct report_page *page, double latency,
                    double service, double most)
{
    size_t used = page->pen->column + 2;
    size_t room = page->width > used ? page->width - used : 0;

    if (room >= BAR_LEAST) {
        mw_pen_pad(page->pen, used);
        bars_pair(page->pen, report_ink(0), service, latency, most,
                  room < BAR_MOST ? room : BAR_MOST);
    }
}

static void put_percentile(const struct report_page *page,
                           const struct bench_result *run, enum metric metric)
{
    double quantile = metric_facts(metric)->quantile;
    double service = (double)mw_histogram_at(&run->service, quantile);
    bool open_loop = page->study->plan.rate > 0;
    double latency;

    mw_pen_pad(page->pen, indent_of(page));
    mw_pen_put(page->pen, MW_INK_KEY, mw_text(metric_facts(metric)->name));
    mw_pen_pad(page->pen, indent_of(page) + NAME);
    if (!metric_of(metric, run, &latency)) {
        put_absent(page, metric);
    } else {
        put_time(page->pen, latency, MW_INK_PLAIN);
        if (open_loop) {
            mw_pen_pad(page->pen, page->pen->column + 2);
            put_time(page->pen, service, MW_INK_DIM);
        }
        put_bar(page, latency, open_loop ? service : latency,
                (double)mw_histogram_max(&run->latency));
    }
    mw_pen_newline(page->pen);
}

/* The columns of an open loop, and what its bars show if that fits. */
static void put_heads(const struct report_page *page)
{
    static const char bars[] = "from when due █░ from when sent █";
    size_t right = indent_of(page) + NAME + TIME + 1;

    fit_right(page->pen, MW_INK_DIM, "latency", right);
    fit_right(page->pen, MW_INK_DIM, "service", right + 2 + TIME + 1);
    if (page->pen->column + 2 + fit_columns(bars) <= page->width) {
        mw_pen_pad(page->pen, page->pen->column + 2);
        mw_pen_put(page->pen, MW_INK_DIM, mw_text(bars));
    }
    mw_pen_newline(page->pen);
}

static void put_latency(const struct report_page *page,
                        const struct bench_result *run)
{
    put_label(page, "latency");
    if (mw_histogram_count(&run->latency) == 0) {
        put_words(page, MW_INK_DIM,
                  page->study->plan.notify
                      ? "not measured: notifications have no answer"
                      : "not known: nothing was answered");
        return;
    }
    if (page->study->plan.rate > 0) {
        put_heads(page);
    }
    for (size_t i = 0; i < PERCENTILES; i++) {
        put_percentile(page, run, percentiles[i]);
    }
}

/* --- what became of the messages --- */

struct fate {
    const char *name;
    uint64_t count;
    bool always; /* told even if it is 0 */
    bool good;
};

static void put_fate(const struct report_page *page, const struct fate *fate)
{
    char digits[MW_DIGITS];
    enum mw_ink ink = fate->count == 0 ? MW_INK_DIM
                      : fate->good     ? MW_INK_PLAIN
                                       : MW_INK_FAULT;

    if (fate->count > 0 || fate->always) {
        mw_pen_pad(page->pen, indent_of(page));
        mw_pen_put(page->pen, MW_INK_KEY, mw_text(fate->name));
        fit_right(page->pen, ink, mw_digits(fate->count, digits),
                  indent_of(page) + 16 + COUNT);
        mw_pen_newline(page->pen);
    }
}

static void put_messages(const struct report_page *page,
                         const struct bench_result *run)
{
    bool datagrams = page->study->targets[0].datagrams;
    bool one_way = page->study->plan.notify;
    const struct bench_datagrams *fates = &run->datagrams;
    const struct fate all[] = {
        {"due", run->due, false, true},
        {"not sent", run->unsent, false, false},
        {"sent", run->sent, true, true},
        {!one_way    ? "answered"
         : datagrams ? "arrived"
                     : "taken",
         run->answered, true, true},
        {"errors", run->errors, !one_way, false},
        {"timed out", datagrams ? 0 : run->timeouts, !datagrams && !one_way,
         false},
        {"wrong", run->wrong, !one_way, false},
        {"unexpected", run->unexpected, false, false},
        {"abandoned", run->abandoned, false, false},
        {"lost", fates->lost, datagrams, false},
        {"  dropped there", fates->dropped_there,
         fates->there_known && datagrams, false},
        {"  dropped here", fates->dropped_here, datagrams, false},
        {"refused here", fates->refused_here, datagrams, false},
        {"late", datagrams ? fates->late : run->late, datagrams, false},
        {"twice", fates->duplicated, datagrams, false},
        {"out of order", fates->reordered, datagrams, false},
        {"too long", fates->too_long, false, false},
        {"not connected", run->connect_failed, false, false},
        {"connections lost", run->closed, false, false},
    };

    put_label(page, "messages");
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        put_fate(page, &all[i]);
    }
}

/* --- what it cost --- */

/* "2 000 messages at 518 B: 512 B of body and 6 B of framing" */
static void put_wire(const struct report_page *page,
                     const struct bench_result *run)
{
    uint64_t wire = run->wire_out + run->wire_in;
    uint64_t body = run->body_out + run->body_in;
    struct phrase phrase = {.len = 0};

    put_label(page, "wire");
    phrase_put_units(&phrase, UNITS_BYTES, (double)run->wire_out);
    phrase_put(&phrase, " out, ");
    phrase_put_units(&phrase, UNITS_BYTES, (double)run->wire_in);
    phrase_put(&phrase, " in; the framing is ");
    phrase_put_units(&phrase, UNITS_PART,
                     wire > body ? (double)(wire - body) / (double)wire : 0);
    phrase_put(&phrase, " of it");
    put_words(page, MW_INK_PLAIN, phrase.text);
}

static void put_cpu(const struct report_page *page,
                    const struct bench_result *run)
{
    struct phrase phrase = {.len = 0};
    double ours, server;
    bool known = metric_of(METRIC_CLIENT_CPU, run, &ours);

    if (!known) {
        return;
    }
    put_near_label(page, "CPU");
    phrase_put_units(&phrase, UNITS_DURATION, ours);
    phrase_put(&phrase, " a message here, ");
    if (metric_of(METRIC_CPU, run, &server)) {
        phrase_put_units(&phrase, UNITS_DURATION, server);
        phrase_put(&phrase, " at the server");
    } else {
        phrase_put(&phrase, "not known at the server");
    }
    put_words(page, MW_INK_PLAIN, phrase.text);
}

static void put_lag(const struct report_page *page,
                    const struct bench_result *run)
{
    struct phrase phrase = {.len = 0};

    if (mw_histogram_count(&run->lag) == 0) {
        return;
    }
    put_near_label(page, "schedule");
    phrase_put(&phrase, "behind by ");
    phrase_put_units(&phrase, UNITS_DURATION,
                     (double)mw_histogram_at(&run->lag, 0.5));
    phrase_put(&phrase, " (p50), ");
    phrase_put_units(&phrase, UNITS_DURATION,
                     (double)mw_histogram_at(&run->lag, 0.99));
    phrase_put(&phrase, " (p99), ");
    phrase_put_units(&phrase, UNITS_DURATION,
                     (double)mw_histogram_max(&run->lag));
    phrase_put(&phrase, " at most");
    put_words(page, MW_INK_PLAIN, phrase.text);
}

static void put_host(const struct report_page *page,
                     const struct bench_result *run)
{
    struct phrase phrase = {.len = 0};

    if (run->jitter_max_ns == 0) {
        return;
    }
    put_near_label(page, "host");
    phrase_put(&phrase, "late by itself by ");
    phrase_put_units(&phrase, UNITS_DURATION, (double)run->jitter_p50_ns);
    phrase_put(&phrase, " (p50), ");
    phrase_put_units(&phrase, UNITS_DURATION, (double)run->jitter_p99_ns);
    phrase_put(&phrase, " (p99), ");
    phrase_put_units(&phrase, UNITS_DURATION, (double)run->jitter_max_ns);
    phrase_put(&phrase, " at most");
    put_words(page, MW_INK_PLAIN, phrase.text);
}

void report_run(const struct report_page *page, const struct bench_result *run)
{
    put_throughput(page, run);
    put_latency(page, run);
    put_messages(page, run);
    put_wire(page, run);
    put_cpu(page, run);
    put_lag(page, run);
    put_host(page, run);
}
