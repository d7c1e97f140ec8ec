#include "text/json_place.h"

/* A byte that continues a character begins none. */
static size_t characters(struct mw_bytes text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++) {
        count += (text.at[i] & 0xc0) != 0x80;
    }
    return count;
}

void mw__json_place_pass(struct mw__json_place *place, struct mw_bytes text)
{
    const uint8_t *newline;

    while (text.len > 0 &&
           (newline = memchr(text.at, '\n', text.len)) != NULL) {
        mw_bytes_skip(&text, (size_t)(newline - text.at) + 1);
        place->line++;
        place->column = 1;
    }
    place->column += characters(text);
}
