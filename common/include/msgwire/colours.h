/* Colours: how each kind of text looks on a terminal, and how a person
 * chooses otherwise, in one line such as "key=34;1:string=32". */
#ifndef MSGWIRE_COLOURS_H
#define MSGWIRE_COLOURS_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

/* Kinds of text; each has its colour. */
enum mw_ink {
    MW_INK_PLAIN, /* punctuation: the terminal's own colour */
    MW_INK_KEY,
    MW_INK_STRING,
    MW_INK_NUMBER,
    MW_INK_BOOL,
    MW_INK_NIL,
    MW_INK_TYPED, /* what JSON alone can't say: bin, ext, time, ... */
    MW_INK_DIM,   /* what stands beside the matter */
    MW_INK_TITLE,
    MW_INK_FAULT,
    MW_INKS, /* how many there are */
};

enum { MW_COLOUR_TEXT = 24 };

/* What is between "ESC [" and "m" for each kind: digits and semicolons, so
 * that nothing else ever follows an escape. Empty: the terminal's own. */
struct mw_colours {
    char sgr[MW_INKS][MW_COLOUR_TEXT];
};

/* A row of the table that both the parser and a manual read. */
struct mw_colours_row {
    const char *name;  /* in the line: "key" */
    const char *usual; /* its colour where none is chosen: "38;5;32" */
    const char *what;  /* what it colours, in a few words */
};

/* Returns the row of a kind, from 0; NULL behind the last one. */
MW_API const struct mw_colours_row *mw_colours_at(size_t ink);

/* The usual colours: each stands out on black, on white, and on both grounds
 * of Solarized. */
MW_API void mw_colours_init(struct mw_colours *colours);

/* Reads "name=colour" pairs, parted by colons. What is not named keeps its
 * colour; an empty colour is the terminal's own.
 *
 * Returns MW_OK; MW_EINVAL with a sentence if a name is none of the table, or
 * a colour is more than digits and semicolons, or too long; then nothing has
 * changed. */
MW_API enum mw_status mw_colours_read(struct mw_colours *colours,
                                      const char *line, struct mw_error *err);

#endif
