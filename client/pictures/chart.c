#include "pictures/chart.h"

#include "pictures/fit.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* In the units of the picture, which are about pixels. */
enum {
    WIDTH = 480,
    HEIGHT = 300,
    LEFT_LEAST = 58,
    TOP = 26,
    BOTTOM = 42,
    RIGHT_LEAST = 20,
    LETTER = 7, /* about as wide is one of a name, ... */
    DIGIT = 8,  /* ... and one of a tick, however small the picture */
    NAME_MOST = 14,
    NAME_HEIGHT = 15,
    TICKS = 6,
    LOG_TICKS = 9,
};

/* --- axes --- */

void chart_reach(struct chart_axis *axis, double value)
{
    if (!isfinite(value) || (axis->scale.log && !(value > 0))) {
        return;
    }
    if (axis->scale.low > axis->scale.high) {
        axis->scale.low = axis->scale.high = value;
    }
    axis->scale.low = fmin(axis->scale.low, value);
    axis->scale.high = fmax(axis->scale.high, value);
}

const char *chart_tick_text(enum units_kind kind, double value,
                            char out[CHART_TICK])
{
    char *point, *unit, *end;

    units_write(value > 0 ? kind : UNITS_COUNT, value, out);
    point = strchr(out, '.');
    if (point != NULL) {
        unit = point + strspn(point, ".0123456789");
        end = unit;
        while (end[-1] == '0') {
            end--;
        }
        end -= end[-1] == '.';
        memmove(end, unit, strlen(unit) + 1);
    }
    return out;
}

void chart_mark(struct chart_axis *axis, enum units_kind kind)
{
    double ticks[SCALE_TICKS];

    if (axis->scale.low > axis->scale.high) { /* there is nothing to show */
        axis->scale.low = axis->scale.high = 1;
    }
    if (!axis->exact || !(axis->scale.low < axis->scale.high)) {
        scale_round(&axis->scale);
    }
    axis->tick_count =
        scale_ticks(&axis->scale, axis->scale.log ? LOG_TICKS : TICKS, ticks);
    for (size_t i = 0; i < axis->tick_count; i++) {
        axis->ticks[i].at = ticks[i];
        chart_tick_text(kind, ticks[i], axis->ticks[i].text);
    }
}

/* --- the picture --- */

/* What it is drawn with: the axes know where they stand. */
struct drawing {
    const struct chart *chart;
    struct markup *markup;
    struct scale x, y;
};

static bool has_points(const struct chart *chart)
{
    for (size_t i = 0; i < chart->line_count; i++) {
        if (chart->lines[i].count > 0) {
            return true;
        }
    }
    return false;
}

/* Room for the longest tick of the y axis. */
static double left_of(const struct chart *chart)
{
    size_t columns = 0;

    for (size_t i = 0; i < chart->y.tick_count; i++) {
        size_t text = fit_columns(chart->y.ticks[i].text);

        columns = text > columns ? text : columns;
    }
    return fmax(LEFT_LEAST, (double)((columns + 1) * DIGIT));
}

/* Room for the longest name at the lines' ends. */
static double right_of(const struct chart *chart)
{
    size_t columns = 0;

    for (size_t i = 0; i < chart->line_count; i++) {
        size_t name = fit_columns(chart->lines[i].name);

        columns = name > columns ? name : columns;
    }
    columns = columns < NAME_MOST ? columns : NAME_MOST;
    return WIDTH - RIGHT_LEAST - (double)(columns * LETTER);
}

static void text_at(struct drawing *drawing, double x, double y,
                    const char *anchor, const char *class)
{
    markup_open_class(drawing->markup, "text", class);
    markup_attr(drawing->markup, "x", "%.1f", x);
    markup_attr(drawing->markup, "y", "%.1f", y);
    if (anchor != NULL) {
        markup_attr(drawing->markup, "text-anchor", "%s", anchor);
    }
}

static void line_at(struct drawing *drawing, double x1, double y1, double x2,
                    double y2)
{
    markup_open_class(drawing->markup, "path", "grid");
    markup_attr(drawing->markup, "d", "M%.1f %.1fL%.1f %.1f", x1, y1, x2, y2);
    markup_close(drawing->markup);
}

