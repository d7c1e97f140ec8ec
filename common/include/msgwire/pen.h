/* The pen: writes text in the ink of its kind, and knows its column. */
#ifndef MSGWIRE_PEN_H
#define MSGWIRE_PEN_H

#include <msgwire/bytes.h>
#include <msgwire/colours.h>

struct mw_pen {
    struct mw_buffer *out; /* NULL: nothing is written, all is measured */
    bool colour;
    const struct mw_colours *colours; /* NULL: the usual ones */
    size_t column;                    /* columns written on this line */
    size_t lines;                     /* lines that have ended */
    enum mw_status rc; /* the first failure; nothing is written after it */
};

/* Writes text that has no control characters. */
MW_API void mw_pen_put(struct mw_pen *pen, enum mw_ink ink,
                       struct mw_bytes text);

/* Spaces up to the column, if it lies ahead. */
MW_API void mw_pen_pad(struct mw_pen *pen, size_t column);

/* Ends the line. */
MW_API void mw_pen_newline(struct mw_pen *pen);

/* Writes the words of `text`, parted by spaces, from `indent` on (or behind
 * what the line has already) and on as many lines as they need.
 *
 * width  columns of a line; a longer word has one of its own. */
MW_API void mw_pen_words(struct mw_pen *pen, enum mw_ink ink, const char *text,
                         size_t indent, size_t width);

#endif
