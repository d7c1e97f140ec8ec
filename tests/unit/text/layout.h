/* What the tests of laid out text share: its lines, and what they may hold. */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "support.h"

#include <stdlib.h>
#include <string.h>

/* The text of a vector: a line ends where it has U+2424. The caller frees. */
static inline char *layout_text(const char *field)
{
    static const char end[] = "\xe2\x90\xa4";
    char *text = strdup(field), *to = text;

    assert_non_null(text);
    for (const char *at = field; *at != '\0';) {
        if (strncmp(at, end, 3) == 0) {
            *to++ = '\n';
            at += 3;
        } else {
            *to++ = *at++;
        }
    }
    *to = '\0';
    return text;
}

/* Puts a terminator behind the text. */
static inline char *layout_terminate(struct mw_buffer *out)
{
    assert_int_equal(mw_buffer_append(out, mw_bytes("", 1)), MW_OK);
    out->len--;
    return (char *)out->at;
}

/* Fails if a byte could move the cursor: only lines end. */
static inline void layout_is_safe(struct mw_bytes text)
{
    for (size_t i = 0; i < text.len; i++) {
        uint8_t byte = text.at[i];

        assert_true(byte == '\n' || (byte >= 0x20 && byte != 0x7f));
        /* C1 control characters are c2 80 to c2 9f */
        assert_false(byte == 0xc2 && i + 1 < text.len && text.at[i + 1] < 0xa0);
    }
}

/* Takes the colours out, in place. */
static inline void layout_uncolour(struct mw_buffer *text)
{
    size_t to = 0;

    for (size_t i = 0; i < text->len; i++) {
        if (text->at[i] == 0x1b) {
            assert_int_equal(text->at[i + 1], '[');
            i += strcspn((char *)text->at + i, "m");
        } else {
            text->at[to++] = text->at[i];
        }
    }
    text->len = to;
}

#endif
