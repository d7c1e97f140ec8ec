/* Plain bytes: printable ASCII but for the quote and the backslash, which are
 * the same inside a JSON string as outside. */
#ifndef MSGWIRE_TEXT_PLAIN_H
#define MSGWIRE_TEXT_PLAIN_H

#include <msgwire/bytes.h>

static inline bool mw__plain(uint8_t byte)
{
    return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

/* True if all of eight bytes, loaded in any order, are plain. */
static inline bool mw__plain_eight(uint64_t eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t quote = eight ^ ones * '"';
    uint64_t slash = eight ^ ones * '\\';

    return ((eight | (eight - ones * 0x20) | (quote - ones) | (slash - ones) |
             (eight + ones)) &
            ones * 0x80) == 0;
}

/* The length of the plain bytes at the front. */
static inline size_t mw__plain_run(struct mw_bytes text)
{
    size_t at = 0;

    for (uint64_t eight; at + 8 <= text.len; at += 8) {
        memcpy(&eight, text.at + at, 8);
        if (!mw__plain_eight(eight)) {
            break;
        }
    }
    while (at < text.len && mw__plain(text.at[at])) {
        at++;
    }
    return at;
}

#endif
