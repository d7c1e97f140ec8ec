#include "pictures/page_part.h"

#include "pictures/chart.h"
#include "pictures/facts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PER_DECADE = 20, DECADES = 7, POINTS = PER_DECADE * DECADES };

/* The lines of one picture, and what they are drawn from. */
struct curves {
    struct chart_line lines[CHART_LINES];
    struct chart_point points[CHART_LINES][POINTS];
    size_t count;
};

/* A percentile stands where its rarity does: p90, p99 and p99.9 are as far
 * from each other. */
static double quantile_at(double decades)
{
    return 1 - pow(10, -decades);
}

/* How far the rounds of a cell are apart at a quantile. */
static void reach(const struct study *study, const struct study_run *cell,
                  double quantile, struct chart_point *point)
{
    for (size_t i = 0; i < study->run_count; i++) {
        const struct study_run *run = &study->runs[i];
        double value;

        if (run->target != cell->target || run->size != cell->size ||
            !mw_histogram_supports(&run->result->latency, quantile)) {
            continue;
        }
        value = (double)mw_histogram_at(&run->result->latency, quantile);
        point->low = fmin(point->low, value);
        point->high = fmax(point->high, value);
    }
}

/* Adds the curve of a histogram, up to where its samples support it.
 *
 * cell  whose rounds are its band; NULL: it has none. */
static void add_curve(struct curves *curves, const struct study *study,
                      const struct mw_histogram *histogram,
                      const struct study_run *cell)
{
    struct chart_line *line = &curves->lines[curves->count];
    struct chart_point *points = curves->points[curves->count];

    line->points = points;
    for (size_t i = 0; i < POINTS; i++) {
        double x = (double)i / PER_DECADE;
        double quantile = quantile_at(x);
        struct chart_point *point = &points[line->count];

        if (!mw_histogram_supports(histogram, quantile)) {
            break;
        }
        point->x = x;
        point->y = (double)mw_histogram_at(histogram, quantile);
        point->low = point->high = point->y;
        if (cell != NULL) {
            reach(study, cell, quantile, point);
        }
        line->count += point->y > 0; /* no log scale has 0 */
    }
    curves->count++;
}

static void add_cells(struct curves *curves, const struct study *study,
                      size_t size)
{
    for (size_t i = 0; i < study->target_count; i++) {
        const struct bench_result *cell = study_cell(study, i, size);
        const struct study_run where = {.target = i, .size = size};

        if (cell != NULL) {
            curves->lines[curves->count].name = facts_name(study, i);
            curves->lines[curves->count].series = i;
            add_curve(curves, study, &cell->latency, &where);
        }
    }
}

/* One target of an open loop: what it took stands beside what that felt like.
 */
static bool has_service(const struct study *study, size_t size)
{
    return study->target_count == 1 && study->plan.rate > 0 &&
           study_cell(study, 0, size) != NULL;
}

static void add_service(struct curves *curves, const struct study *study,
                        size_t size)
{
    const struct bench_result *cell = study_cell(study, 0, size);

    if (has_service(study, size)) {
        curves->lines[0].name = "latency";
        curves->lines[curves->count].name = "service";
        curves->lines[curves->count].series = CHART_SERIES - 1;
        add_curve(curves, study, &cell->service, NULL);
    }
}

static void mark_percentiles(struct chart_axis *axis)
{
    static const char *const names[] = {"p50",    "p90",     "p99",     "p99.9",
                                        "p99.99", "p99.999", "p99.9999"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        double at = i == 0 ? log10(2) : (double)i;

        if (at <= axis->scale.high) {
            axis->ticks[axis->tick_count].at = at;
            snprintf(axis->ticks[axis->tick_count].text, CHART_TICK, "%s",
                     names[i]);
            axis->tick_count++;
        }
    }
}

