#include "pictures/page_part.h"

#include "pictures/facts.h"

#include <msgwire/digits.h>

#include <math.h>

/* --- cells --- */

void page_tables_name(struct page *page, size_t target)
{
    markup_open(page->markup, "th");
    markup_attr(page->markup, "scope", "row");
    markup_attr(page->markup, "class", "left s%zu", target % 6);
    markup_text(page->markup, mw_text(facts_name(page->study, target)));
    markup_close(page->markup);
}

/* "±2 %", or of a part, for which that would be two meanings of %, from where
 * to where. */
static void put_spread(struct page *page, enum metric metric,
                       const struct interval *figure)
{
    double percent = facts_spread(figure) * 100;
    char low[UNITS_TEXT], high[UNITS_TEXT];

    if (figure->rounds < 2 || !(figure->value > 0)) {
        return;
    }
    markup_open(page->markup, "small");
    if (metric_facts(metric)->units == UNITS_PART) {
        markup_add(page->markup, "[%s to %s]",
                   units_write(UNITS_PART, figure->low, low),
                   units_write(UNITS_PART, figure->high, high));
    } else {
        markup_add(page->markup, "±%s%.*f %%", percent > 100 ? ">" : "",
                   percent < 1 ? 1 : 0, fmin(fmax(percent, 0.1), 100));
    }
    markup_close(page->markup);
}

void page_tables_figure(struct page *page, const struct study_run *cell,
                        enum metric metric, bool spread)
{
    const struct study *study = page->study;
    bool part = metric_facts(metric)->units == UNITS_PART;
    struct interval figure = {0};
    char text[UNITS_TEXT];

    if (!figure_of(study, cell->target, cell->size, metric, &figure)) {
        markup_leaf(page->markup, "td", "none", "n/a");
        return;
    }
    markup_open_class(page->markup, "td",
                      facts_best(study, cell->target, cell->size, metric)
                          ? "best"
                      : part && figure.value > 0 ? "bad"
                                                 : NULL);
    markup_add(page->markup, "%s",
               units_write(metric_facts(metric)->units, figure.value, text));
    if (spread) {
        put_spread(page, metric, &figure);
    }
    markup_close(page->markup);
}

static void put_count(struct page *page, uint64_t count)
{
    char digits[MW_DIGITS];

    markup_leaf(page->markup, "td", count == 0 ? "none" : NULL,
                mw_digits(count, digits));
}

static void put_size(struct page *page, size_t size, bool first)
{
    char text[FACTS_TEXT];

    markup_leaf(page->markup, "td", NULL,
                first ? facts_size(page->study, size, text) : "");
}

/* --- tables --- */

/* Where it is wider than the page it can be moved, by keys too. */
static void begin_table(struct page *page, const char *const *heads)
{
    markup_open_class(page->markup, "div", "wide");
    markup_attr(page->markup, "tabindex", "0");
    markup_open(page->markup, "table");
    markup_open(page->markup, "thead");
    markup_open(page->markup, "tr");
    for (size_t i = 0; heads[i] != NULL; i++) {
        markup_open_class(page->markup, "th", i < 2 ? "left" : NULL);
        markup_attr(page->markup, "scope", "col");
        markup_text(page->markup, mw_text(heads[i]));
        markup_close(page->markup);
    }
    markup_close(page->markup);
    markup_close(page->markup);
    markup_open(page->markup, "tbody");
}

static void end_table(struct page *page)
{
    markup_close(page->markup);
    markup_close(page->markup);
    markup_close(page->markup);
    markup_raw(page->markup, "");
}

/* Rows of all cells that have been run, or of those of datagrams. */
static void put_rows(struct page *page, bool datagrams,
                     void (*row)(struct page *page,
                                 const struct study_run *cell))
{
    const struct study *study = page->study;

    for (size_t size = 0; size < study->size_count; size++) {
        bool first = true;

        for (size_t i = 0; i < study->target_count; i++) {
            const struct study_run cell = {.target = i, .size = size};

            if (study_cell(study, i, size) == NULL ||
                (datagrams && !study->targets[i].datagrams)) {
                continue;
            }
            markup_raw(page->markup, "");
            markup_open_class(page->markup, "tr", first ? "first" : NULL);
            put_size(page, size, first);
            page_tables_name(page, i);
            row(page, &cell);
            markup_close(page->markup);
            first = false;
        }
    }
}

