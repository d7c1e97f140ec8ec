#include "pictures/page_part.h"

#include "pictures/chart.h"
#include "pictures/facts.h"

#include <math.h>
#include <stdio.h>

/* What is shown over the sizes. */
struct by_size {
    enum metric metric;
    const char *title;
    const char *axis;
    bool log;
    bool datagrams; /* of these only */
};

static const struct by_size pictures[] = {
    {METRIC_P50, "Half of all answers came within (p50)", "latency", true,
     false},
    {METRIC_P99, "99 of 100 answers came within (p99)", "latency", true, false},
    {METRIC_THROUGHPUT, "Throughput", "messages a second", true, false},
    {METRIC_LOSS, "Loss of datagrams", "of all messages", false, true},
};

struct lines {
    struct chart_line lines[CHART_LINES];
    struct chart_point points[CHART_LINES][STUDY_SIZES_MAX];
    size_t count;
};

/* Sizes from the smallest on. */
static void order_sizes(const struct study *study,
                        size_t order[STUDY_SIZES_MAX])
{
    for (size_t i = 0; i < study->size_count; i++) {
        size_t at = i;

        for (; at > 0 &&
               study->sizes[order[at - 1]].bytes > study->sizes[i].bytes;
             at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

static void add_line(struct lines *lines, const struct study *study,
                     size_t target, const struct by_size *what)
{
    struct chart_line *line = &lines->lines[lines->count];
    struct chart_point *points = lines->points[lines->count];
    size_t order[STUDY_SIZES_MAX];
    struct interval figure;

    order_sizes(study, order);
    line->name = facts_name(study, target);
    line->series = target;
    line->points = points;
    for (size_t i = 0; i < study->size_count; i++) {
        if (figure_of(study, target, order[i], what->metric, &figure) &&
            (!what->log || figure.value > 0)) {
            points[line->count++] = (struct chart_point){
                (double)study->sizes[order[i]].bytes, figure.value,
                what->log ? fmax(figure.low, figure.value / 100) : figure.low,
                figure.high};
        }
    }
    lines->count += line->count > 0;
}

/* The sizes themselves where there are few, else round numbers. */
static void mark_sizes(struct chart_axis *axis, const struct study *study)
{
    enum { FEW = 6 };

    for (size_t i = 0; i < study->size_count; i++) {
        chart_reach(axis, (double)study->sizes[i].bytes);
    }
    if (study->size_count > FEW) {
        chart_mark(axis, UNITS_BYTES);
        return;
    }
    for (size_t i = 0; i < study->size_count; i++) {
        axis->ticks[i].at = (double)study->sizes[i].bytes;
        chart_tick_text(UNITS_BYTES, axis->ticks[i].at, axis->ticks[i].text);
    }
    axis->tick_count = study->size_count;
}

static void put_chart(struct page *page, const struct lines *lines,
                      const struct by_size *what)
{
    struct chart chart = {
        .id = page->charts++,
        .title = what->title,
        .description = "A line for each target over the size of messages, "
                       "which is on a logarithmic scale. The band is the 95 % "
                       "interval. The table of all figures has the numbers.",
        .x = {.title = "size of each message",
              .scale = {.low = 1, .high = 0, .log = true}},
        .y = {.title = what->axis,
              .scale = {.low = 1, .high = 0, .log = what->log}},
        .lines = lines->lines,
        .line_count = lines->count,
        .marks = true,
    };

    if (!what->log) {
        chart_reach(&chart.y, 0);
    }
    for (size_t i = 0; i < lines->count; i++) {
        for (size_t j = 0; j < lines->lines[i].count; j++) {
            chart_reach(&chart.y, lines->points[i][j].low);
            chart_reach(&chart.y, lines->points[i][j].high);
        }
    }
    mark_sizes(&chart.x, page->study);
    chart_mark(&chart.y, metric_facts(what->metric)->units);
    chart_write(&chart, page->markup);
}

static void put_picture(struct page *page, const struct by_size *what)
{
    struct lines lines = {.count = 0};

    for (size_t i = 0; i < page->study->target_count; i++) {
        if (!what->datagrams || page->study->targets[i].datagrams) {
            add_line(&lines, page->study, i, what);
        }
    }
    if (lines.count > 0) {
        markup_open(page->markup, "figure");
        markup_leaf(page->markup, "h3", NULL, what->title);
        put_chart(page, &lines, what);
        markup_close(page->markup);
    }
}

/* A line over sizes needs two of them, and each to be one number. */
static bool are_numbers(const struct study *study)
{
    for (size_t i = 0; i < study->size_count; i++) {
        if (study->sizes[i].bytes == 0) {
            return false;
        }
    }
    return study->size_count > 1;
}

void page_sizes(struct page *page)
{
    if (!are_numbers(page->study) || page->study->run_count == 0) {
        return;
    }
    markup_section(page->markup, "By size of the message");
    markup_open_class(page->markup, "div", "pictures");
    for (size_t i = 0; i < sizeof(pictures) / sizeof(pictures[0]); i++) {
        put_picture(page, &pictures[i]);
    }
    markup_close(page->markup);
    markup_close(page->markup);
}
