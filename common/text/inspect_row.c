#include "text/inspect_row.h"

#include "text/width.h"

#include <inttypes.h>
#include <stdio.h>

enum {
    WIDTH = 80,
    WIDTH_LEAST = 40,
    TYPE_COLUMNS = 15, /* "positive fixint", "str 32 16777216" */
    PATH_LEAST = 8,
    PATH_MOST = 40,
    TEXT_LEAST = 7,
    TEXT_COLUMNS = 20, /* any integer, or a time of whole seconds */
};

/* How much room each width gives. */
static const struct fit {
    unsigned width; /* at least, with offsets of four digits */
    unsigned bytes; /* shown in a row */
    unsigned gap;   /* between columns */
    bool path;
} fits[] = {
    {160, 16, 2, true}, {110, 12, 2, true}, {78, 7, 2, true}, {64, 6, 1, true},
    {50, 6, 1, false},  {40, 4, 1, false},  {0, 2, 1, false},
};

/* Paths get two fifths of what they share with the text, which comes first. */
static size_t path_columns(size_t left, size_t gap)
{
    size_t columns = 2 * left / 5;
    size_t most = left > TEXT_COLUMNS + gap ? left - TEXT_COLUMNS - gap : 0;

    columns = columns < most ? columns : most;
    columns = columns > PATH_LEAST ? columns : PATH_LEAST;
    return columns < PATH_MOST ? columns : PATH_MOST;
}

static const struct fit *find_fit(unsigned width)
{
    const struct fit *fit = fits;

    while (fit->width > width) {
        fit++;
    }
    return fit;
}

void mw__inspect_sheet_init(struct mw__inspect_sheet *sheet, unsigned width,
                            uint64_t end)
{
    unsigned digits = end <= UINT16_MAX ? 4 : end <= UINT32_MAX ? 8 : 16;
    const struct fit *fit;

    width = width == 0 ? WIDTH : width < WIDTH_LEAST ? WIDTH_LEAST : width;
    fit = find_fit(width + 4 - digits);
    *sheet = (struct mw__inspect_sheet){.digits = (int)digits,
                                        .bytes_most = fit->bytes};
    sheet->bytes = digits + fit->gap;
    sheet->type = sheet->bytes + 3 * sheet->bytes_most - 1 + fit->gap;
    sheet->path = sheet->type + TYPE_COLUMNS + fit->gap;
    sheet->text = sheet->path;
    if (fit->path) {
        sheet->path_columns = path_columns(width - sheet->path, fit->gap);
        sheet->text += sheet->path_columns + fit->gap;
    }
    sheet->width = sheet->text + TEXT_LEAST;
    sheet->width = sheet->width > width ? sheet->width : width;
}

/* Writes in a column, or as soon behind it as what came before allows, what
 * fits in the width. */
static void put_at(struct mw__inspect_sheet *sheet, size_t column,
                   enum mw_ink ink, struct mw_bytes text)
{
    struct mw_pen *pen = &sheet->pen;

    if (column <= pen->column) {
        column = pen->column + 1;
    }
    if (column < sheet->width && text.len > 0) {
        mw_pen_pad(pen, column);
        text.len = mw__width_cut(text, sheet->width - column, NULL);
        mw_pen_put(pen, ink, text);
    }
}

static void put_offset(struct mw__inspect_sheet *sheet, uint64_t offset)
{
    char text[24];

    snprintf(text, sizeof(text), "%0*" PRIx64, sheet->digits, offset);
    mw_pen_put(&sheet->pen, MW_INK_DIM, mw_text(text));
}

/* Many bytes are cut; an ellipsis stands where the next would. */
static void put_bytes(struct mw__inspect_sheet *sheet,
                      const struct mw__inspect_row *row)
{
    bool all = row->bytes.len <= sheet->bytes_most;
    size_t len = all ? row->bytes.len : sheet->bytes_most - 1;

    for (size_t i = 0; i < len; i++) {
        enum mw_ink ink = i < row->head_len ? MW_INK_PLAIN : MW_INK_DIM;
        char text[3];

        snprintf(text, sizeof(text), "%02x", row->bytes.at[i]);
        put_at(sheet, sheet->bytes + 3 * i, ink, mw_text(text));
    }
    if (!all) {
        put_at(sheet, sheet->bytes + 3 * len, MW_INK_DIM,
               mw_text("\xe2\x80\xa6"));
    }
}

