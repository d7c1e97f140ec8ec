#include "base/utf8.h"

#include <msgwire/utf8.h>

static bool is_tail(uint8_t byte)
{
    return (byte & 0xc0) == 0x80;
}

/* The length a first byte announces; 0 if it can't be a first byte. */
static size_t announced(uint8_t first)
{
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xc2 || first > 0xf4) {
        return 0;
    }
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

size_t mw__utf8_next(struct mw_bytes text, uint32_t *code)
{
    static const uint8_t mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t len = text.len == 0 ? 0 : announced(text.at[0]);
    uint32_t value;

    if (len == 0 || len > text.len) {
        return 0;
    }
    value = text.at[0] & mask[len];
    for (size_t i = 1; i < len; i++) {
        if (!is_tail(text.at[i])) {
            return 0;
        }
        value = value << 6 | (text.at[i] & 0x3f);
    }
    if (value < least[len] || value > 0x10ffff ||
        (value >= 0xd800 && value <= 0xdfff)) {
        return 0;
    }
    if (code != NULL) {
        *code = value;
    }
    return len;
}

size_t mw__utf8_put(uint32_t code, uint8_t out[4])
{
    static const uint8_t first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    for (size_t i = len - 1; i > 0; i--) {
        out[i] = (uint8_t)(0x80 | (code & 0x3f));
        code >>= 6;
    }
    out[0] = (uint8_t)(first[len] | code);
    return len;
}

/* Eight bytes at a time, then four, while they are ASCII, which most text and
 * nearly every name is. */
static size_t ascii_run(struct mw_bytes text)
{
    uint32_t four;
    size_t at = 0;

    for (uint64_t eight; at + 8 <= text.len; at += 8) {
        memcpy(&eight, text.at + at, 8);
        if ((eight & 0x8080808080808080u) != 0) {
            break;
        }
    }
    if (at + 4 <= text.len) {
        memcpy(&four, text.at + at, 4);
        at += (four & 0x80808080u) == 0 ? 4 : 0;
    }
    while (at < text.len && text.at[at] < 0x80) {
        at++;
    }
    return at;
}

size_t mw_utf8_valid_len(struct mw_bytes text)
{
    struct mw_bytes rest = text;
    size_t len = 1;

    while (rest.len > 0 && len > 0) {
        mw_bytes_skip(&rest, ascii_run(rest));
        len = mw__utf8_next(rest, NULL);
        mw_bytes_skip(&rest, len);
    }
    return text.len - rest.len;
}

bool mw__utf8_valid(struct mw_bytes text)
{
    return mw_utf8_valid_len(text) == text.len;
}

size_t mw__utf8_whole(struct mw_bytes text)
{
    size_t tails = 0;

    while (tails < 3 && tails < text.len &&
           is_tail(text.at[text.len - 1 - tails])) {
        tails++;
    }
    if (tails == text.len) {
        return text.len;
    }
    if (announced(text.at[text.len - 1 - tails]) > tails + 1) {
        return text.len - 1 - tails;
    }
    return text.len;
}
