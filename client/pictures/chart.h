/* Charts: lines over two axes, as SVG in a page. Each line is told by its
 * name at its end, and not by its colour alone. */
#ifndef CLIENT_PICTURES_CHART_H
#define CLIENT_PICTURES_CHART_H

#include "figures/units.h"
#include "pictures/markup.h"
#include "pictures/scale.h"

enum { CHART_LINES = 16, CHART_TICK = UNITS_TEXT, CHART_SERIES = 6 };

struct chart_point {
    double x, y;
    double low, high; /* how far y reaches; both equal to y: nowhere */
};

struct chart_line {
    const char *name;
    size_t series; /* its colour and kind of line: of a target its index */
    const struct chart_point *points;
    size_t count;
};

struct chart_tick {
    double at;
    char text[CHART_TICK];
};

struct chart_axis {
    const char *title;
    struct scale scale;   /* its `low`, `high` and `log` */
    bool exact;           /* it ends where its values end, round or not */
    enum units_kind kind; /* of its values */
    struct chart_tick ticks[SCALE_TICKS];
    size_t tick_count;
};

struct chart {
    size_t id;         /* no other chart of the page has it */
    const char *title; /* what it shows, for who can't see it too */
    const char *description;
    struct chart_axis x, y;
    const struct chart_line *lines;
    size_t line_count; /* up to CHART_LINES */
    bool marks;        /* each point is marked: there are few */
};

/* Takes a value into an axis that grows with its values; an empty one has low
 * above high. Of a log axis only what is above 0 counts. */
void chart_reach(struct chart_axis *axis, double value);

/* Rounds an axis unless it is exact, and marks it with values of this kind. */
void chart_mark(struct chart_axis *axis, enum units_kind kind);

/* Writes the text of a tick: as units_write, without zeros at the end, and for
 * nothing just 0. Returns `out`. */
const char *chart_tick_text(enum units_kind kind, double value,
                            char out[CHART_TICK]);

/* Writes it. A chart in which no line has a point is not written. */
void chart_write(const struct chart *chart, struct markup *markup);

#endif
