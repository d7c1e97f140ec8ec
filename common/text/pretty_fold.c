#include "text/pretty_fold.h"

#include "text/plain.h"
#include "text/width.h"

#include <msgwire/digits.h>

#include <stdio.h>

enum {
    QUOTES = 2,
    LEAST = 8,            /* columns of text that are always shown */
    BYTES_PER_COLUMN = 4, /* shown at most, of text without width */
    ESCAPE = 6,           /* \u001b */
};

static const char ellipsis[] = "\xe2\x80\xa6";

/* Without the quotes. */
static struct mw_bytes inside(struct mw_bytes string)
{
    return mw_bytes(string.at + 1, string.len - QUOTES);
}

/* The length of the character or escape at the front, and its columns. */
static size_t next(struct mw_bytes text, size_t *columns)
{
    if (text.at[0] != '\\') {
        return mw__width_next(text, columns);
    }
    *columns = text.at[1] == 'u' ? ESCAPE : 2;
    return *columns;
}

/* The longest front of whole characters and escapes. */
static size_t cut(struct mw_bytes text, size_t columns)
{
    size_t at = 0, sum = 0, most = BYTES_PER_COLUMN * columns;

    while (at < text.len) {
        size_t more, len = next(mw_bytes(text.at + at, text.len - at), &more);

        if (sum + more > columns || at + len > most) {
            break;
        }
        sum += more;
        at += len;
    }
    return at;
}

/* Bytes are shown whole: two digits of hex, four characters of base64. */
static size_t whole(size_t len, unsigned unit)
{
    return len > unit ? len - len % unit : len;
}

void mw__pretty_fold_put(struct mw_pen *pen, enum mw_ink ink,
                         struct mw_bytes string, size_t columns, unsigned unit)
{
    size_t room = columns > QUOTES + 1 ? columns - QUOTES - 1 : 0;
    size_t len = cut(inside(string), room > LEAST ? room : LEAST);

    len = whole(len, unit);

    mw_pen_put(pen, ink, mw_bytes(string.at, 1 + len));
    mw_pen_put(pen, MW_INK_DIM, mw_text(ellipsis));
    mw_pen_put(pen, ink, mw_text("\""));
}

size_t mw__pretty_fold_note(uint64_t count, const char *noun,
                            char out[MW__PRETTY_NOTE])
{
    char digits[MW_DIGITS];

    return (size_t)snprintf(out, MW__PRETTY_NOTE, "(%s %s%s)",
                            mw_digits(count, digits), noun,
                            count == 1 ? "" : "s");
}

uint64_t mw__pretty_fold_characters(struct mw_bytes string)
{
    struct mw_bytes text = inside(string);
    uint64_t count = 0;

    while (text.len > 0) {
        size_t columns, run = mw__plain_run(text);

        count += run;
        mw_bytes_skip(&text, run);
        if (text.len > 0) {
            mw_bytes_skip(&text, next(text, &columns));
            count++;
        }
    }
    return count;
}

uint64_t mw__pretty_fold_base64(struct mw_bytes string)
{
    struct mw_bytes text = inside(string);
    size_t padding = 0;

    while (padding < 2 && padding < text.len &&
           text.at[text.len - 1 - padding] == '=') {
        padding++;
    }
    return (uint64_t)text.len / 4 * 3 - padding;
}

uint64_t mw__pretty_fold_hex(struct mw_bytes string)
{
    return inside(string).len / 2;
}
