/* Scalars and keys on the sheet: whole, or folded where they are long. */
#ifndef MSGWIRE_TEXT_PRETTY_SCALAR_H
#define MSGWIRE_TEXT_PRETTY_SCALAR_H

#include "text/pretty_sheet.h"

/* Puts the scalar at the front: a number, a word or a string. */
void mw__pretty_scalar_put(struct mw__pretty_sheet *sheet);

/* Puts the key at the front, without its colon. */
void mw__pretty_scalar_key(struct mw__pretty_sheet *sheet);

#endif