/* The size stands at the column's right end; one that would be cut is left
 * out. */
static void put_type(struct mw__inspect_sheet *sheet,
                     const struct mw__inspect_row *row)
{
    size_t end = sheet->type + TYPE_COLUMNS;
    char size[24];
    size_t len = (size_t)snprintf(size, sizeof(size), "%" PRIu64, row->size);

    if (row->type == NULL) {
        return;
    }
    put_at(sheet, sheet->type, row->ink, mw_text(row->type));
    if (row->sized && sheet->pen.column + 1 + len <= sheet->width) {
        put_at(sheet, end - len, MW_INK_PLAIN, mw_text(size));
    }
}

static void put_text(struct mw__inspect_sheet *sheet,
                     const struct mw__inspect_row *row)
{
    const char *label = row->label != NULL ? row->label : "";
    size_t start = sheet->text;

    put_at(sheet, sheet->text, row->ink, row->text);
    if (row->text.len > 0) {
        start = sheet->pen.column + 2;
    }
    if (start + strlen(label) <= sheet->width) {
        put_at(sheet, start, MW_INK_DIM, mw_text(label));
    }
}

/* In the column of texts; nearer to the path, or on a line of its own, if it
 * does not fit there. */
static void put_title(struct mw__inspect_sheet *sheet,
                      const struct mw__inspect_row *row)
{
    size_t columns = mw__width(row->title), column = sheet->text;

    if (column + columns > sheet->width) {
        column = sheet->pen.column + 2;
    }
    if (column + columns > sheet->width) {
        column = sheet->bytes;
        mw_pen_newline(&sheet->pen);
    }
    put_at(sheet, column, MW_INK_TITLE, row->title);
}

bool mw__inspect_row_hidden(const struct mw__inspect_sheet *sheet)
{
    return sheet->rows >= sheet->from && sheet->rows < sheet->to;
}

/* How much was left out before this row. */
static void put_gap(struct mw__inspect_sheet *sheet, uint64_t offset)
{
    char text[80];

    snprintf(text, sizeof(text),
             "\xe2\x80\xa6 %" PRIu64 " rows, %" PRIu64 " bytes left out",
             sheet->to - sheet->from, offset - sheet->gap);
    put_at(sheet, sheet->bytes, MW_INK_DIM, mw_text(text));
    mw_pen_newline(&sheet->pen);
}

void mw__inspect_row_put(struct mw__inspect_sheet *sheet,
                         const struct mw__inspect_row *row)
{
    uint64_t number = sheet->rows;

    if (mw__inspect_row_hidden(sheet)) {
        sheet->gap = number == sheet->from ? row->offset : sheet->gap;
        sheet->rows++;
        return;
    }
    sheet->rows++;
    if (number == sheet->to && sheet->to > sheet->from) {
        put_gap(sheet, row->offset);
    }
    put_offset(sheet, row->offset);
    put_bytes(sheet, row);
    put_type(sheet, row);
    if (sheet->path_columns > 0) {
        put_at(sheet, sheet->path, MW_INK_DIM, row->path);
    }
    put_text(sheet, row);
    if (row->title.len > 0) {
        put_title(sheet, row);
    }
    mw_pen_newline(&sheet->pen);
}

void mw__inspect_row_point(struct mw__inspect_sheet *sheet, uint64_t index,
                           const char *sentence)
{
    if (index > sheet->bytes_most) {
        index = sheet->bytes_most - 1; /* where the ellipsis stands */
    }
    mw_pen_pad(&sheet->pen, sheet->bytes + 3 * (size_t)index);
    mw_pen_put(&sheet->pen, MW_INK_FAULT, mw_text("^"));
    mw_pen_words(&sheet->pen, MW_INK_FAULT, sentence, sheet->bytes,
                 sheet->width);
    mw_pen_newline(&sheet->pen);
}
