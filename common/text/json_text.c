#include "text/json_text.h"

#include "base/utf8.h"
#include "text/append.h"
#include "text/plain.h"

enum { ESCAPE = 6 }; /* \u0000 */

/* Copies the plain bytes at the front. Returns how many. */
static size_t copy_plain(struct mw_bytes text, uint8_t *to)
{
    size_t at = 0;

    for (; at + 8 <= text.len; at += 8) {
        uint64_t marks = mw__plain_marks(mw__plain_load(text.at + at));
        memcpy(to + at, text.at + at, 8);
        if (marks != 0) {
            return at + mw__plain_before(marks);
        }
    }
    for (; at < text.len && mw__plain(text.at[at]); at++) {
        to[at] = text.at[at];
    }
    return at;
}

/* What could move a terminal's cursor or turn its text around. */
static bool moves_cursor(uint32_t code)
{
    return (code >= 0x80 && code < 0xa0) || code == 0x61c || code == 0x200e ||
           code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}

/* Writes the escape of a character below U+10000. Returns its length. */
static size_t escape(uint32_t code, uint8_t to[ESCAPE])
{
    static const char hex[] = "0123456789abcdef";
    static const char letters[0x60] = {
        ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r',
        ['\t'] = 't', ['"'] = '"',  ['\\'] = '\\'};

    to[0] = '\\';
    if (code < sizeof(letters) && letters[code] != 0) {
        to[1] = (uint8_t)letters[code];
        return 2;
    }
    to[1] = 'u';
    for (unsigned i = 0; i < 4; i++) {
        to[2 + i] = (uint8_t)hex[code >> (12 - 4 * i) & 15];
    }
    return ESCAPE;
}

/* Takes the character at the front, which is not plain. */
static enum mw_status append_special(struct mw_bytes *text, bool terminal_safe,
                                     struct mw_buffer *out)
{
    uint8_t escaped[ESCAPE];
    struct mw_bytes whole = {escaped, 0};
    uint32_t code;
    size_t len = mw__utf8_next(*text, &code);
    enum mw_status rc;

    if (len == 0) {
        return MW_EVALUE;
    }
    if (len > 1 && !(terminal_safe && moves_cursor(code))) {
        whole = mw_bytes(text->at, len);
    } else {
        whole.len = escape(code, escaped);
    }
    mw_bytes_skip(text, len);
    rc = mw__append(out, whole.at, whole.len);
    return rc == MW_OK ? mw__reserve(out, text->len + 1) : rc;
}

enum mw_status mw__json_text(struct mw_bytes text, bool terminal_safe,
                             struct mw_buffer *out)
{
    size_t mark = out->len;
    enum mw_status rc = mw__reserve(out, text.len + 2);

    if (rc != MW_OK) {
        return rc;
    }
    out->at[out->len++] = '"';
    for (;;) {
        size_t run = copy_plain(text, out->at + out->len);

        out->len += run;
        mw_bytes_skip(&text, run);
        if (text.len == 0) {
            break;
        }
        rc = append_special(&text, terminal_safe, out);
        if (rc != MW_OK) {
            out->len = mark;
            return rc;
        }
    }
    out->at[out->len++] = '"';
    return MW_OK;
}
