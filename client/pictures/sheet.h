/* Sheets: tables of a report, whose rows are the targets at each size, with a
 * bar behind each row where there is room. */
#ifndef CLIENT_PICTURES_SHEET_H
#define CLIENT_PICTURES_SHEET_H

#include "figures/metric.h"
#include "pictures/grid.h"
#include "pictures/report_part.h"

struct sheet;

/* A bar: solid up to `value`, light up to `beyond`; `most` is the longest of
 * its size. All 0: there is none. */
struct sheet_bar {
    double value, beyond, most;
};

/* What makes one. */
struct sheet_kind {
    const char *const *heads; /* of the columns, then NULL */
    uint32_t tight;           /* as in struct grid */
    void (*row)(struct sheet *sheet, size_t target, size_t size);
    bool (*has)(const struct study *study, size_t target, size_t size);
    struct sheet_bar (*bar)(const struct study *study, size_t target,
                            size_t size); /* NULL: there are none */
    const char *bar_head;                 /* what they show */

    /* Columns to leave out, the first first, then GRID_COLUMNS: so that there
     * is room for bars; and if not even the rest fits. */
    const unsigned char *for_bars, *to_fit;
};

struct sheet {
    const struct report_page *page;
    const struct sheet_kind *kind;
    struct grid grid;
};

/* Writes one, if any cell has a row.
 *
 * hidden  columns that tell nothing, a bit for each. */
void sheet_write(const struct report_page *page, const struct sheet_kind *kind,
                 uint32_t hidden);

/* --- for the makers of rows: the next cell --- */

void sheet_name(struct sheet *sheet, size_t target);

/* A figure, marked where it is best. */
void sheet_figure(struct sheet *sheet, size_t target, size_t size,
                  enum metric metric);

/* The same, and in a cell of its own its interval: " ±2%". */
void sheet_spread_figure(struct sheet *sheet, size_t target, size_t size,
                         enum metric metric);

/* A part of all messages that is bad unless it is 0. */
void sheet_part(struct sheet *sheet, size_t target, size_t size,
                enum metric metric);

void sheet_count(struct sheet *sheet, uint64_t count);

/* There is no such thing for this target. */
void sheet_none(struct sheet *sheet);

#endif
