#include "text/pretty_sheet.h"

#include "text/pretty_token.h"

struct mw__pretty_level *mw__pretty_sheet_top(struct mw__pretty_sheet *sheet)
{
    return &sheet->levels[sheet->depth];
}

bool mw__pretty_sheet_in_grid(const struct mw__pretty_sheet *sheet)
{
    return sheet->flat == 1 && sheet->depth > 0 &&
           sheet->depth == sheet->grid_depth;
}

bool mw__pretty_sheet_folds(const struct mw__pretty_sheet *sheet)
{
    return sheet->most->text != SIZE_MAX;
}

size_t mw__pretty_sheet_room_at(struct mw__pretty_sheet *sheet, size_t column)
{
    size_t end = column + mw__pretty_sheet_top(sheet)->tail;

    return end < sheet->width ? sheet->width - end : 0;
}

size_t mw__pretty_sheet_room(struct mw__pretty_sheet *sheet)
{
    return mw__pretty_sheet_room_at(sheet, sheet->pen.column);
}

size_t mw__pretty_sheet_columns(const struct mw__pretty_sheet *sheet,
                                size_t most)
{
    return mw__pretty_token_columns(sheet->rest, most, sheet->offset);
}

/* A line that is wider than the screen takes more than one of its lines. */
void mw__pretty_sheet_end_line(struct mw__pretty_sheet *sheet)
{
    size_t last = sheet->pen.column > 0 ? sheet->pen.column - 1 : 0;

    sheet->end.lines += 1 + last / sheet->width;
    sheet->end.given_up = sheet->end.lines > sheet->most->lines;
    mw_pen_newline(&sheet->pen);
}

void mw__pretty_sheet_break(struct mw__pretty_sheet *sheet, size_t indent)
{
    mw__pretty_sheet_end_line(sheet);
    mw_pen_pad(&sheet->pen, indent);
}

struct mw_bytes mw__pretty_sheet_take(struct mw__pretty_sheet *sheet)
{
    size_t len = mw__pretty_token_len(sheet->rest);
    struct mw_bytes token = mw_bytes(sheet->rest.at, len);

    mw_bytes_skip(&sheet->rest, len);
    return token;
}

void mw__pretty_sheet_put(struct mw__pretty_sheet *sheet, enum mw_ink ink)
{
    mw_pen_put(&sheet->pen, ink, mw__pretty_sheet_take(sheet));
}

void mw__pretty_sheet_aside(struct mw__pretty_sheet *sheet, const char *note)
{
    size_t indent = mw__pretty_sheet_top(sheet)->indent + MW__PRETTY_INDENT;
    size_t len = strlen(note), most = mw__pretty_sheet_room_at(sheet, len);

    if (len == 0) {
        return;
    }
    if (sheet->flat == 0 && 1 + len > mw__pretty_sheet_room(sheet)) {
        mw__pretty_sheet_break(sheet, indent < most ? indent : most);
    } else {
        mw_pen_put(&sheet->pen, MW_INK_PLAIN, mw_text(" "));
    }
    mw_pen_put(&sheet->pen, MW_INK_DIM, mw_text(note));
}
