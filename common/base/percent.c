#include "base/percent.h"

#include "base/hex.h"

/* Takes one byte off the front. Returns -1 for an escape that is none. */
static int take(struct mw_bytes *text)
{
    int byte = text->at[0], high, low;

    if (byte != '%') {
        mw_bytes_skip(text, 1);
        return byte;
    }
    if (text->len < 3) {
        return -1;
    }
    high = mw__hex_digit(text->at[1]);
    low = mw__hex_digit(text->at[2]);
    if (high < 0 || low < 0) {
        return -1;
    }
    mw_bytes_skip(text, 3);
    return high * 16 + low;
}

enum mw_status mw__percent_read(struct mw_bytes text, char *out, size_t room,
                                size_t *len, struct mw_error *err)
{
    char part[MW_EXCERPT];

    *len = 0;
    while (text.len > 0) {
        int byte = take(&text);

        if (byte < 0) {
            return mw_error_set(err, MW_EINVAL,
                                "expected two hex digits after \"%%\", got "
                                "\"%s\" (%%25 is a percent sign)",
                                mw_excerpt(text, part));
        }
        if (byte == 0) {
            return mw_error_set(err, MW_EINVAL, "expected no byte 0 (%%00)");
        }
        if (*len < room) {
            out[*len] = (char)byte;
        }
        ++*len;
    }
    if (*len >= room) {
        return MW_ETOOBIG;
    }
    out[*len] = '\0';
    return MW_OK;
}

static bool needs_escape(uint8_t byte)
{
    return byte <= ' ' || byte == 0x7f || byte == '%' || byte == '?';
}

void mw__percent_write(const char *text, char *out, size_t room)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t len = 0;

    for (; *text != '\0'; text++) {
        uint8_t byte = (uint8_t)*text;
        size_t more = needs_escape(byte) ? 3 : 1;

        if (len + more >= room) {
            break;
        }
        if (more == 3) {
            out[len++] = '%';
            out[len++] = digits[byte >> 4];
            out[len++] = digits[byte & 15];
        } else {
            out[len++] = (char)byte;
        }
    }
    out[len] = '\0';
}
