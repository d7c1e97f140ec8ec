#include <msgwire/pen.h>

#include "text/width.h"

static void append(struct mw_pen *pen, struct mw_bytes text)
{
    if (pen->rc == MW_OK && pen->out != NULL) {
        pen->rc = mw_buffer_append(pen->out, text);
    }
}

static const char *sgr_of(const struct mw_pen *pen, enum mw_ink ink)
{
    return pen->colours != NULL ? pen->colours->sgr[ink]
                                : mw_colours_at(ink)->usual;
}

void mw_pen_put(struct mw_pen *pen, enum mw_ink ink, struct mw_bytes text)
{
    const char *sgr = pen->colour && text.len > 0 ? sgr_of(pen, ink) : "";

    if (*sgr != '\0') {
        append(pen, mw_text("\x1b["));
        append(pen, mw_text(sgr));
        append(pen, mw_text("m"));
    }
    append(pen, text);
    if (*sgr != '\0') {
        append(pen, mw_text("\x1b[0m"));
    }
    pen->column += mw__width(text);
}

void mw_pen_pad(struct mw_pen *pen, size_t column)
{
    static const char spaces[] = "                                ";

    while (pen->column < column) {
        size_t len = column - pen->column;

        len = len < sizeof(spaces) - 1 ? len : sizeof(spaces) - 1;
        append(pen, mw_bytes(spaces, len));
        pen->column += len;
    }
}

void mw_pen_newline(struct mw_pen *pen)
{
    append(pen, mw_text("\n"));
    pen->column = 0;
    pen->lines++;
}

void mw_pen_words(struct mw_pen *pen, enum mw_ink ink, const char *text,
                  size_t indent, size_t width)
{
    while (*(text += strspn(text, " ")) != '\0') {
        struct mw_bytes word = mw_bytes(text, strcspn(text, " "));
        bool first = pen->column <= indent;

        if (!first && pen->column + 1 + mw__width(word) > width) {
            mw_pen_newline(pen);
            first = true;
        }
        mw_pen_pad(pen, first ? indent : pen->column + 1);
        mw_pen_put(pen, ink, word);
        text += word.len;
    }
}