static void put_chart(struct page *page, const struct curves *curves,
                      const char *title)
{
    struct chart chart = {
        .id = page->charts++,
        .title = title,
        .description = "Latency on a logarithmic scale over the percentile, "
                       "up to where there are samples enough. The band is "
                       "from the lowest to the highest round. The table below "
                       "has the numbers.",
        .x = {.title = "percentile", .scale = {.low = 0, .high = 1}},
        .y = {.title = "latency", .scale = {.low = 1, .high = 0, .log = true}},
        .lines = curves->lines,
        .line_count = curves->count,
    };

    for (size_t i = 0; i < curves->count; i++) {
        const struct chart_line *line = &curves->lines[i];

        for (size_t j = 0; j < line->count; j++) {
            chart.x.scale.high = fmax(chart.x.scale.high, line->points[j].x);
            chart_reach(&chart.y, line->points[j].low);
            chart_reach(&chart.y, line->points[j].high);
        }
    }
    mark_percentiles(&chart.x);
    chart_mark(&chart.y, UNITS_DURATION);
    chart_write(&chart, page->markup);
}

static const enum metric metrics[] = {METRIC_P50, METRIC_P90, METRIC_P99,
                                      METRIC_P999, METRIC_MAX};

enum { COUNT = sizeof(metrics) / sizeof(metrics[0]) };

/* What the service alone took. */
static void put_service(struct page *page, size_t size)
{
    const struct bench_result *cell = study_cell(page->study, 0, size);
    char text[UNITS_TEXT];

    markup_open(page->markup, "tr");
    markup_open(page->markup, "th");
    markup_attr(page->markup, "scope", "row");
    markup_attr(page->markup, "class", "left s%d", CHART_SERIES - 1);
    markup_add(page->markup, "service");
    markup_close(page->markup);
    for (size_t i = 0; i < COUNT; i++) {
        double quantile = metric_facts(metrics[i])->quantile;
        double ns = (double)mw_histogram_at(&cell->service, quantile);

        markup_leaf(page->markup, "td", NULL,
                    mw_histogram_supports(&cell->service, quantile)
                        ? units_write(UNITS_DURATION, ns, text)
                        : "n/a");
    }
    markup_close(page->markup);
}

static void put_numbers(struct page *page, size_t size)
{
    markup_open_class(page->markup, "div", "wide");
    markup_attr(page->markup, "tabindex", "0");
    markup_open(page->markup, "table");
    markup_open(page->markup, "thead");
    markup_open(page->markup, "tr");
    markup_leaf(page->markup, "th", "left", "latency");
    for (size_t i = 0; i < COUNT; i++) {
        markup_leaf(page->markup, "th", NULL, metric_facts(metrics[i])->name);
    }
    markup_close(page->markup);
    markup_close(page->markup);
    markup_open(page->markup, "tbody");
    for (size_t i = 0; i < page->study->target_count; i++) {
        const struct study_run cell = {.target = i, .size = size};

        if (study_cell(page->study, i, size) == NULL) {
            continue;
        }
        markup_open(page->markup, "tr");
        page_tables_name(page, i);
        for (size_t j = 0; j < COUNT; j++) {
            page_tables_figure(page, &cell, metrics[j], false);
        }
        markup_close(page->markup);
    }
    if (has_service(page->study, size)) {
        put_service(page, size);
    }
    markup_close(page->markup);
    markup_close(page->markup);
    markup_close(page->markup);
}

static void put_picture(struct page *page, size_t size)
{
    struct curves *curves = calloc(1, sizeof(*curves));
    struct phrase title = {.len = 0};
    char text[FACTS_TEXT];

    if (curves == NULL) {
        page->markup->rc = MW_ENOMEM;
        return;
    }
    phrase_put(&title, "Latency, %s", facts_size(page->study, size, text));
    add_cells(curves, page->study, size);
    add_service(curves, page->study, size);
    markup_open(page->markup, "figure");
    markup_leaf(page->markup, "h3", NULL, title.text);
    put_chart(page, curves, title.text);
    put_numbers(page, size);
    markup_close(page->markup);
    free(curves);
}

static bool has_latency(const struct study *study, size_t size)
{
    for (size_t i = 0; i < study->target_count; i++) {
        const struct bench_result *cell = study_cell(study, i, size);

        if (cell != NULL && mw_histogram_count(&cell->latency) > 0) {
            return true;
        }
    }
    return false;
}

void page_latency(struct page *page)
{
    for (size_t size = 0; size < page->study->size_count; size++) {
        if (has_latency(page->study, size)) {
            put_picture(page, size);
        }
    }
}
