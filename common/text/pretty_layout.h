/* The layout: one line of typed JSON, over as many lines as it needs. */
#ifndef MSGWIRE_TEXT_PRETTY_LAYOUT_H
#define MSGWIRE_TEXT_PRETTY_LAYOUT_H

#include <msgwire/pretty.h>

/* Bounds of what is shown; SIZE_MAX: none. */
struct mw__pretty_most {
    size_t lines;    /* of the screen, for all; with more it is given up */
    size_t elements; /* rows of an array; the rest is counted */
    size_t keys;     /* rows of a map */
    size_t depth;    /* of what is opened; deeper ones are counted */
    size_t text;     /* columns of a string that does not fit on its line */
};

/* How a layout ended. */
struct mw__pretty_end {
    size_t lines;  /* of the screen */
    bool given_up; /* they were too many */
    bool cut;      /* elements are only counted */
};

/* Appends the lines.
 *
 * json  what mw_json_write made, terminal_safe.
 * out   NULL: the lines are counted only.
 *
 * Returns MW_OK; MW_ENOMEM or MW_ETOOBIG from the buffer. */
enum mw_status mw__pretty_layout(struct mw_bytes json,
                                 const struct mw_pretty_style *style,
                                 const struct mw__pretty_most *most,
                                 struct mw_buffer *out,
                                 struct mw__pretty_end *end);

#endif
