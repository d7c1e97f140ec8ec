/* The pen: writes text in the ink of its kind, and knows its column. */
#ifndef MSGWIRE_TEXT_PEN_H
#define MSGWIRE_TEXT_PEN_H

#include <msgwire/bytes.h>

/* Kinds of text; each has its colour. */
enum mw__ink {
    MW__INK_PLAIN, /* punctuation: the terminal's own colour */
    MW__INK_KEY,
    MW__INK_STRING,
    MW__INK_NUMBER,
    MW__INK_BOOL,
    MW__INK_NIL,
    MW__INK_TYPED, /* what JSON alone can't say: bin, ext, time, ... */
    MW__INK_DIM,   /* what stands beside the matter */
    MW__INK_TITLE,
    MW__INK_FAULT,
};

struct mw__pen {
    struct mw_buffer *out;
    bool colour;
    size_t column;     /* columns written on this line */
    enum mw_status rc; /* the first failure; nothing is written after it */
};

void mw__pen_put(struct mw__pen *pen, enum mw__ink ink, struct mw_bytes text);

/* Spaces up to the column, if it lies ahead. */
void mw__pen_pad(struct mw__pen *pen, size_t column);

void mw__pen_newline(struct mw__pen *pen);

/* Writes the words of `text`, parted by spaces, from `indent` on (or behind
 * what the line has already) and on as many lines as they need.
 *
 * width  columns of a line; a longer word has one of its own. */
void mw__pen_words(struct mw__pen *pen, enum mw__ink ink, const char *text,
                   size_t indent, size_t width);

#endif
