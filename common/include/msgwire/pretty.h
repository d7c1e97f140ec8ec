/* Pretty printing for people: typed JSON, indented, fitted to a width,
 * coloured by type. Never writes a byte that could move a cursor. */
#ifndef MSGWIRE_PRETTY_H
#define MSGWIRE_PRETTY_H

#include <msgwire/bytes.h>
#include <msgwire/colours.h>
#include <msgwire/error.h>

struct mw_pretty_style {
    unsigned width; /* columns; what fits stands on one line. 0: 80 */
    bool colour;    /* by type */
    const struct mw_colours *colours; /* NULL: the usual ones */
};

/* Appends one value over as many lines as it needs, newline included.
 * Without colour the text is typed JSON and reads back the same.
 *
 * value  bytes that the walk has accepted.
 *
 * Returns MW_OK; MW_ENOMEM or MW_ETOOBIG from the buffer. */
MW_API enum mw_status mw_pretty(struct mw_bytes value,
                                const struct mw_pretty_style *style,
                                struct mw_buffer *out, struct mw_error *err);

#endif
