#include "text/pretty_scalar.h"

#include "text/pretty_time.h"
#include "text/pretty_token.h"
#include "text/width.h"

static struct mw_bytes front(const struct mw__pretty_sheet *sheet)
{
    return mw_bytes(sheet->rest.at, mw__pretty_token_len(sheet->rest));
}

/* Puts a string's front; `behind` columns follow it. */
static void put_front(struct mw__pretty_sheet *sheet, enum mw_ink ink,
                      size_t behind)
{
    size_t room = mw__pretty_sheet_room(sheet);
    unsigned unit = sheet->typed == MW__JSON_NONE  ? 1
                    : sheet->typed == MW__JSON_HEX ? 2
                                                   : 4;

    mw__pretty_fold_put(&sheet->pen, ink, mw__pretty_sheet_take(sheet),
                        room > behind ? room - behind : 0, unit);
}

static void put_string(struct mw__pretty_sheet *sheet)
{
    size_t room = mw__pretty_sheet_room(sheet), most = sheet->most->text;
    char note[MW__PRETTY_NOTE];
    size_t len;

    most = most > room ? most : room;
    if (!mw__pretty_sheet_folds(sheet) || sheet->flat > 0 ||
        mw__pretty_sheet_columns(sheet, most) <= most) {
        mw__pretty_sheet_put(sheet, MW_INK_STRING);
        return;
    }
    len = mw__pretty_fold_note(mw__pretty_fold_characters(front(sheet)),
                               "character", note);
    put_front(sheet, MW_INK_STRING, 1 + len);
    mw__pretty_sheet_aside(sheet, note);
}

/* What typed strings mean bytes? Sets how many. */
static bool means_bytes(enum mw__json_name typed, struct mw_bytes string,
                        uint64_t *count)
{
    *count = typed == MW__JSON_HEX ? mw__pretty_fold_hex(string)
                                   : mw__pretty_fold_base64(string);
    return typed == MW__JSON_HEX || typed == MW__JSON_BIN ||
           typed == MW__JSON_STR || typed == MW__JSON_EXT;
}

/* Behind it and its brackets comes a note: of bytes that are cut their number;
 * of a time the local one. */
static void put_typed(struct mw__pretty_sheet *sheet)
{
    struct mw_bytes string = front(sheet);
    size_t behind = sheet->flat;
    uint64_t count;

    if (mw__pretty_sheet_folds(sheet) &&
        means_bytes(sheet->typed, string, &count) &&
        string.len + behind > mw__pretty_sheet_room(sheet)) {
        behind += 1 + mw__pretty_fold_note(count, "byte", sheet->note);
        put_front(sheet, MW_INK_TYPED, behind);
        return;
    }
    if (sheet->typed == MW__JSON_TS) {
        mw_bytes_skip(&string, 1);
        mw__pretty_time(string, sheet->offset, sheet->note);
    }
    mw__pretty_sheet_put(sheet, MW_INK_TYPED);
}

/* The columns of a number's cell; 0 if it has none. */
static size_t cell_of(struct mw__pretty_sheet *sheet)
{
    if (sheet->flat == 0) {
        return mw__pretty_sheet_top(sheet)->cell;
    }
    return mw__pretty_sheet_in_grid(sheet) ? sheet->grid.columns[sheet->grid_at]
                                           : 0;
}

/* A number, true, false or null; where they stand in columns, they end at the
 * same one. */
static void put_word(struct mw__pretty_sheet *sheet)
{
    size_t len = front(sheet).len;
    size_t cell = cell_of(sheet);
    uint8_t byte = sheet->rest.at[0];

    if (len < cell) {
        mw_pen_pad(&sheet->pen, sheet->pen.column + cell - len);
    }
    mw__pretty_sheet_put(sheet, byte == 't' || byte == 'f' ? MW_INK_BOOL
                                : byte == 'n'              ? MW_INK_NIL
                                                           : MW_INK_NUMBER);
}

void mw__pretty_scalar_put(struct mw__pretty_sheet *sheet)
{
    if (sheet->rest.at[0] != '"') {
        put_word(sheet);
    } else if (sheet->typed != MW__JSON_NONE) {
        put_typed(sheet);
    } else {
        put_string(sheet);
    }
}

void mw__pretty_scalar_key(struct mw__pretty_sheet *sheet)
{
    bool typed = mw__pretty_token_begins(sheet->rest, "\"$");
    enum mw_ink ink = typed ? MW_INK_TYPED : MW_INK_KEY;
    unsigned most = sheet->width / 2;

    if (mw__pretty_sheet_folds(sheet) && sheet->flat == 0 &&
        mw__width(front(sheet)) > most) {
        mw__pretty_fold_put(&sheet->pen, ink, mw__pretty_sheet_take(sheet),
                            most, 1);
    } else {
        mw__pretty_sheet_put(sheet, ink);
    }
}
