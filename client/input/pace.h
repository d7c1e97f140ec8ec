/* A pace: when the next of many may go, so that so many go in a second.
 *
 * They are due at even distances from the first one, so that no error adds up.
 * One that is a little late does not delay those behind it; after a longer gap
 * the distances begin anew, for what was missed is not made up in a burst. */
#ifndef CLIENT_INPUT_PACE_H
#define CLIENT_INPUT_PACE_H

#include <stdbool.h>
#include <stdint.h>

/* Begin with {.per_second = N}; times are of any clock that only goes on. */
struct pace {
    uint64_t per_second; /* 0: no limit */
    uint64_t from_ns;    /* when the first of this second was due */
    uint64_t gone;       /* since then; below per_second */
    bool begun;
};

/* Returns how long the next one has to wait; 0: it may go. */
uint64_t pace_wait_ns(const struct pace *pace, uint64_t now_ns);

/* Notes that one goes now. */
void pace_note(struct pace *pace, uint64_t now_ns);

#endif
