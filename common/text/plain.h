/* Plain bytes: printable ASCII but for the quote and the backslash, which are
 * the same inside a JSON string as outside. */
#ifndef MSGWIRE_TEXT_PLAIN_H
#define MSGWIRE_TEXT_PLAIN_H

#include <msgwire/bytes.h>

static inline bool mw__plain(uint8_t byte)
{
    return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

/* Eight bytes, the first in the lowest bits. */
static inline uint64_t mw__plain_load(const uint8_t *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 |
           (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 |
           (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
           (uint64_t)at[7] << 56;
}

/* Marks, by its highest bit, the first byte of eight that is not plain, and
 * some behind it; 0 if all are plain. */
static inline uint64_t mw__plain_marks(uint64_t eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t quote = eight ^ ones * '"';
    uint64_t slash = eight ^ ones * '\\';

    return (eight | (eight - ones * 0x20) | (quote - ones) | (slash - ones) |
            (eight + ones)) &
           ones * 0x80;
}

/* How many bytes are before the first mark. */
static inline size_t mw__plain_before(uint64_t marks)
{
    return (size_t)__builtin_ctzll(marks) / 8;
}

/* The length of the plain bytes at the front. */
static inline size_t mw__plain_run(struct mw_bytes text)
{
    size_t at = 0;

    for (; at + 8 <= text.len; at += 8) {
        uint64_t marks = mw__plain_marks(mw__plain_load(text.at + at));
        if (marks != 0) {
            return at + mw__plain_before(marks);
        }
    }
    while (at < text.len && mw__plain(text.at[at])) {
        at++;
    }
    return at;
}

#endif
