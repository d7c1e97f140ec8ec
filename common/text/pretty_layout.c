/* Laying out is a matter of text, token by token. What fits in the columns
 * left stays on its line; an array or object that does not is opened, one
 * level of indentation deeper. Whether it fits is measured over at most one
 * line's columns, so that the work is linear however the value is nested. */
#include "text/pretty_layout.h"

#include "base/uninitialized.h"
#include "text/pretty_scalar.h"
#include "text/pretty_token.h"

#include <msgwire/digits.h>

#include <stdio.h>

enum {
    COLUMNS = 80,
    FOLDED = 40, /* columns that a folded value is given, if there are any */
};

static const char map[] = "{\"$map\":[";

/* True if the value at the front opens over several lines where it does not
 * fit on one; others stay whole. */
static bool can_open(struct mw_bytes text)
{
    return mw__pretty_token_opens(text.at[0]) &&
           !mw__pretty_token_closes(text.at[1]) &&
           !mw__pretty_token_typed(text);
}

/* Columns that the value at the front wants on its line. What is folded makes
 * do with what there is. */
static size_t wanted(struct mw__pretty_sheet *sheet, size_t below)
{
    size_t columns;

    if (sheet->flat > 0) {
        return 0;
    }
    if (can_open(sheet->rest)) {
        return 1;
    }
    columns = mw__pretty_sheet_columns(sheet, sheet->width);
    if (mw__pretty_sheet_folds(sheet) &&
        columns > mw__pretty_sheet_room_at(sheet, 0)) {
        return below < FOLDED ? below : FOLDED;
    }
    return columns;
}

/* A key; its value goes below it if it fits only there, and as far to the left
 * as it must. */
static void put_key(struct mw__pretty_sheet *sheet)
{
    size_t indent = mw__pretty_sheet_top(sheet)->indent + MW__PRETTY_INDENT;
    size_t most = mw__pretty_sheet_room_at(sheet, 0), columns;

    mw__pretty_scalar_key(sheet);
    mw__pretty_sheet_put(sheet, MW_INK_PLAIN); /* its colon */
    columns = wanted(sheet, mw__pretty_sheet_room_at(sheet, indent));
    if (columns + 1 > mw__pretty_sheet_room(sheet) && columns <= most) {
        indent = indent < most - columns ? indent : most - columns;
        mw__pretty_sheet_break(sheet, indent);
    } else {
        mw_pen_put(&sheet->pen, MW_INK_PLAIN, mw_text(" "));
    }
}

/* An array or object that does not fit: one level deeper, but for what the
 * brackets of {"$map": [ hold together, and never beyond half the width. */
static void open_level(struct mw__pretty_sheet *sheet, struct mw_bytes text)
{
    const struct mw__pretty_level *outer = mw__pretty_sheet_top(sheet);
    bool hugs = mw__pretty_token_begins(text, map);
    unsigned close = outer->hugs ? outer->close : outer->indent;
    bool deeper = close + MW__PRETTY_INDENT <= sheet->width / 2;
    struct mw__pretty_level *level = &sheet->levels[++sheet->depth];

    *level = (struct mw__pretty_level){
        .indent = deeper ? close + MW__PRETTY_INDENT : close,
        .close = close,
        .tail = hugs ? 2 : 1,
        .hugs = hugs,
        .array = text.at[0] == '[',
    };
    if (level->array) {
        size_t room = mw__pretty_sheet_room_at(sheet, level->indent);
        bool grid = mw__pretty_cells_grid(sheet->rest, room, &sheet->grid);

        level->cell = (unsigned)mw__pretty_cells(sheet->rest, room);
        sheet->grid_depth = grid ? sheet->depth : 0;
    }
    if (!hugs) {
        mw__pretty_sheet_break(sheet, level->indent);
    }
}

/* --- what is only counted --- */

static const char *noun_of(bool array, bool pairs)
{
    return pairs ? "pair" : array ? "element" : "key";
}