static const enum metric latencies[] = {METRIC_P50,  METRIC_P90,   METRIC_P99,
                                        METRIC_P999, METRIC_P9999, METRIC_MAX,
                                        METRIC_MEAN};
static const enum metric others[] = {METRIC_THROUGHPUT, METRIC_LOSS,
                                     METRIC_ERRORS,     METRIC_TIMEOUTS,
                                     METRIC_CPU,        METRIC_CLIENT_CPU};

static void latency_row(struct page *page, const struct study_run *cell)
{
    for (size_t i = 0; i < sizeof(latencies) / sizeof(latencies[0]); i++) {
        page_tables_figure(page, cell, latencies[i], true);
    }
}

/* Only datagrams are lost; a stream's message that gets no answer is late. */
static void other_row(struct page *page, const struct study_run *cell)
{
    bool datagrams = page->study->targets[cell->target].datagrams;

    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (others[i] == (datagrams ? METRIC_TIMEOUTS : METRIC_LOSS)) {
            markup_leaf(page->markup, "td", "none", "–");
        } else {
            page_tables_figure(page, cell, others[i], true);
        }
    }
}

static void account_row(struct page *page, const struct study_run *cell)
{
    const struct bench_result *sum =
        study_cell(page->study, cell->target, cell->size);
    const struct bench_datagrams *datagrams = &sum->datagrams;

    put_count(page, sum->sent);
    put_count(page, sum->answered);
    put_count(page, datagrams->lost);
    if (datagrams->there_known) {
        put_count(page, datagrams->dropped_there);
    } else {
        markup_leaf(page->markup, "td", "none", "not told");
    }
    put_count(page, datagrams->dropped_here);
    put_count(page, datagrams->refused_here);
    put_count(page, datagrams->late);
    put_count(page, datagrams->duplicated);
    put_count(page, datagrams->reordered);
    put_count(page, datagrams->reordered_most);
    put_count(page, datagrams->too_long);
}

static bool has_datagrams(const struct study *study)
{
    for (size_t i = 0; i < study->run_count; i++) {
        if (study->targets[study->runs[i].target].datagrams) {
            return true;
        }
    }
    return false;
}

/* One half's, and if there are two which it is of. */
static void put_accounts(struct page *page, const struct study *half,
                         const char *note)
{
    static const char *const heads[] = {
        "size",          "target",
        "sent",          "answered",
        "lost",          "in the server's socket",
        "in our socket", "refused by our socket",
        "late",          "came twice",
        "out of order",  "by at most",
        "too long",      NULL};
    struct page of_half = *page;

    of_half.study = half;
    if (note != NULL) {
        markup_leaf(page->markup, "p", "note", note);
    }
    begin_table(&of_half, heads);
    put_rows(&of_half, true, account_row);
    end_table(&of_half);
}

static void put_datagrams(struct page *page)
{
    const struct study *study = page->study;

    markup_section(page->markup, "What became of the datagrams");
    if (study->busy == NULL) {
        put_accounts(page, study, NULL);
    } else {
        put_accounts(page, study, "While latency was measured:");
        put_accounts(page, study->busy, "While throughput was measured:");
    }
    markup_close(page->markup);
}

void page_tables(struct page *page)
{
    static const char *const latency[] = {"size", "target", "p50",    "p90",
                                          "p99",  "p99.9",  "p99.99", "max",
                                          "mean", NULL};
    static const char *const other[] = {
        "size",   "target",    "throughput",         "loss",
        "errors", "time-outs", "server CPU/message", "our CPU/message",
        NULL};

    markup_section(page->markup, "All figures");
    if (facts_tell(page->study, METRIC_MAX)) {
        begin_table(page, latency);
        put_rows(page, false, latency_row);
        end_table(page);
    }
    begin_table(page, other);
    put_rows(page, false, other_row);
    end_table(page);
    markup_leaf(page->markup, "p", "note",
                "▸ marks the best at its size, and what the rounds can't tell "
                "from it; ± is the reach of the 95 % interval over the rounds; "
                "n/a: not known, or too few samples to tell.");
    markup_close(page->markup);
    if (has_datagrams(page->study)) {
        put_datagrams(page);
    }
}
