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