/* An array or object that lies too deep to be opened. */
static void put_closed(struct mw__pretty_sheet *sheet)
{
    bool array = sheet->rest.at[0] == '[';
    bool pairs = mw__pretty_token_begins(sheet->rest, map);
    char note[MW__PRETTY_NOTE];
    uint64_t count;

    mw_bytes_skip(&sheet->rest, pairs ? strlen(map) : 1);
    count = mw__pretty_token_members(&sheet->rest);
    mw_bytes_skip(&sheet->rest, pairs ? 2 : 1);
    mw__pretty_fold_note(count, noun_of(array, pairs), note);
    mw_pen_put(&sheet->pen, MW_INK_PLAIN,
               mw_text(array ? "[\xe2\x80\xa6]" : "{\xe2\x80\xa6}"));
    mw__pretty_sheet_aside(sheet, note);
    sheet->small = false;
    sheet->end.cut = true;
}

/* True in the array of a {"$map":. */
static bool in_pairs(const struct mw__pretty_sheet *sheet)
{
    return sheet->depth > 0 && sheet->levels[sheet->depth - 1].hugs;
}

/* The members of a level that has shown its rows. What would take no more than
 * to say that it is there is shown. */
static void put_rest(struct mw__pretty_sheet *sheet)
{
    bool pairs = in_pairs(sheet);
    struct mw_bytes rest = sheet->rest;
    uint64_t count = mw__pretty_token_members(&rest);
    char note[MW__PRETTY_NOTE], digits[MW_DIGITS];

    if (count == 1 && !can_open(sheet->rest)) {
        return;
    }
    snprintf(note, sizeof(note), "\xe2\x80\xa6 %s more %s%s",
             mw_digits(count, digits),
             noun_of(mw__pretty_sheet_top(sheet)->array, pairs),
             count == 1 ? "" : "s");
    mw_pen_put(&sheet->pen, MW_INK_DIM, mw_text(note));
    sheet->rest = rest;
    sheet->end.cut = true;
}

/* --- brackets and commas --- */

/* {"$bin": is MW__JSON_BIN. */
static enum mw__json_name typed_name(struct mw_bytes text)
{
    size_t len;

    mw_bytes_skip(&text, 1);
    len = mw__pretty_token_len(text);
    return mw__json_typed_name(mw_bytes(text.at + 1, len - 2));
}

/* On this line, for it fits or is parted nowhere. */
static void put_flat(struct mw__pretty_sheet *sheet)
{
    if (sheet->typed == MW__JSON_NONE && mw__pretty_token_typed(sheet->rest)) {
        sheet->typed = typed_name(sheet->rest);
    }
    sheet->flat++;
    sheet->grid_at = 0;
    mw__pretty_sheet_put(sheet, MW_INK_PLAIN);
}

static void put_open(struct mw__pretty_sheet *sheet)
{
    struct mw_bytes text = sheet->rest;
    bool opens = sheet->flat == 0 && can_open(text);
    size_t room = mw__pretty_sheet_room(sheet);

    if (sheet->flat == 0) {
        sheet->small = !opens;
    }
    if (!opens || sheet->depth >= MW__PRETTY_LEVELS ||
        mw__pretty_sheet_columns(sheet, room) <= room) {
        put_flat(sheet);
    } else if (sheet->depth >= sheet->most->depth &&
               !mw__pretty_sheet_top(sheet)->hugs) {
        put_closed(sheet);
    } else {
        mw__pretty_sheet_put(sheet, MW_INK_PLAIN);
        open_level(sheet, text);
    }
}

static void close_level(struct mw__pretty_sheet *sheet)
{
    const struct mw__pretty_level *closed = mw__pretty_sheet_top(sheet);

    sheet->depth--;
    sheet->small = false;
    if (!closed->hugs) {
        mw__pretty_sheet_break(sheet, closed->close);
    }
}

