#include "pictures/page_part.h"

#include "pictures/chart.h"
#include "pictures/facts.h"

#include <stdlib.h>
#include <string.h>

enum { POINTS = 120 }; /* of a line; more moments are taken together */

struct lines {
    struct chart_line lines[CHART_LINES];
    struct chart_point points[CHART_LINES][POINTS];
    size_t count;
};

/* Takes neighbours together until there are no more than are drawn. */
static size_t thin(struct chart_point *points, size_t count)
{
    size_t shown = count < POINTS ? count : POINTS;

    for (size_t i = 0; i < shown; i++) {
        size_t from = i * count / shown, to = (i + 1) * count / shown;
        struct chart_point mean = {0};

        for (size_t j = from; j < to; j++) {
            mean.x += points[j].x / (double)(to - from);
            mean.y += points[j].y / (double)(to - from);
        }
        mean.low = mean.high = mean.y;
        points[i] = mean;
    }
    return shown;
}

static void add_line(struct lines *lines, const struct study *study,
                     size_t target, size_t size)
{
    const struct bench_result *cell = study_cell(study, target, size);
    struct chart_line *line = &lines->lines[lines->count];
    struct chart_point points[BENCH_MOMENTS];
    size_t count = 0;

    for (size_t i = 0; cell != NULL && i < cell->moment_count; i++) {
        const struct bench_moment *moment = &cell->moments[i];

        if (facts_rate(study, cell, i, &points[count].y)) {
            points[count].x =
                (double)moment->at_ns + (double)moment->length_ns / 2;
            count++;
        }
    }
    line->name = facts_name(study, target);
    line->series = target;
    line->points = lines->points[lines->count];
    line->count = thin(points, count);
    memcpy(lines->points[lines->count], points,
           line->count * sizeof(points[0]));
    lines->count += line->count > 1;
}

static void put_chart(struct page *page, const struct lines *lines,
                      const char *title)
{
    struct chart chart = {
        .id = page->charts++,
        .title = title,
        .description = "Messages a second over the time that was measured; "
                       "rounds follow one another. The table of all figures "
                       "has the means.",
        .x = {.title = "time measured",
              .scale = {.low = 0, .high = 0},
              .exact = true},
        .y = {.title = "messages a second", .scale = {.low = 0, .high = 0}},
        .lines = lines->lines,
        .line_count = lines->count,
    };

    for (size_t i = 0; i < lines->count; i++) {
        for (size_t j = 0; j < lines->lines[i].count; j++) {
            chart_reach(&chart.x, lines->points[i][j].x);
            chart_reach(&chart.y, lines->points[i][j].y);
        }
    }
    chart_mark(&chart.x, UNITS_DURATION);
    chart_mark(&chart.y, UNITS_RATE);
    chart_write(&chart, page->markup);
}

static void put_picture(struct page *page, const struct study *study,
                        size_t size)
{
    struct lines *lines = calloc(1, sizeof(*lines));
    struct phrase title = {.len = 0};
    char text[FACTS_TEXT];

    if (lines == NULL) {
        page->markup->rc = MW_ENOMEM;
        return;
    }
    phrase_put(&title, "Throughput, %s", facts_size(study, size, text));
    for (size_t i = 0; i < study->target_count; i++) {
        add_line(lines, study, i, size);
    }
    if (lines->count > 0) {
        markup_open(page->markup, "figure");
        markup_leaf(page->markup, "h3", NULL, title.text);
        put_chart(page, lines, title.text);
        markup_close(page->markup);
    }
    free(lines);
}

bool page_time_has(const struct study *study)
{
    const struct study *half = study_busy(study);

    for (size_t i = 0; i < half->run_count; i++) {
        if (half->runs[i].result->moment_count > 1) {
            return true;
        }
    }
    return false;
}

void page_time(struct page *page)
{
    for (size_t size = 0; size < page->study->size_count; size++) {
        put_picture(page, study_busy(page->study), size);
    }
}