static void draw_x(struct drawing *drawing)
{
    const struct chart_axis *axis = &drawing->chart->x;
    const struct scale *y = &drawing->y;

    for (size_t i = 0; i < axis->tick_count; i++) {
        double at = scale_at(&drawing->x, axis->ticks[i].at);

        line_at(drawing, at, y->from, at, y->to);
        text_at(drawing, at, y->from + 17, "middle", NULL);
        markup_add(drawing->markup, "%s", axis->ticks[i].text);
        markup_close(drawing->markup);
    }
    text_at(drawing, drawing->x.to, y->from + 35, "end", "axis");
    markup_add(drawing->markup, "%s", axis->title);
    markup_close(drawing->markup);
}

static void draw_y(struct drawing *drawing)
{
    const struct chart_axis *axis = &drawing->chart->y;

    for (size_t i = 0; i < axis->tick_count; i++) {
        double at = scale_at(&drawing->y, axis->ticks[i].at);

        line_at(drawing, drawing->x.from, at, drawing->x.to, at);
        text_at(drawing, drawing->x.from - 7, at + 4, "end", NULL);
        markup_add(drawing->markup, "%s", axis->ticks[i].text);
        markup_close(drawing->markup);
    }
    text_at(drawing, 2, 12, NULL, "axis");
    markup_add(drawing->markup, "%s", axis->title);
    markup_close(drawing->markup);
}

static void series(struct drawing *drawing, const char *name, const char *kind,
                   size_t index)
{
    markup_open(drawing->markup, name);
    markup_attr(drawing->markup, "class", "%s s%zu", kind,
                index % CHART_SERIES);
}

static void add_point(struct drawing *drawing, bool first, double x, double y)
{
    markup_attr_add(drawing->markup, "%s%.1f %.1f", first ? "M" : "L",
                    scale_at(&drawing->x, x), scale_at(&drawing->y, y));
}

/* How far the values reach: there and back again. Where they reach nowhere it
 * has no area. */
static void draw_band(struct drawing *drawing, const struct chart_line *line)
{
    bool reaches = false;

    for (size_t i = 0; i < line->count; i++) {
        reaches |= line->points[i].high > line->points[i].low;
    }
    if (!reaches) {
        return;
    }
    series(drawing, "path", "band", line->series);
    markup_attr(drawing->markup, "d", "%s", "");
    for (size_t i = 0; i < line->count; i++) {
        add_point(drawing, i == 0, line->points[i].x, line->points[i].high);
    }
    for (size_t i = line->count; i > 0; i--) {
        add_point(drawing, false, line->points[i - 1].x,
                  line->points[i - 1].low);
    }
    markup_attr_add(drawing->markup, "Z");
    markup_close(drawing->markup);
}

static void draw_line(struct drawing *drawing, const struct chart_line *line)
{
    series(drawing, "path", "line", line->series);
    markup_attr(drawing->markup, "d", "%s", "");
    for (size_t i = 0; i < line->count; i++) {
        add_point(drawing, i == 0, line->points[i].x, line->points[i].y);
    }
    markup_close(drawing->markup);
}

/* A mark of its own shape: a disc, a square, a diamond. Pointed at, it tells
 * its value. */
static void draw_mark(struct drawing *drawing, const struct chart_line *line,
                      const struct chart_point *point)
{
    static const char *const shapes[] = {"m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
                                         "m-3.6 -3.6h7.2v7.2h-7.2z",
                                         "m0 -5l5 5l-5 5l-5 -5z"};
    char text[UNITS_TEXT];

    series(drawing, "path", "mark", line->series);
    markup_attr(drawing->markup, "d", "M%.1f %.1f%s",
                scale_at(&drawing->x, point->x),
                scale_at(&drawing->y, point->y), shapes[line->series % 3]);
    markup_open(drawing->markup, "title");
    markup_text(drawing->markup, mw_text(line->name));
    markup_add(drawing->markup, ": %s",
               units_write(drawing->chart->y.kind, point->y, text));
    markup_close(drawing->markup);
    markup_close(drawing->markup);
}

