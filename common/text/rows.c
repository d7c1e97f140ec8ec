#include "text/rows.h"

#include "text/width.h"

enum { INDENT = 2, GAP = 2, TERM_MAX = 26 };

void mw__rows_measure(struct mw__rows *rows, const char *term)
{
    size_t width = mw__width(mw_text(term));
    size_t column = INDENT + (width <= TERM_MAX ? width : 0) + GAP;

    rows->column = column > rows->column ? column : rows->column;
}

void mw__rows_term(struct mw__rows *rows, const char *term)
{
    mw_pen_pad(&rows->pen, INDENT);
    mw_pen_put(&rows->pen, MW_INK_PLAIN, mw_text(term));
    if (rows->pen.column + GAP > rows->column) {
        mw_pen_newline(&rows->pen);
    }
}

void mw__rows_words(struct mw__rows *rows, const char *text)
{
    mw_pen_words(&rows->pen, MW_INK_PLAIN, text, rows->column,
                 MW__ROWS_COLUMNS);
}
