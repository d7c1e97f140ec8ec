/* The lines of an inspection: columns that stand below each other, fitted to
 * a width.
 *
 *     offset  bytes  type and size  path  value */
#ifndef MSGWIRE_TEXT_INSPECT_ROW_H
#define MSGWIRE_TEXT_INSPECT_ROW_H

#include <msgwire/pen.h>

/* Where the columns begin. */
struct mw__inspect_sheet {
    struct mw_pen pen;
    size_t width;
    int digits;        /* of an offset */
    size_t bytes_most; /* shown in a row */
    size_t bytes, type, path, text;
    size_t path_columns; /* 0: no room for paths */
    uint64_t rows;       /* drawn or left out so far */
    uint64_t from, to;   /* rows that are left out; the same: none */
    uint64_t gap;        /* the offset of the first of them */
};

struct mw__inspect_row {
    uint64_t offset;
    struct mw_bytes bytes;
    size_t head_len;  /* of them; the rest is payload */
    const char *type; /* may be NULL */
    bool sized;
    uint64_t size; /* elements, or bytes */
    enum mw_ink ink;
    struct mw_bytes path;
    struct mw_bytes text;
    const char *label;     /* stands behind the text; NULL or "": none */
    struct mw_bytes title; /* instead of a text; below it if it is too long */
};

/* Divides the width.
 *
 * width  0: 80; less than 40 counts as 40.
 * end    the largest offset that will be shown. */
void mw__inspect_sheet_init(struct mw__inspect_sheet *sheet, unsigned width,
                            uint64_t end);

/* True if the next row is left out: its columns may stay empty. */
bool mw__inspect_row_hidden(const struct mw__inspect_sheet *sheet);

void mw__inspect_row_put(struct mw__inspect_sheet *sheet,
                         const struct mw__inspect_row *row);

/* Points at a byte of the row above, and says what is wrong with it.
 *
 * index  the byte, counted from the row's first. */
void mw__inspect_row_point(struct mw__inspect_sheet *sheet, uint64_t index,
                           const char *sentence);

#endif
