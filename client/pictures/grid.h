/* Grids: rows of cells whose columns are as wide as their widest cell. All
 * rows are made twice by the same code: first they are measured, then written.
 *
 *     grid = (struct grid){.pen = pen};
 *     while (grid_pass(&grid)) {
 *         each row: grid_cell(...), grid_cell(...), grid_end(&grid);
 *     }
 */
#ifndef CLIENT_PICTURES_GRID_H
#define CLIENT_PICTURES_GRID_H

#include <msgwire/pen.h>

enum { GRID_COLUMNS = 24, GRID_GAP = 2 };

struct grid {
    struct mw_pen *pen; /* borrows */
    size_t indent;
    size_t left;     /* so many columns, the first ones, begin at their left;
                      * the others end at their right */
    uint32_t hidden; /* a bit for each column that is left out */
    uint32_t tight;  /* a bit for each that has no gap before it */

    size_t widths[GRID_COLUMNS];
    size_t count; /* of columns */
    size_t at;    /* the next cell's column */
    size_t edge;  /* where that begins */
    bool measuring, begun;
};

/* Begins a pass: true for the one that measures, true for the one that writes,
 * then false. */
bool grid_pass(struct grid *grid);

/* A row's next cell. */
void grid_cell(struct grid *grid, enum mw_ink ink, const char *text);

/* Ends a row. */
void grid_end(struct grid *grid);

/* Moves to where what follows the cells begins. Returns true if it is written
 * now, and not measured. */
bool grid_beyond(struct grid *grid);

/* Returns the columns that a row takes, when it was measured. */
size_t grid_width(const struct grid *grid);

/* Leaves out columns, when they were measured, until a row takes `width` at
 * most: the first of `order` first, which ends with GRID_COLUMNS. */
void grid_fit(struct grid *grid, size_t width, const unsigned char *order);

#endif
