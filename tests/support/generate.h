/* Generated values: the same ones in every run. */
#ifndef GENERATE_H
#define GENERATE_H

#include <msgwire/bytes.h>

/* Where a run of numbers is; `at` may begin with any number but 0. */
struct seed {
    uint64_t at;
};

/* Returns 64 random bits, never all 0. */
uint64_t generate_bits(struct seed *seed);

/* Returns a number below `limit`. */
size_t generate_below(struct seed *seed, size_t limit);

/* Appends a value of any type, in any of its encodings.
 *
 * depth  how many levels of arrays and maps it may have. */
void generate_value(struct seed *seed, unsigned depth, struct mw_buffer *out);

/* Changes, drops or adds a few bytes anywhere. */
void generate_mutation(struct seed *seed, struct mw_buffer *bytes);

#endif
