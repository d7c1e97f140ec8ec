#include "text/json_place.h"

enum { SHORT = 16 };

/* A byte that continues a character begins none. */
static bool begins_character(uint8_t byte)
{
    return (byte & 0xc0) != 0x80;
}

/* How many of eight bytes begin no character: of their two highest bits only
 * the first is set. */
static size_t tails_of(uint64_t eight)
{
    uint64_t tails = eight & ~(eight << 1) & UINT64_C(0x8080808080808080);

    return tails == 0 ? 0 : (size_t)__builtin_popcountll(tails);
}

static size_t characters(struct mw_bytes text)
{
    size_t count = 0, at = 0;

    for (uint64_t eight; at + sizeof(eight) <= text.len; at += sizeof(eight)) {
        memcpy(&eight, text.at + at, sizeof(eight));
        count += sizeof(eight) - tails_of(eight);
    }
    for (; at < text.len; at++) {
        count += begins_character(text.at[at]);
    }
    return count;
}

/* What is between two values mostly, or a number: no search pays. */
static void pass_short(struct mw__json_place *place, struct mw_bytes text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\n') {
            place->line++;
            place->column = 1;
        } else {
            place->column += begins_character(text.at[i]);
        }
    }
}

void mw__json_place_pass(struct mw__json_place *place, struct mw_bytes text)
{
    const uint8_t *newline;

    if (text.len <= SHORT) {
        pass_short(place, text);
        return;
    }
    while (text.len > 0 &&
           (newline = memchr(text.at, '\n', text.len)) != NULL) {
        mw_bytes_skip(&text, (size_t)(newline - text.at) + 1);
        place->line++;
        place->column = 1;
    }
    place->column += characters(text);
}
