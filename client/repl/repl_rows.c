#include "repl/repl_rows.h"

#include <string.h>
#include <wctype.h>

enum { TAB_STOP = 8, NUMBER = 7, LONG_NUMBER = 8 };

/* A place on the screen, counted from where the prompt begins. */
struct place {
    size_t row, column, width;
};

/* As libedit draws them: control characters as ^X, what can't be printed as
 * its number, \U+NNNN. */
static size_t width_of(const struct place *place, wchar_t c)
{
    int width = wcwidth(c);

    if (c == L'\t') {
        return TAB_STOP - place->column % TAB_STOP;
    }
    if (c < 0x80 && iswcntrl((wint_t)c)) {
        return 2;
    }
    if (!iswprint((wint_t)c)) {
        return c > 0xffff ? LONG_NUMBER : NUMBER;
    }
    return width > 0 ? (size_t)width : 0;
}

/* A wide character that does not fit begins a row; a full row is left. */
static void advance(struct place *place, wchar_t c)
{
    size_t width = width_of(place, c);

    if (place->column + width > place->width) {
        place->row++;
        place->column = 0;
    }
    place->column += width;
    if (place->column >= place->width) {
        place->row++;
        place->column = 0;
    }
}

size_t repl_rows_above(const char *prompt, const wchar_t *at,
                       const wchar_t *end, size_t width)
{
    struct place place = {.width = width};
    size_t len = strlen(prompt), used;
    mbstate_t state = {0};
    wchar_t c;

    while (len > 0 && (used = mbrtowc(&c, prompt, len, &state)) <= len &&
           used > 0) {
        advance(&place, c);
        prompt += used;
        len -= used;
    }
    for (; at < end; at++) {
        advance(&place, *at);
    }
    return place.row;
}
