#include "output/table.h"

#include "output/plain.h"

#include <msgwire/digits.h>
#include <msgwire/value.h>

enum {
    PAIRS_MAX = 256,
    LINES_LEAST = 6, /* so many rows stand in one column in any case */
    BETWEEN = 2,     /* columns between a name and its count */
    GAP = 4,         /* columns between pairs */
};

struct pair {
    size_t name_at, name_len; /* in the text of all names */
    size_t columns;           /* of the name */
    uint64_t count;
};

struct table {
    struct mw_buffer names; /* one after the other, as they are shown */
    struct pair pairs[PAIRS_MAX];
    size_t count;
    size_t name_columns, count_columns; /* the widest */
};

static bool next_pair(struct mw_bytes *rest, struct mw_value *name,
                      struct mw_value *count)
{
    return mw_value_next(rest, name) == MW_OK && name->type == MW_STR &&
           mw_value_next(rest, count) == MW_OK && count->type == MW_UINT;
}

bool table_fits(struct mw_bytes map)
{
    struct mw_value head, name, count;

    if (mw_value_next(&map, &head) != MW_OK || head.type != MW_MAP ||
        head.as.count > PAIRS_MAX) {
        return false;
    }
    while (map.len > 0) {
        if (!next_pair(&map, &name, &count)) {
            return false;
        }
    }
    return true;
}

static size_t columns_of(struct mw_bytes text)
{
    struct mw_pen pen = {.out = NULL};

    mw_pen_put(&pen, MW_INK_PLAIN, text);
    return pen.column;
}

static enum mw_status add_pair(struct table *table, struct mw_bytes name,
                               uint64_t count)
{
    struct pair *pair = &table->pairs[table->count];
    size_t begin = table->names.len, digits;
    char text[MW_DIGITS];
    enum mw_status rc = plain_text(name, &table->names);

    if (rc != MW_OK) {
        return rc;
    }
    *pair = (struct pair){begin, table->names.len - begin, 0, count};
    pair->columns =
        columns_of(mw_bytes(table->names.at + begin, pair->name_len));
    digits = strlen(mw_digits(count, text));
    if (pair->columns > table->name_columns) {
        table->name_columns = pair->columns;
    }
    if (digits > table->count_columns) {
        table->count_columns = digits;
    }
    table->count++;
    return MW_OK;
}

static enum mw_status read_pairs(struct table *table, struct mw_bytes map)
{
    struct mw_value head, name, count;
    enum mw_status rc = mw_value_next(&map, &head);

    while (rc == MW_OK && map.len > 0 && next_pair(&map, &name, &count)) {
        rc = add_pair(table, name.payload, count.as.u64);
    }
    return rc;
}

/* What is 0 stands back behind what is not. */
static void put_pair(struct mw_pen *pen, const struct table *table,
                     size_t index, size_t left)
{
    const struct pair *pair = &table->pairs[index];
    size_t right = left + table->name_columns + BETWEEN + table->count_columns;
    const char *digits;
    char text[MW_DIGITS];

    digits = mw_digits(pair->count, text);
    mw_pen_pad(pen, left);
    mw_pen_put(pen, MW_INK_KEY,
               mw_bytes(table->names.at + pair->name_at, pair->name_len));
    mw_pen_pad(pen, right - strlen(digits));
    mw_pen_put(pen, pair->count == 0 ? MW_INK_DIM : MW_INK_NUMBER,
               mw_text(digits));
}

/* Down the first column, then down the next. */
static void put_pairs(struct mw_pen *pen, const struct table *table,
                      size_t indent, size_t width)
{
    size_t step = table->name_columns + BETWEEN + table->count_columns + GAP;
    size_t across = width > indent ? (width - indent + GAP) / step : 0;
    size_t most = (table->count + LINES_LEAST - 1) / LINES_LEAST;
    size_t lines;

    across = across < most ? across : most;
    across = across > 0 ? across : 1;
    lines = (table->count + across - 1) / across;
    for (size_t line = 0; line < lines; line++) {
        for (size_t i = line; i < table->count; i += lines) {
            put_pair(pen, table, i, indent + i / lines * step);
        }
        mw_pen_newline(pen);
    }
}

enum mw_status table_write(struct mw_pen *pen, struct mw_bytes map,
                           size_t indent, size_t width)
{
    struct table table = {.count = 0};
    enum mw_status rc = read_pairs(&table, map);

    if (rc == MW_OK) {
        put_pairs(pen, &table, indent, width);
        rc = pen->rc;
    }
    mw_buffer_fini(&table.names);
    return rc;
}
