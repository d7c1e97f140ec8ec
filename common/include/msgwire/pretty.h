/* Pretty printing for people: typed JSON, indented, fitted to a width,
 * coloured by type. Never writes a byte that could move a cursor. */
#ifndef MSGWIRE_PRETTY_H
#define MSGWIRE_PRETTY_H

#include <msgwire/bytes.h>
#include <msgwire/colours.h>
#include <msgwire/error.h>

/* Tells how many seconds local time is ahead of UTC at a moment, given in
 * seconds since 1970. */
typedef int32_t (*mw_pretty_offset_fn)(int64_t seconds);

struct mw_pretty_style {
    unsigned width; /* columns; what fits stands on one line. 0: 80 */
    bool colour;    /* by type */
    const struct mw_colours *colours; /* NULL: the usual ones */

    /* For a person at a screen; what these do is not read back. */
    bool fold;          /* what is long is cut, and says how long it is */
    unsigned lines;     /* of the screen that a folded value is cut to. 0: 24 */
    const char *unfold; /* how all of it is seen; said where lines were cut */
    bool hex;           /* bin is hex, and not base64 */
    mw_pretty_offset_fn offset; /* local time behind each UTC; NULL: none */
};

/* Appends one value over as many lines as it needs, newline included.
 *
 * Where it folds, a string of more than three lines and a bin of more than one
 * are cut; a value of more than three screens is cut to one, in which each
 * array and object shows its first rows and counts the rest, and a last line
 * tells the size of all. Else, without colour and local time, the text is
 * typed JSON and reads back the same.
 *
 * value  bytes that the walk has accepted.
 *
 * Returns MW_OK; MW_ENOMEM or MW_ETOOBIG from the buffer. */
MW_API enum mw_status mw_pretty(struct mw_bytes value,
                                const struct mw_pretty_style *style,
                                struct mw_buffer *out, struct mw_error *err);

#endif
