#include "pictures/report_part.h"

#include "pictures/facts.h"
#include "pictures/sheet.h"

#include <math.h>

static bool has_run(const struct study *study, size_t target, size_t size)
{
    return study_cell(study, target, size) != NULL;
}

/* --- latency --- */

enum { L_NAME, L_P50, L_P50S, L_P90, L_P99, L_P99S, L_P999, L_P999S, L_MAX };

static const char *const latency_heads[] = {
    "latency", "p50", "", "p90", "p99", "", "p99.9", "", "max", NULL};
static const unsigned char latency_for_bars[] = {L_P999S, L_P99S, L_P50S,
                                                 GRID_COLUMNS};
static const unsigned char latency_to_fit[] = {
    L_P999S, L_P99S, L_P50S, L_P90, L_MAX, L_P999, GRID_COLUMNS};

static void latency_row(struct sheet *sheet, size_t target, size_t size)
{
    sheet_name(sheet, target);
    sheet_spread_figure(sheet, target, size, METRIC_P50);
    sheet_figure(sheet, target, size, METRIC_P90);
    sheet_spread_figure(sheet, target, size, METRIC_P99);
    sheet_spread_figure(sheet, target, size, METRIC_P999);
    sheet_figure(sheet, target, size, METRIC_MAX);
}

static bool has_latency(const struct study *study, size_t target, size_t size)
{
    return has_run(study, target, size) && facts_tell(study, METRIC_MAX);
}

/* The highest percentile up to p99 that a cell knows, 0 if none. */
static double tail_of(const struct study *study, size_t target, size_t size)
{
    static const enum metric metrics[] = {METRIC_P99, METRIC_P90, METRIC_P50};
    struct interval figure;

    for (size_t i = 0; i < sizeof(metrics) / sizeof(metrics[0]); i++) {
        if (figure_of(study, target, size, metrics[i], &figure)) {
            return figure.value;
        }
    }
    return 0;
}

/* A tail may be so long that no middle could be seen beside it: then it goes
 * on beyond the bar. */
static struct sheet_bar latency_bar(const struct study *study, size_t target,
                                    size_t size)
{
    static const double middles = 2.5; /* that the longest bar has, at most */
    struct sheet_bar bar = {.beyond = tail_of(study, target, size)};
    struct interval middle;
    double longest = 0;

    for (size_t i = 0; i < study->target_count; i++) {
        bar.most = fmax(bar.most, tail_of(study, i, size));
        if (figure_of(study, i, size, METRIC_P50, &middle)) {
            longest = fmax(longest, middle.value);
            bar.value = i == target ? middle.value : bar.value;
        }
    }
    bar.most = fmin(bar.most, middles * longest);
    return bar;
}

static const struct sheet_kind latency = {
    .heads = latency_heads,
    .tight = 1u << L_P50S | 1u << L_P99S | 1u << L_P999S,
    .row = latency_row,
    .has = has_latency,
    .bar = latency_bar,
    .bar_head = "p50 █ p99 ░",
    .for_bars = latency_for_bars,
    .to_fit = latency_to_fit,
};

/* --- throughput --- */

enum { T_NAME, T_RATE, T_RATES, T_LOSS, T_ERRORS, T_LATE, T_SERVER, T_OURS };

static const char *const throughput_heads[] = {
    "throughput", "rate",       "",        "loss", "errors",
    "time-outs",  "server CPU", "our CPU", NULL};
static const unsigned char throughput_for_bars[] = {T_RATES, GRID_COLUMNS};
static const unsigned char throughput_to_fit[] = {T_RATES, T_OURS, T_SERVER,
                                                  GRID_COLUMNS};

static void throughput_row(struct sheet *sheet, size_t target, size_t size)
{
    bool datagrams = sheet->page->study->targets[target].datagrams;

    sheet_name(sheet, target);
    sheet_spread_figure(sheet, target, size, METRIC_THROUGHPUT);
    if (datagrams) {
        sheet_part(sheet, target, size, METRIC_LOSS);
    } else {
        sheet_none(sheet);
    }
    sheet_part(sheet, target, size, METRIC_ERRORS);
    if (datagrams) { /* what is not answered is lost */
        sheet_none(sheet);
    } else {
        sheet_part(sheet, target, size, METRIC_TIMEOUTS);
    }
    sheet_figure(sheet, target, size, METRIC_CPU);
    sheet_figure(sheet, target, size, METRIC_CLIENT_CPU);
}

static struct sheet_bar throughput_bar(const struct study *study, size_t target,
                                       size_t size)
{
    struct interval figure;
    struct sheet_bar bar = {0};

    for (size_t i = 0; i < study->target_count; i++) {
        if (figure_of(study, i, size, METRIC_THROUGHPUT, &figure)) {
            bar.most = fmax(bar.most, figure.value);
            bar.value = i == target ? figure.value : bar.value;
        }
    }
    return bar;
}

static const struct sheet_kind throughput = {
    .heads = throughput_heads,
    .tight = 1u << T_RATES,
    .row = throughput_row,
    .has = has_run,
    .bar = throughput_bar,
    .for_bars = throughput_for_bars,
    .to_fit = throughput_to_fit,
};

/* True if a stream got no answer in time. */
static bool was_late(const struct study *study)
{
    for (size_t i = 0; i < study->run_count; i++) {
        if (study->runs[i].result->timeouts > 0 &&
            !study->targets[study->runs[i].target].datagrams) {
            return true;
        }
    }
    return false;
}

/* What no target has is not told. */
static uint32_t throughput_hidden(const struct study *study)
{
    bool datagrams = false;
    bool late = was_late(study);
    uint32_t hidden = 0;

    for (size_t i = 0; i < study->target_count; i++) {
        datagrams |= study->targets[i].datagrams;
    }
    hidden |= datagrams ? 0 : 1u << T_LOSS;
    hidden |= facts_tell(study, METRIC_ERRORS) ? 0 : 1u << T_ERRORS;
    hidden |= late ? 0 : 1u << T_LATE;
    hidden |= facts_tell(study, METRIC_CPU) ? 0 : 1u << T_SERVER;
    hidden |= facts_tell(study, METRIC_CLIENT_CPU) ? 0 : 1u << T_OURS;
    return hidden;
}

/* --- all --- */

/* What the marks mean. */
static void put_legend(const struct report_page *page)
{
    bool rounds = study_rounds(page->study) > 1;
    struct phrase phrase = {.len = 0};

    if (rounds && page->study->target_count > 1) {
        phrase_put(&phrase, "▸ best at its size, or not to be told from it");
    }
    if (rounds) {
        phrase_put(&phrase, "%s± reach of the 95 %% interval over the rounds",
                   phrase.len > 0 ? "; " : "");
    }
    if (facts_tell(page->study, METRIC_P50)) {
        phrase_put(&phrase, "%s» the p99 lies beyond",
                   phrase.len > 0 ? "; " : "");
    }
    if (phrase.len > 0) {
        mw_pen_newline(page->pen);
        mw_pen_words(page->pen, MW_INK_DIM, phrase.text, 0, page->width);
        mw_pen_newline(page->pen);
    }
}

void report_table(const struct report_page *page)
{
    struct report_page busy = *page;

    busy.study = study_busy(page->study);
    sheet_write(page, &latency, 0);
    sheet_write(&busy, &throughput, throughput_hidden(busy.study));
    report_datagrams(page);
    put_legend(page);
}
