#include "text/pen.h"

#include "text/width.h"

/* Of the 256 colours, those of middle brightness: each has a contrast of at
 * least 3.8 to 1 on white and of 4.4 to 1 on black (WCAG 2.1, 1.4.3), which no
 * bright yellow and no dark blue has. */
static const char *const colours[] = {
    [MW__INK_PLAIN] = "",
    [MW__INK_KEY] = "\x1b[38;5;32m",     /* blue #0087d7 */
    [MW__INK_STRING] = "\x1b[38;5;28m",  /* green #008700 */
    [MW__INK_NUMBER] = "\x1b[38;5;166m", /* orange #d75f00 */
    [MW__INK_BOOL] = "\x1b[38;5;133m",   /* purple #af5faf */
    [MW__INK_NIL] = "\x1b[38;5;244m",    /* grey #808080 */
    [MW__INK_TYPED] = "\x1b[38;5;30m",   /* teal #008787 */
    [MW__INK_DIM] = "\x1b[38;5;244m",    /* grey #808080 */
    [MW__INK_TITLE] = "\x1b[1m",
    [MW__INK_FAULT] = "\x1b[1;38;5;196m", /* red #ff0000 */
};

static const char off[] = "\x1b[0m";

static void append(struct mw__pen *pen, struct mw_bytes text)
{
    if (pen->rc == MW_OK) {
        pen->rc = mw_buffer_append(pen->out, text);
    }
}

void mw__pen_put(struct mw__pen *pen, enum mw__ink ink, struct mw_bytes text)
{
    bool colour = pen->colour && *colours[ink] != '\0' && text.len > 0;

    if (colour) {
        append(pen, mw_text(colours[ink]));
    }
    append(pen, text);
    if (colour) {
        append(pen, mw_text(off));
    }
    pen->column += mw__width(text);
}

void mw__pen_pad(struct mw__pen *pen, size_t column)
{
    static const char spaces[] = "                                ";

    while (pen->column < column) {
        size_t len = column - pen->column;

        len = len < sizeof(spaces) - 1 ? len : sizeof(spaces) - 1;
        append(pen, mw_bytes(spaces, len));
        pen->column += len;
    }
}

void mw__pen_newline(struct mw__pen *pen)
{
    append(pen, mw_text("\n"));
    pen->column = 0;
}

void mw__pen_words(struct mw__pen *pen, enum mw__ink ink, const char *text,
                   size_t indent, size_t width)
{
    while (*(text += strspn(text, " ")) != '\0') {
        struct mw_bytes word = mw_bytes(text, strcspn(text, " "));
        bool first = pen->column <= indent;

        if (!first && pen->column + 1 + mw__width(word) > width) {
            mw__pen_newline(pen);
            first = true;
        }
        mw__pen_pad(pen, first ? indent : pen->column + 1);
        mw__pen_put(pen, ink, word);
        text += word.len;
    }
}
