#include "text/pretty_cells.h"

#include "text/pretty_token.h"

enum { LOOKED_AT = 1000, SPACE = 1, COMMA = 1 };

static bool is_cell(uint8_t byte)
{
    return byte == '-' || byte == 'n' || (byte >= '0' && byte <= '9');
}

size_t mw__pretty_cells(struct mw_bytes text, size_t width)
{
    size_t count = 0, widest = 0, sum = 0, in_a_row;

    while (count < LOOKED_AT && is_cell(text.at[0])) {
        size_t len = mw__pretty_token_len(text);

        widest = len > widest ? len : widest;
        sum += len + COMMA + SPACE;
        count++;
        mw_bytes_skip(&text, len);
        if (text.at[0] != ',') {
            break;
        }
        mw_bytes_skip(&text, 1);
    }
    if (!(count == LOOKED_AT || mw__pretty_token_closes(text.at[0]))) {
        return 0;
    }
    in_a_row = (width + SPACE) / (widest + COMMA + SPACE);
    /* columns may take half as many lines again as filling them does */
    return in_a_row > 1 && 2 * count * width <= 3 * sum * in_a_row ? widest : 0;
}

/* Takes a row such as [1,-2], and widens the columns.
 *
 * Returns how many numbers it has; 0 if it is no such row. */
static size_t take_row(struct mw_bytes *text, struct mw__pretty_grid *grid)
{
    size_t count = 0;

    while (count < MW__PRETTY_CELLS && (text->at[0] == '[' || count > 0)) {
        size_t len;

        mw_bytes_skip(text, 1); /* the bracket, or a comma */
        if (!is_cell(text->at[0])) {
            return 0;
        }
        len = mw__pretty_token_len(*text);
        if (len > grid->columns[count]) {
            grid->columns[count] = len;
        }
        count++;
        mw_bytes_skip(text, len);
        if (text->at[0] == ']') {
            mw_bytes_skip(text, 1);
            return count;
        }
    }
    return 0;
}

bool mw__pretty_cells_grid(struct mw_bytes text, size_t width,
                           struct mw__pretty_grid *grid)
{
    size_t sum = 0;

    *grid = (struct mw__pretty_grid){0};
    grid->count = take_row(&text, grid);
    if (grid->count == 0) {
        return false;
    }
    while (text.at[0] == ',') {
        mw_bytes_skip(&text, 1);
        if (take_row(&text, grid) != grid->count) {
            return false;
        }
    }
    for (size_t i = 0; i < grid->count; i++) {
        sum += grid->columns[i] + COMMA + SPACE;
    }
    return sum <= width; /* two brackets for the last comma and space */
}
