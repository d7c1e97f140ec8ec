#include "figures/phrase.h"

#include <msgwire/digits.h>
#include <msgwire/utf8.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void phrase_put(struct phrase *phrase, const char *fmt, ...)
{
    size_t room = sizeof(phrase->text) - phrase->len;
    va_list args;
    int len;

    va_start(args, fmt);
    len = vsnprintf(phrase->text + phrase->len, room, fmt, args);
    va_end(args);
    if (len >= 0 && (size_t)len >= room) { /* cut at a whole character */
        phrase->len = mw_utf8_valid_len(mw_text(phrase->text));
        phrase->text[phrase->len] = '\0';
    } else if (len > 0) {
        phrase->len += (size_t)len;
    }
}

void phrase_put_units(struct phrase *phrase, enum units_kind kind, double value)
{
    char text[UNITS_TEXT];

    phrase_put(phrase, "%s", units_write(kind, value, text));
}

void phrase_put_count(struct phrase *phrase, uint64_t count)
{
    char text[MW_DIGITS];

    phrase_put(phrase, "%s", mw_digits(count, text));
}

void phrase_put_comma(struct phrase *phrase, size_t index, size_t count)
{
    if (index > 0) {
        phrase_put(phrase, "%s", index + 1 < count ? ", " : " and ");
    }
}
