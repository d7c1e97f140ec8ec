/* The name that was meant: for "did you mean". */
#ifndef MSGWIRE_TEXT_NEAREST_H
#define MSGWIRE_TEXT_NEAREST_H

#include <msgwire/bytes.h>

/* A search: begin with mw__nearest_to, offer names, look at `name`. */
struct mw__nearest {
    struct mw_bytes word;
    const char *name;  /* the best so far; NULL if none is like the word */
    unsigned distance; /* a name must be nearer than this */
};

struct mw__nearest mw__nearest_to(struct mw_bytes word);

/* Takes the name if it is nearer than those before; borrows it. Names and
 * words beyond 63 bytes are like nothing. */
void mw__nearest_offer(struct mw__nearest *search, const char *name);

#endif
