#include "conform/vectors.h"

#include "input/hex.h"

#include "vectors.inc"

struct mw_bytes vectors_bad(void)
{
    return mw_bytes(bad_txt, sizeof(bad_txt));
}

struct mw_bytes vectors_frames(void)
{
    return mw_bytes(frames_txt, sizeof(frames_txt));
}

struct mw_bytes vectors_messages(void)
{
    return mw_bytes(messages_txt, sizeof(messages_txt));
}

struct mw_bytes vectors_values(void)
{
    return mw_bytes(values_txt, sizeof(values_txt));
}

struct mw_bytes vectors_widths(void)
{
    return mw_bytes(widths_txt, sizeof(widths_txt));
}

/* Takes what stands before the next `end`, and the end with it. */
static struct mw_bytes take_until(struct mw_bytes *text, uint8_t end)
{
    const uint8_t *at = memchr(text->at, end, text->len);
    size_t len = at == NULL ? text->len : (size_t)(at - text->at);
    struct mw_bytes taken = {text->at, len};

    mw_bytes_skip(text, at == NULL ? len : len + 1);
    return taken;
}

bool vectors_next(struct mw_bytes *text, struct vectors_row *row)
{
    struct mw_bytes line = {0};

    while (text->len > 0 && (line.len == 0 || *line.at == '#')) {
        line = take_until(text, '\n');
    }
    if (line.len == 0 || *line.at == '#') {
        return false;
    }
    *row = (struct vectors_row){0};
    for (size_t i = 0; i < VECTORS_FIELDS && line.len > 0; i++) {
        row->field[i] = take_until(&line, '\t');
    }
    return true;
}

bool vectors_is(struct mw_bytes field, const char *word)
{
    return mw_bytes_equal(field, mw_text(word));
}

enum mw_status vectors_bytes(struct mw_bytes field, struct mw_buffer *out)
{
    struct hex hex = {0};

    return vectors_is(field, "-")
               ? MW_OK
               : hex_read_on(&hex, &field, SIZE_MAX, out, NULL);
}

uint64_t vectors_number(struct mw_bytes field)
{
    uint64_t number = 0;

    for (size_t i = 0; i < field.len; i++) {
        number = number * 10 + (uint64_t)(field.at[i] - '0');
    }
    return number;
}
