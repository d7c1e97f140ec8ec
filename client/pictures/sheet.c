#include "pictures/sheet.h"

#include "pictures/bars.h"
#include "pictures/facts.h"
#include "pictures/fit.h"

#include <math.h>
#include <stdio.h>

enum {
    NAME_MOST = 24, /* columns of a target's name */
    CELL = UNITS_TEXT + 8,
    BAR_LEAST = 11, /* a shorter one shows little, and has no head */
    BAR_MOST = 100,
};

/* --- cells --- */

static void fail(const struct sheet *sheet, enum mw_status rc)
{
    if (sheet->page->pen->rc == MW_OK) {
        sheet->page->pen->rc = rc;
    }
}

void sheet_name(struct sheet *sheet, size_t target)
{
    struct mw_buffer room = {0};
    const char *name;

    fail(sheet, fit_string(facts_name(sheet->page->study, target), NAME_MOST,
                           &room, &name));
    grid_cell(&sheet->grid, report_ink(target), name);
    mw_buffer_fini(&room);
}

static void put_interval(struct sheet *sheet, size_t target, size_t size,
                         enum metric metric, struct interval *figure)
{
    bool best = facts_best(sheet->page->study, target, size, metric);
    char text[UNITS_TEXT], cell[CELL];

    *figure = (struct interval){0};
    if (!figure_of(sheet->page->study, target, size, metric, figure)) {
        *figure = (struct interval){0};
        grid_cell(&sheet->grid, MW_INK_DIM, "n/a");
        return;
    }
    units_write(metric_facts(metric)->units, figure->value, text);
    snprintf(cell, sizeof(cell), "%s%s", best ? "▸" : "", text);
    grid_cell(&sheet->grid, best ? MW_INK_TITLE : MW_INK_PLAIN, cell);
}

void sheet_figure(struct sheet *sheet, size_t target, size_t size,
                  enum metric metric)
{
    struct interval figure;

    put_interval(sheet, target, size, metric, &figure);
}

void sheet_spread_figure(struct sheet *sheet, size_t target, size_t size,
                         enum metric metric)
{
    struct interval figure;
    char text[CELL] = "";
    double percent;

    put_interval(sheet, target, size, metric, &figure);
    percent = facts_spread(&figure) * 100;
    if (percent > 100) {
        snprintf(text, sizeof(text), " ±>100%%");
    } else if (percent >= 1) {
        snprintf(text, sizeof(text), " ±%.0f%%", percent);
    } else if (percent > 0) {
        snprintf(text, sizeof(text), " ±%.1f%%", fmax(percent, 0.1));
    }
    grid_cell(&sheet->grid, MW_INK_DIM, text);
}

void sheet_part(struct sheet *sheet, size_t target, size_t size,
                enum metric metric)
{
    struct interval figure;
    char text[UNITS_TEXT];

    if (!figure_of(sheet->page->study, target, size, metric, &figure)) {
        grid_cell(&sheet->grid, MW_INK_DIM, "n/a");
    } else {
        grid_cell(&sheet->grid, figure.value > 0 ? MW_INK_FAULT : MW_INK_DIM,
                  units_write(UNITS_PART, figure.value, text));
    }
}

void sheet_count(struct sheet *sheet, uint64_t count)
{
    char text[UNITS_TEXT];

    grid_cell(&sheet->grid, count > 0 ? MW_INK_PLAIN : MW_INK_DIM,
              units_write(UNITS_COUNT, (double)count, text));
}

void sheet_none(struct sheet *sheet)
{
    grid_cell(&sheet->grid, MW_INK_DIM, "–");
}

/* --- rows --- */

/* The columns that there are for a bar; 0 if there are none. */
static size_t bar_room(const struct sheet *sheet)
{
    size_t used = grid_width(&sheet->grid) + GRID_GAP;
    size_t room = sheet->page->width > used ? sheet->page->width - used : 0;

    return sheet->kind->bar == NULL || room < BAR_LEAST ? 0
           : room > BAR_MOST                            ? BAR_MOST
                                                        : room;
}

static void put_bar(struct sheet *sheet, size_t target, size_t size)
{
    struct mw_pen *pen = sheet->page->pen;
    enum mw_ink ink = report_ink(target);
    size_t room = bar_room(sheet);
    struct sheet_bar bar = {0};

    if (room > 0) {
        bar = sheet->kind->bar(sheet->page->study, target, size);
    }
    if (!(bar.value > 0) || !grid_beyond(&sheet->grid)) {
        return;
    }
    if (bar.beyond > bar.value) {
        bars_pair(pen, ink, bar.value, bar.beyond, bar.most, room);
    } else {
        bars_bar(pen, ink, bar.value, bar.most, room);
    }
}

static void put_heads(struct sheet *sheet)
{
    const char *head = sheet->kind->bar_head;

    for (size_t i = 0; sheet->kind->heads[i] != NULL; i++) {
        grid_cell(&sheet->grid, MW_INK_DIM, sheet->kind->heads[i]);
    }
    if (head != NULL && bar_room(sheet) >= fit_columns(head) &&
        grid_beyond(&sheet->grid)) {
        mw_pen_put(sheet->page->pen, MW_INK_DIM, mw_text(head));
    }
    grid_end(&sheet->grid);
}

/* The size's name, if there is another. */
static void put_size(const struct sheet *sheet, size_t size)
{
    struct mw_pen *pen = sheet->page->pen;
    struct mw_buffer shown = {0};
    char text[FACTS_TEXT];

    if (!sheet->grid.measuring && sheet->page->study->size_count > 1) {
        fail(sheet, fit_text(facts_size(sheet->page->study, size, text),
                             sheet->page->width, &shown));
        mw_pen_put(pen, MW_INK_TITLE, mw_buffer_bytes(&shown));
        mw_pen_newline(pen);
        mw_buffer_fini(&shown);
    }
}

/* The targets at one size. */
static void put_group(struct sheet *sheet, size_t size)
{
    const struct study *study = sheet->page->study;
    bool first = true;

    for (size_t i = 0; i < study->target_count; i++) {
        if (!sheet->kind->has(study, i, size)) {
            continue;
        }
        if (first) {
            put_size(sheet, size);
            first = false;
        }
        sheet->kind->row(sheet, i, size);
        put_bar(sheet, i, size);
        grid_end(&sheet->grid);
    }
}

static bool has_any(const struct study *study, const struct sheet_kind *kind)
{
    for (size_t i = 0; i < study->target_count; i++) {
        for (size_t j = 0; j < study->size_count; j++) {
            if (kind->has(study, i, j)) {
                return true;
            }
        }
    }
    return false;
}

static void fit(struct sheet *sheet)
{
    size_t width = sheet->page->width, bars = BAR_LEAST + GRID_GAP;

    if (sheet->kind->bar != NULL && width > bars) {
        grid_fit(&sheet->grid, width - bars, sheet->kind->for_bars);
    }
    grid_fit(&sheet->grid, width, sheet->kind->to_fit);
}

void sheet_write(const struct report_page *page, const struct sheet_kind *kind,
                 uint32_t hidden)
{
    struct sheet sheet = {
        .page = page,
        .kind = kind,
        .grid = {.pen = page->pen,
                 .left = 1,
                 .tight = kind->tight,
                 .hidden = hidden},
    };

    if (!has_any(page->study, kind)) {
        return;
    }
    mw_pen_newline(page->pen);
    while (grid_pass(&sheet.grid)) {
        if (!sheet.grid.measuring) {
            fit(&sheet);
        }
        put_heads(&sheet);
        for (size_t size = 0; size < page->study->size_count; size++) {
            put_group(&sheet, size);
        }
    }
}
