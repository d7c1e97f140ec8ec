/* An inspection of one value after the other: a row for each that is a scalar
 * or opens an array or map, and a pointer to the first byte that is wrong. */
#ifndef MSGWIRE_TEXT_INSPECT_VALUE_H
#define MSGWIRE_TEXT_INSPECT_VALUE_H

#include "text/inspect_state.h"

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
