/* Faults: a row, and below it what is wrong with one of its bytes. */
#ifndef MSGWIRE_TEXT_INSPECT_FAULT_H
#define MSGWIRE_TEXT_INSPECT_FAULT_H

#include "text/inspect_state.h"

/* Draws the row and points at its byte `index`: the sentence in x->err, which
 * then gets the byte's offset in front.
 *
 * Returns the status in x->err; MW_ENOMEM or MW_ETOOBIG from the buffer. So do
 * all of these. */
enum mw_status mw__inspect_fault_point(struct mw__inspection *x,
                                       const struct mw__inspect_row *row,
                                       uint64_t index);

/* The input ends where values or bytes of the frame had been promised. */
enum mw_status mw__inspect_fault_end(struct mw__inspection *x,
                                     const struct mw__inspect_view *view);

/* The view ends before the element does. */
enum mw_status mw__inspect_fault_cut(struct mw__inspection *x,
                                     const struct mw__inspect_view *view,
                                     const struct mw__inspect_element *element);

/* The element alone promises more bytes than a value may have. */
enum mw_status
mw__inspect_fault_long(struct mw__inspection *x, struct mw_bytes rest,
                       const struct mw__inspect_element *element);

/* The view ends before x->skip bytes of the last row's payload have come. */
enum mw_status mw__inspect_fault_skip(struct mw__inspection *x,
                                      const struct mw__inspect_view *view);

/* The byte 0xc1. */
enum mw_status mw__inspect_fault_never(struct mw__inspection *x,
                                       struct mw_bytes rest);

#endif
