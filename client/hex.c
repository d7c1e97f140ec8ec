#include "hex.h"

static int digit_of(uint8_t c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_space(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static enum mw_status refuse(struct mw_bytes text, size_t at,
                             struct mw_error *err)
{
    size_t line = 1, column = 1;
    char shown[MW_EXCERPT];

    for (size_t i = 0; i < at; i++) {
        column = text.at[i] == '\n' ? 1 : column + 1;
        line += text.at[i] == '\n';
    }
    return mw_error_set(
        err, MW_EVALUE, "line %zu, column %zu: expected a hex digit, not %s",
        line, column, mw_excerpt(mw_bytes(text.at + at, 1), shown));
}

enum mw_status hex_read(struct mw_bytes text, struct mw_buffer *out,
                        struct mw_error *err)
{
    enum mw_status rc = mw_buffer_reserve(out, text.len / 2 + 1);
    size_t digits = 0;

    if (rc != MW_OK) {
        return mw_error_set(err, rc, "no memory for %zu bytes", text.len / 2);
    }
    for (size_t i = 0; i < text.len; i++) {
        int digit = digit_of(text.at[i]);
        if (digit < 0 && is_space(text.at[i])) {
            continue;
        }
        if (digit < 0) {
            return refuse(text, i, err);
        }
        if (digits++ % 2 == 0) {
            out->at[out->len++] = (uint8_t)(digit << 4);
        } else {
            out->at[out->len - 1] |= (uint8_t)digit;
        }
    }
    if (digits % 2 != 0) {
        return mw_error_set(err, MW_EVALUE,
                            "%zu hex digits: the last byte has only one",
                            digits);
    }
    return MW_OK;
}
