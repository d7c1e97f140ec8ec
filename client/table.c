#include "table.h"

#include "plain.h"

#include <msgwire/value.h>

#include <stdio.h>

enum { DIGITS = 32, NAME_WIDTH_MAX = 40 };

/* A pair whose bytes are taken off the front of the rest of a map. */
struct row {
    struct mw_bytes name;
    uint64_t count;
};

static bool next_row(struct mw_bytes *rest, struct row *row)
{
    struct mw_value name, count;

    if (mw_value_next(rest, &name) != MW_OK || name.type != MW_STR ||
        mw_value_next(rest, &count) != MW_OK || count.type != MW_UINT) {
        return false;
    }
    *row = (struct row){name.payload, count.as.u64};
    return true;
}

bool table_fits(struct mw_bytes map)
{
    struct mw_value head;
    struct row row;

    if (mw_value_next(&map, &head) != MW_OK || head.type != MW_MAP) {
        return false;
    }
    while (map.len > 0) {
        if (!next_row(&map, &row)) {
            return false;
        }
    }
    return true;
}

static const char *group_digits(uint64_t count, char out[DIGITS])
{
    char *to = out + DIGITS - 1;
    int digits = 0;

    *to = '\0';
    do {
        if (digits > 0 && digits % 3 == 0) {
            *--to = ' ';
        }
        *--to = (char)('0' + count % 10);
        count /= 10;
        digits++;
    } while (count > 0);
    return to;
}

/* How wide the two columns must be. */
static void measure(struct mw_bytes rest, int *names, int *counts)
{
    char digits[DIGITS];
    struct row row;

    *names = *counts = 0;
    while (next_row(&rest, &row)) {
        int count = (int)strlen(group_digits(row.count, digits));
        int name =
            row.name.len < NAME_WIDTH_MAX ? (int)row.name.len : NAME_WIDTH_MAX;
        *names = name > *names ? name : *names;
        *counts = count > *counts ? count : *counts;
    }
}

static enum mw_status append_row(const struct row *row, int names, int counts,
                                 struct mw_buffer *out)
{
    char digits[DIGITS], text[NAME_WIDTH_MAX + DIGITS + 4];
    size_t begin = out->len;
    enum mw_status rc = plain_text(row->name, out);
    int name = (int)(out->len - begin);

    snprintf(text, sizeof(text), "%*s  %*s\n", name < names ? names - name : 0,
             "", counts, group_digits(row->count, digits));
    return rc == MW_OK ? mw_buffer_append(out, mw_text(text)) : rc;
}

enum mw_status table_append(struct mw_bytes map, const char *indent,
                            struct mw_buffer *out)
{
    enum mw_status rc = MW_OK;
    struct mw_value head;
    int names, counts;
    struct row row;

    mw_value_next(&map, &head);
    measure(map, &names, &counts);
    while (rc == MW_OK && next_row(&map, &row)) {
        rc = mw_buffer_append(out, mw_text(indent));
        if (rc == MW_OK) {
            rc = append_row(&row, names, counts, out);
        }
    }
    return rc;
}
