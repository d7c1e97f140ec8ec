#include "text/json_number.h"

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* The state after `c`, or START if it does not go on. */
static enum mw__json_number step(enum mw__json_number state, uint8_t c)
{
    switch (state) {
    case MW__JSON_NUMBER_START:
        if (c == '-') {
            return MW__JSON_NUMBER_MINUS;
        }
        /* fall through */
    case MW__JSON_NUMBER_MINUS:
        return c == '0'      ? MW__JSON_NUMBER_ZERO
               : is_digit(c) ? MW__JSON_NUMBER_WHOLE
                             : MW__JSON_NUMBER_START;
    case MW__JSON_NUMBER_WHOLE:
        if (is_digit(c)) {
            return state;
        }
        /* fall through */
    case MW__JSON_NUMBER_ZERO:
        if (c == '.') {
            return MW__JSON_NUMBER_POINT;
        }
        break;
    case MW__JSON_NUMBER_POINT:
        return is_digit(c) ? MW__JSON_NUMBER_FRACTION : MW__JSON_NUMBER_START;
    case MW__JSON_NUMBER_FRACTION:
        if (is_digit(c)) {
            return state;
        }
        break;
    case MW__JSON_NUMBER_E:
        if (c == '+' || c == '-') {
            return MW__JSON_NUMBER_SIGN;
        }
        /* fall through */
    case MW__JSON_NUMBER_SIGN:
    case MW__JSON_NUMBER_EXPONENT:
        return is_digit(c) ? MW__JSON_NUMBER_EXPONENT : MW__JSON_NUMBER_START;
    }
    return c == 'e' || c == 'E' ? MW__JSON_NUMBER_E : MW__JSON_NUMBER_START;
}

/* A state in which digits follow digits: most of a number. */
static bool is_run(enum mw__json_number state)
{
    return state == MW__JSON_NUMBER_WHOLE ||
           state == MW__JSON_NUMBER_FRACTION ||
           state == MW__JSON_NUMBER_EXPONENT;
}

static size_t pass_digits(struct mw_bytes text, size_t at)
{
    while (at < text.len && is_digit(text.at[at])) {
        at++;
    }
    return at;
}

size_t mw__json_number_on(enum mw__json_number *state, struct mw_bytes text)
{
    size_t len = 0;

    while (len < text.len) {
        enum mw__json_number next = step(*state, text.at[len]);
        if (next == MW__JSON_NUMBER_START) {
            break;
        }
        *state = next;
        len = is_run(next) ? pass_digits(text, len + 1) : len + 1;
    }
    return len;
}

bool mw__json_number_whole(enum mw__json_number state)
{
    return state == MW__JSON_NUMBER_ZERO || state == MW__JSON_NUMBER_WHOLE ||
           state == MW__JSON_NUMBER_FRACTION ||
           state == MW__JSON_NUMBER_EXPONENT;
}

bool mw__json_number_float(enum mw__json_number state)
{
    return state == MW__JSON_NUMBER_FRACTION ||
           state == MW__JSON_NUMBER_EXPONENT;
}

bool mw__json_number_sticks(uint8_t byte)
{
    uint8_t letter = byte | 0x20;

    return is_digit(byte) || (letter >= 'a' && letter <= 'z') || byte == '.' ||
           byte == '+' || byte == '-' || byte == '_' || byte >= 0x80;
}

const char *mw__json_number_expected(enum mw__json_number state)
{
    static const char *const words[] = {
        [MW__JSON_NUMBER_START] = "a number",
        [MW__JSON_NUMBER_MINUS] = "a digit",
        [MW__JSON_NUMBER_ZERO] = "\".\", \"e\" or the number's end",
        [MW__JSON_NUMBER_WHOLE] = "a digit, \".\", \"e\" or the number's end",
        [MW__JSON_NUMBER_POINT] = "a digit",
        [MW__JSON_NUMBER_FRACTION] = "a digit, \"e\" or the number's end",
        [MW__JSON_NUMBER_E] = "a digit, \"+\" or \"-\"",
        [MW__JSON_NUMBER_SIGN] = "a digit",
        [MW__JSON_NUMBER_EXPONENT] = "a digit or the number's end",
    };

    return words[state];
}
