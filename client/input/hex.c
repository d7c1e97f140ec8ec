#include "input/hex.h"

int hex_digit(uint8_t c)
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

static void pass(struct hex *hex, struct mw_bytes *text)
{
    bool new_line = text->at[0] == '\n';

    hex->lines += new_line;
    hex->columns = new_line ? 0 : hex->columns + 1;
    mw_bytes_skip(text, 1);
}

struct hex_place hex_skip(struct hex *hex, struct mw_bytes *text)
{
    while (text->len > 0 && is_space(text->at[0])) {
        pass(hex, text);
    }
    return (struct hex_place){hex->lines + 1, hex->columns + 1};
}

static enum mw_status refuse(uint8_t c, struct mw_error *err)
{
    char shown[MW_EXCERPT];

    return mw_error_set(err, MW_EVALUE, "expected a hex digit, not %s",
                        mw_excerpt(mw_bytes(&c, 1), shown));
}

static enum mw_status put_digit(struct hex *hex, uint8_t digit,
                                struct mw_buffer *out, struct mw_error *err)
{
    uint8_t byte = (uint8_t)(hex->high << 4 | digit);
    enum mw_status rc;

    if (!hex->half) {
        hex->half = true;
        hex->high = digit;
        return MW_OK;
    }
    hex->half = false;
    rc = mw_buffer_append(out, mw_bytes(&byte, 1));
    return rc == MW_OK
               ? MW_OK
               : mw_error_set(err, rc, "no memory for %zu bytes", out->len + 1);
}

enum mw_status hex_read_on(struct hex *hex, struct mw_bytes *text, size_t most,
                           struct mw_buffer *out, struct mw_error *err)
{
    size_t begin = out->len;
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && text->len > 0 && out->len - begin < most) {
        int digit = hex_digit(text->at[0]);

        if (digit < 0 && !is_space(text->at[0])) {
            return refuse(text->at[0], err);
        }
        pass(hex, text);
        if (digit >= 0) {
            rc = put_digit(hex, (uint8_t)digit, out, err);
        }
    }
    return rc;
}
