#include "pictures/grid.h"

#include "pictures/fit.h"

#include <assert.h>

static bool is_in(uint32_t columns, size_t column)
{
    return (columns >> column & 1) != 0;
}

bool grid_pass(struct grid *grid)
{
    bool more = !grid->begun || grid->measuring;

    grid->measuring = !grid->begun;
    grid->begun = true;
    grid->at = 0;
    grid->edge = grid->indent;
    return more;
}

static size_t gap_of(const struct grid *grid, size_t column)
{
    return column == 0 || is_in(grid->tight, column) ? 0 : GRID_GAP;
}

static void measure(struct grid *grid, const char *text)
{
    size_t columns = fit_columns(text);

    if (columns > grid->widths[grid->at]) {
        grid->widths[grid->at] = columns;
    }
    if (grid->at >= grid->count) {
        grid->count = grid->at + 1;
    }
}

void grid_cell(struct grid *grid, enum mw_ink ink, const char *text)
{
    size_t column = grid->at;

    assert(column < GRID_COLUMNS);
    if (grid->measuring) {
        measure(grid, text);
    } else if (!is_in(grid->hidden, column) && grid->widths[column] > 0) {
        grid->edge += gap_of(grid, column);
        if (column < grid->left || is_in(grid->tight, column)) {
            if (*text != '\0') {
                mw_pen_pad(grid->pen, grid->edge);
            }
            mw_pen_put(grid->pen, ink, mw_text(text));
        } else if (*text != '\0') {
            fit_right(grid->pen, ink, text, grid->edge + grid->widths[column]);
        }
        grid->edge += grid->widths[column];
    }
    grid->at++;
}

void grid_end(struct grid *grid)
{
    if (!grid->measuring) {
        mw_pen_newline(grid->pen);
    }
    grid->at = 0;
    grid->edge = grid->indent;
}

size_t grid_width(const struct grid *grid)
{
    size_t width = grid->indent;

    for (size_t i = 0; i < grid->count; i++) {
        if (!is_in(grid->hidden, i) && grid->widths[i] > 0) {
            width += gap_of(grid, i) + grid->widths[i];
        }
    }
    return width;
}

bool grid_beyond(struct grid *grid)
{
    if (grid->measuring) {
        return false;
    }
    mw_pen_pad(grid->pen, grid_width(grid) + GRID_GAP);
    return true;
}

void grid_fit(struct grid *grid, size_t width, const unsigned char *order)
{
    for (; *order < GRID_COLUMNS && grid_width(grid) > width; order++) {
        grid->hidden |= UINT32_C(1) << *order;
    }
}