/* Where the names stand: beside the ends of their lines, none on another. */
struct names {
    size_t order[CHART_LINES]; /* from top to bottom */
    double y[CHART_LINES];     /* of each line */
};

static void place_names(const struct drawing *drawing, struct names *names)
{
    const struct chart *chart = drawing->chart;
    double floor_y = drawing->y.from;

    for (size_t i = 0; i < chart->line_count; i++) {
        const struct chart_line *line = &chart->lines[i];
        size_t at = i;

        names->y[i] =
            line->count == 0
                ? floor_y
                : scale_at(&drawing->y, line->points[line->count - 1].y);
        for (; at > 0 && names->y[names->order[at - 1]] > names->y[i]; at--) {
            names->order[at] = names->order[at - 1];
        }
        names->order[at] = i;
    }
    for (size_t i = 1; i < chart->line_count; i++) { /* downwards */
        double *y = &names->y[names->order[i]];

        *y = fmax(*y, names->y[names->order[i - 1]] + NAME_HEIGHT);
    }
    for (size_t i = chart->line_count; i > 0; i--) { /* and up again */
        double *y = &names->y[names->order[i - 1]];

        *y = fmin(*y, floor_y);
        floor_y = *y - NAME_HEIGHT;
    }
}

static void draw_name(struct drawing *drawing, const struct chart_line *line,
                      double y)
{
    struct mw_buffer name = {0};

    if (fit_text(line->name, NAME_MOST, &name) != MW_OK) {
        drawing->markup->rc = MW_ENOMEM;
    }
    series(drawing, "text", "name", line->series);
    markup_attr(drawing->markup, "x", "%.1f", drawing->x.to + 9);
    markup_attr(drawing->markup, "y", "%.1f", y + 4);
    markup_text(drawing->markup, mw_buffer_bytes(&name));
    markup_close(drawing->markup);
    mw_buffer_fini(&name);
}

static void draw_lines(struct drawing *drawing)
{
    const struct chart *chart = drawing->chart;
    struct names names = {{0}, {0}};

    place_names(drawing, &names);
    for (size_t i = 0; i < chart->line_count; i++) {
        draw_band(drawing, &chart->lines[i]);
    }
    for (size_t i = 0; i < chart->line_count; i++) {
        const struct chart_line *line = &chart->lines[i];

        if (line->count == 0) {
            continue;
        }
        draw_line(drawing, line);
        for (size_t j = 0; j < line->count; j++) {
            if (chart->marks || line->count == 1) {
                draw_mark(drawing, line, &line->points[j]);
            }
        }
        draw_name(drawing, line, names.y[i]);
    }
}

static void begin(const struct chart *chart, struct markup *markup)
{
    markup_open(markup, "svg");
    markup_attr(markup, "viewBox", "0 0 %d %d", WIDTH, HEIGHT);
    markup_attr(markup, "role", "img");
    markup_attr(markup, "aria-labelledby", "t%zu d%zu", chart->id, chart->id);
    markup_open(markup, "title");
    markup_attr(markup, "id", "t%zu", chart->id);
    markup_text(markup, mw_text(chart->title));
    markup_close(markup);
    markup_open(markup, "desc");
    markup_attr(markup, "id", "d%zu", chart->id);
    markup_text(markup, mw_text(chart->description));
    markup_close(markup);
}

void chart_write(const struct chart *chart, struct markup *markup)
{
    struct drawing drawing = {.chart = chart,
                              .markup = markup,
                              .x = chart->x.scale,
                              .y = chart->y.scale};

    assert(chart->line_count <= CHART_LINES);
    if (!has_points(chart)) {
        return;
    }
    drawing.x.from = left_of(chart);
    drawing.x.to = right_of(chart);
    drawing.y.from = HEIGHT - BOTTOM;
    drawing.y.to = TOP;
    begin(chart, markup);
    draw_x(&drawing);
    draw_y(&drawing);
    draw_lines(&drawing);
    markup_close(markup);
    markup_raw(markup, "");
}
