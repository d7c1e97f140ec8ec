/* The name that was meant: for "did you mean". */
#ifndef MSGWIRE_NEAREST_H
#define MSGWIRE_NEAREST_H

#include <msgwire/bytes.h>
#include <msgwire/export.h>

/* A search: begin with mw_nearest_to, offer names, look at `name`. */
struct mw_nearest {
    struct mw_bytes word;
    const char *name;  /* the best so far; NULL if none is like the word */
    unsigned distance; /* a name must be nearer than this */
};

/* Begins a search for `word`, which is borrowed. */
MW_API struct mw_nearest mw_nearest_to(struct mw_bytes word);

/* Takes the name if it is nearer than those before; borrows it. Names and
 * words beyond 63 bytes are like nothing. */
MW_API void mw_nearest_offer(struct mw_nearest *search, const char *name);

#endif
