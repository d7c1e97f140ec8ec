#include "pictures/fit.h"

#include "output/plain.h"

#include <msgwire/utf8.h>

static size_t columns_of(struct mw_bytes text)
{
    struct mw_pen pen = {.out = NULL};

    mw_pen_put(&pen, MW_INK_PLAIN, text);
    return pen.column;
}

size_t fit_columns(const char *text)
{
    return columns_of(mw_text(text));
}

/* True of a byte that is not the first of its character. */
static bool goes_on(uint8_t byte)
{
    return (byte & 0xc0) == 0x80;
}

/* The longest front of whole characters within so many columns. */
static size_t front(struct mw_bytes text, size_t columns)
{
    size_t end = 0, next = 0, taken = 0;

    while (next < text.len) {
        do {
            next++;
        } while (next < text.len && goes_on(text.at[next]));
        taken += columns_of(mw_bytes(text.at + end, next - end));
        if (taken > columns) {
            break;
        }
        end = next;
    }
    return end;
}

enum mw_status fit_plain(const char *text, struct mw_buffer *out)
{
    struct mw_bytes rest = mw_text(text);
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && rest.len > 0) {
        size_t valid = mw_utf8_valid_len(rest);

        rc = plain_text(mw_bytes(rest.at, valid), out);
        mw_bytes_skip(&rest, valid);
        if (rc == MW_OK && rest.len > 0) {
            rc = mw_buffer_append(out, mw_text("\xef\xbf\xbd"));
            mw_bytes_skip(&rest, 1);
        }
    }
    return rc;
}

enum mw_status fit_text(const char *text, size_t columns, struct mw_buffer *out)
{
    struct mw_buffer plain = {0};
    enum mw_status rc = fit_plain(text, &plain);
    struct mw_bytes shown = mw_buffer_bytes(&plain);
    bool long_one = front(shown, columns) < shown.len;

    if (long_one) {
        shown.len = front(shown, columns > 0 ? columns - 1 : 0);
    }
    if (rc == MW_OK) {
        rc = mw_buffer_append(out, shown);
    }
    if (rc == MW_OK && long_one && columns > 0) {
        rc = mw_buffer_append(out, mw_text("…"));
    }
    mw_buffer_fini(&plain);
    return rc;
}

enum mw_status fit_string(const char *text, size_t columns,
                          struct mw_buffer *room, const char **string)
{
    enum mw_status rc = fit_text(text, columns, room);

    rc = rc == MW_OK ? mw_buffer_append(room, mw_bytes("", 1)) : rc;
    *string = rc == MW_OK ? (const char *)room->at : "";
    return rc;
}

void fit_right(struct mw_pen *pen, enum mw_ink ink, const char *text,
               size_t right)
{
    size_t columns = fit_columns(text);

    mw_pen_pad(pen, right > columns ? right - columns : 0);
    mw_pen_put(pen, ink, mw_text(text));
}
