/* Random numbers that are the same in every run. */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdint.h>

/* The state: any number but 0 begins a sequence (George Marsaglia's
 * xorshift, 64 bits). */
static inline uint64_t random_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* A number below `end`. */
static inline uint64_t random_below(uint64_t *state, uint64_t end)
{
    return random_next(state) % end;
}

#endif