static void put_close(struct mw__pretty_sheet *sheet)
{
    bool object = sheet->rest.at[0] == '}';

    if (sheet->flat > 0) {
        sheet->flat--;
    } else {
        close_level(sheet);
    }
    mw__pretty_sheet_put(sheet, MW_INK_PLAIN);
    if (object && sheet->typed != MW__JSON_NONE) {
        sheet->typed = MW__JSON_NONE;
        mw__pretty_sheet_aside(sheet, sheet->note);
        sheet->note[0] = '\0';
    }
}

/* Small elements of an array share lines. */
static bool shares_line(struct mw__pretty_sheet *sheet)
{
    const struct mw__pretty_level *level = mw__pretty_sheet_top(sheet);

    if (!level->array || !sheet->small || can_open(sheet->rest)) {
        return false;
    }
    return (level->cell > 0 ? level->cell
                            : mw__pretty_sheet_columns(sheet, sheet->width)) <
           mw__pretty_sheet_room(sheet);
}

/* A row has ended; another begins, or the rest is counted. */
static void next_row(struct mw__pretty_sheet *sheet)
{
    struct mw__pretty_level *level = mw__pretty_sheet_top(sheet);
    size_t most = level->array && !in_pairs(sheet) ? sheet->most->elements
                                                   : sheet->most->keys;

    mw__pretty_sheet_break(sheet, level->indent);
    if (++level->rows >= most) {
        put_rest(sheet);
    }
}

static void put_comma(struct mw__pretty_sheet *sheet)
{
    sheet->grid_at += mw__pretty_sheet_in_grid(sheet);
    mw__pretty_sheet_put(sheet, MW_INK_PLAIN);
    if (sheet->flat > 0 || shares_line(sheet)) {
        mw_pen_put(&sheet->pen, MW_INK_PLAIN, mw_text(" "));
    } else {
        next_row(sheet);
    }
}

static void put_scalar(struct mw__pretty_sheet *sheet)
{
    mw__pretty_scalar_put(sheet);
    if (sheet->flat == 0) {
        sheet->small = true;
    }
}

static bool at_key(const struct mw__pretty_sheet *sheet)
{
    size_t len = mw__pretty_token_len(sheet->rest);

    return sheet->rest.at[0] == '"' && len < sheet->rest.len &&
           sheet->rest.at[len] == ':';
}

static void put_next(struct mw__pretty_sheet *sheet)
{
    switch (sheet->rest.at[0]) {
    case '[':
    case '{':
        put_open(sheet);
        break;
    case ']':
    case '}':
        put_close(sheet);
        break;
    case ',':
        put_comma(sheet);
        break;
    default:
        if (at_key(sheet)) {
            put_key(sheet);
        } else {
            put_scalar(sheet);
        }
        break;
    }
}

enum mw_status mw__pretty_layout(struct mw_bytes json,
                                 const struct mw_pretty_style *style,
                                 const struct mw__pretty_most *most,
                                 struct mw_buffer *out,
                                 struct mw__pretty_end *end)
{
    struct mw__pretty_sheet sheet MW__UNINITIALIZED;

    sheet.rest = json;
    sheet.pen = (struct mw_pen){
        .out = out, .colour = style->colour, .colours = style->colours};
    sheet.width = style->width != 0 ? style->width : COLUMNS;
    sheet.most = most;
    sheet.offset = style->offset;
    sheet.end = (struct mw__pretty_end){0};
    sheet.levels[0] = (struct mw__pretty_level){0};
    sheet.depth = sheet.flat = 0;
    sheet.grid_depth = sheet.grid_at = 0;
    sheet.typed = MW__JSON_NONE;
    sheet.note[0] = '\0';
    sheet.small = false;
    while (sheet.rest.len > 0 && sheet.pen.rc == MW_OK && !sheet.end.given_up) {
        put_next(&sheet);
    }
    mw__pretty_sheet_end_line(&sheet);
    *end = sheet.end;
    return sheet.pen.rc;
}
