/* Markup: HTML and SVG, written so that it is always well-formed: what was
 * opened is closed by its own name, each value of an attribute is in quotes,
 * and all text is escaped, whoever wrote it. */
#ifndef CLIENT_PICTURES_MARKUP_H
#define CLIENT_PICTURES_MARKUP_H

#include <msgwire/bytes.h>

enum { MARKUP_DEPTH = 24 };

/* {.out} is one to begin with. After the first failure nothing is written. */
struct markup {
    struct mw_buffer *out;
    const char *open[MARKUP_DEPTH]; /* names of what is open; borrows */
    size_t depth;
    enum { MARKUP_TEXT, MARKUP_TAG, MARKUP_VALUE } at; /* where it stands */
    enum mw_status rc;
};

/* Begins an element, inside of the one that is open. */
void markup_open(struct markup *markup, const char *name);

/* Adds an attribute to the element that was just begun. */
void markup_attr(struct markup *markup, const char *name, const char *fmt, ...)
    MW_PRINTF(3, 4);

/* Goes on with the attribute's value. */
void markup_attr_add(struct markup *markup, const char *fmt, ...)
    MW_PRINTF(2, 3);

/* Writes numbers and such into the element. What comes of the format, here and
 * above, must be shorter than 512 bytes; more is cut. */
void markup_add(struct markup *markup, const char *fmt, ...) MW_PRINTF(2, 3);

/* Writes text into the element, of any length. What is no character, or can't
 * be in a page, becomes U+FFFD. */
void markup_text(struct markup *markup, struct mw_bytes text);

/* Ends the element that was opened last. */
void markup_close(struct markup *markup);

/* An element with nothing but text in it, and a class unless that is NULL. */
void markup_leaf(struct markup *markup, const char *name, const char *class,
                 const char *text);

/* Begins a section, on a line of its own, with its heading. */
void markup_section(struct markup *markup, const char *heading);

/* An element that has no inside and no end, such as <meta>. Its attributes
 * have been added. */
void markup_close_void(struct markup *markup);

/* Begins an element with a class. */
void markup_open_class(struct markup *markup, const char *name,
                       const char *class);

/* A line of our own that stands as it is: a doctype, style sheets. */
void markup_raw(struct markup *markup, const char *text);

#endif
