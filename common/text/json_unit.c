#include "text/json_unit.h"

#include "base/hex.h"
#include "base/utf8.h"

enum { HEX_DIGITS = 4, ESCAPE = 2 + HEX_DIGITS };

/* Reads "\uXXXX" at the front; what of it is there must be right. */
static enum mw_status read_hex(struct mw_bytes text, uint32_t *code)
{
    static const uint8_t front[] = {'\\', 'u'};

    *code = 0;
    for (size_t i = 0; i < ESCAPE; i++) {
        int digit = 0;

        if (i >= text.len) {
            return MW_EAGAIN;
        }
        if (i < sizeof(front) ? text.at[i] != front[i]
                              : (digit = mw__hex_digit(text.at[i])) < 0) {
            return MW_EVALUE;
        }
        *code = *code << 4 | (uint32_t)digit;
    }
    return MW_OK;
}

/* The second half of a surrogate pair. */
static enum mw_status read_low(struct mw_bytes *text, uint32_t *code,
                               const char **why)
{
    uint32_t low;
    enum mw_status rc = read_hex(*text, &low);

    if (rc == MW_EVALUE || (rc == MW_OK && (low < 0xdc00 || low > 0xdfff))) {
        *why = "\\udc00 to \\udfff after the first half of a pair";
        return MW_EVALUE;
    }
    if (rc == MW_OK) {
        *code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
        mw_bytes_skip(text, ESCAPE);
    }
    return rc;
}

static enum mw_status read_u(struct mw_bytes *text, uint32_t *code,
                             const char **why)
{
    struct mw_bytes rest = *text;
    enum mw_status rc = read_hex(rest, code);

    if (rc != MW_OK) {
        *why = "four hex digits after \\u";
        return rc;
    }
    mw_bytes_skip(&rest, ESCAPE);
    if (*code >= 0xdc00 && *code <= 0xdfff) {
        *why = "\\ud800 to \\udbff before the second half of a pair";
        return MW_EVALUE;
    }
    if (*code >= 0xd800 && *code <= 0xdbff) {
        rc = read_low(&rest, code, why);
    }
    if (rc == MW_OK) {
        *text = rest;
    }
    return rc;
}

static enum mw_status read_escape(struct mw_bytes *text, uint32_t *code,
                                  const char **why)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    const char *letter;

    if (text->len < 2) {
        return MW_EAGAIN;
    }
    if (text->at[1] == 'u') {
        return read_u(text, code, why);
    }
    letter = memchr(letters, text->at[1], sizeof(letters) - 1);
    if (letter == NULL) {
        *why = "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u";
        return MW_EVALUE;
    }
    *code = (uint8_t)meanings[letter - letters];
    mw_bytes_skip(text, 2);
    return MW_OK;
}

enum mw_status mw__json_unit(struct mw_bytes *text, uint32_t *code,
                             const char **why)
{
    struct mw_bytes front = mw_bytes(text->at, text->len < 4 ? text->len : 4);
    size_t len;

    if (text->at[0] == '\\') {
        return read_escape(text, code, why);
    }
    if (text->at[0] < 0x20) {
        *why = "an escape such as \\n or \\u001b";
        return MW_EVALUE;
    }
    len = mw__utf8_next(front, code);
    if (len == 0) {
        *why = "UTF-8";
        return mw__utf8_whole(front) == 0 ? MW_EAGAIN : MW_EVALUE;
    }
    mw_bytes_skip(text, len);
    return MW_OK;
}
