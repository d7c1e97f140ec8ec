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
    unsigned max_depth;
    size_t limit;      /* of a frame's body, or a value */
    uint64_t offset;   /* of the first byte at hand ... */
    const uint8_t *at; /* ... which is this */

    bool begun;       /* a value, which is not done */
    uint64_t value;   /* its first byte's offset */
    uint64_t skip;    /* bytes of the last row's payload that are to come */
    const char *type; /* of the last row */
    bool is_message, headed;
    struct mw_message message; /* its shape; the views are gone */

    struct mw__inspect_sheet sheet;
    struct mw_buffer path_text, value_text; /* of the row being drawn */
    struct mw_error err;
    struct mw__inspect_path path; /* last, since it is large */
};

/* What lies ahead, up to the end of the frame. */
struct mw__inspect_view {
    struct mw_bytes rest; /* bytes that are here */
    uint64_t room;        /* bytes there will ever be; more than those: wait */
    uint64_t missing;     /* bytes of the frame that will never come */
};

/* A row for bytes at hand; all of them count as its head. */
struct mw__inspect_row mw__inspect_value_row(const struct mw__inspection *x,
                                             struct mw_bytes bytes);

/* Draws the row and, below it, what is wrong with its byte `index`: the
 * sentence in x->err, which then gets the byte's offset in front.
 *
 * Returns the status in x->err; MW_ENOMEM or MW_ETOOBIG from the buffer. */
enum mw_status mw__inspect_value_point(struct mw__inspection *x,
                                       const struct mw__inspect_row *row,
                                       uint64_t index);

/* Points at the end of the input, where values or bytes of the frame had been
 * promised. Returns as mw__inspect_value_point, or MW_ENOMEM. */
enum mw_status
mw__inspect_value_refuse_end(struct mw__inspection *x,
                             const struct mw__inspect_view *view);

/* Draws a value, which is a message if it begins as one, as far as it is here.
 *
 * view  its rest and room are moved past what was drawn. Of a payload no more
 *       is needed than is shown: what is not here is left in x->skip.
 *
 * Returns MW_OK, and x->begun is false when the value is done; MW_EAGAIN if it
 * needs more than is here; MW_EVALUE, MW_EDEEP, MW_ETOOBIG or MW_EFRAME
 * (view->missing) at a fault, which has been pointed at; MW_ENOMEM. */
enum mw_status mw__inspect_value(struct mw__inspection *x,
                                 struct mw__inspect_view *view);

/* Passes the payload that x->skip tells of.
 *
 * Returns MW_OK; MW_EAGAIN if there is more of it to come; as
 * mw__inspect_value if it is cut. */
enum mw_status mw__inspect_value_skip(struct mw__inspection *x,
                                      struct mw__inspect_view *view);

#endif
