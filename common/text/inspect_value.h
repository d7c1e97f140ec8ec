/* An inspection of one value after the other: a row for each that is a scalar
 * or opens an array or map, and a pointer to the first byte that is wrong. */
#ifndef MSGWIRE_TEXT_INSPECT_VALUE_H
#define MSGWIRE_TEXT_INSPECT_VALUE_H

#include "text/inspect_path.h"
#include "text/inspect_row.h"

#include <msgwire/error.h>
#include <msgwire/frame.h>
#include <msgwire/message.h>

struct mw__inspection {
    const struct mw_framing *framing; /* NULL: values follow each other */
    unsigned max_depth;
    size_t limit;      /* of a frame's body, or a value */
    uint64_t offset;   /* of the input's first byte ... */
    const uint8_t *at; /* ... which is this */

    const uint8_t *value; /* the whole value's first byte */
    uint64_t missing;     /* bytes of the frame that have not come */
    bool is_message;
    struct mw_message message;
    struct mw__inspect_path path;

    struct mw__inspect_sheet sheet;
    struct mw_buffer path_text, value_text; /* of the row being drawn */
    struct mw_error err;
};

/* A row for bytes of the input; all of them count as its head. */
struct mw__inspect_row mw__inspect_value_row(const struct mw__inspection *x,
                                             struct mw_bytes bytes);

/* Draws the row and, below it, what is wrong with its byte `index`: the
 * sentence in x->err, which then gets the byte's offset in front.
 *
 * Returns the status in x->err; MW_ENOMEM or MW_ETOOBIG from the buffer. */
enum mw_status mw__inspect_value_point(struct mw__inspection *x,
                                       const struct mw__inspect_row *row,
                                       size_t index);

/* Points at the end of the input, where values or bytes of the frame had been
 * promised. Returns as mw__inspect_value_point, or MW_ENOMEM. */
enum mw_status mw__inspect_value_refuse_end(struct mw__inspection *x,
                                            const uint8_t *end);

/* Draws one whole value, which is a message if it has the shape of one.
 *
 * rest  moved past what was drawn.
 *
 * Returns MW_OK; MW_EVALUE, MW_EDEEP, MW_ETOOBIG or MW_EFRAME (x->missing) at
 * a fault, which has been pointed at; MW_ENOMEM. */
enum mw_status mw__inspect_value(struct mw__inspection *x,
                                 struct mw_bytes *rest);

#endif
