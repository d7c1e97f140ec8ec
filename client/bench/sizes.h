/* Sizes: how long payloads are, all of them or each by chance.
 *
 *     64                     each one
 *     64-1500                64 to 1,500 bytes, all equally likely
 *     64:90,1400:9,60000:1   90 of 100, 9 of 100 and 1 of 100
 *     64-512:3,8Ki           with both; without a weight it is 1 */
#ifndef CLIENT_BENCH_SIZES_H
#define CLIENT_BENCH_SIZES_H

#include <msgwire/error.h>

enum {
    SIZES_MAX = 32,          /* parts of one distribution */
    SIZES_LARGEST = 1 << 30, /* bytes */
};

struct sizes {
    size_t count, largest;
    struct sizes_part {
        uint64_t below;       /* of 2^32 draws: those for it or one before */
        uint32_t least, span; /* least .. least + span - 1 */
    } parts[SIZES_MAX];
};

/* Reads a distribution.
 *
 * Returns MW_OK; MW_EINVAL with the part that is wrong, and what was expected
 * there. */
enum mw_status sizes_read(struct sizes *sizes, struct mw_bytes text,
                          struct mw_error *err);

/* True if there is but one, which is the largest: no draw is needed. */
static inline bool sizes_is_one(const struct sizes *sizes)
{
    return sizes->count == 1 && sizes->parts[0].span == 1;
}

/* Returns the size that a draw gives: its upper half says of which part, its
 * lower half where in it. */
static inline size_t sizes_pick(const struct sizes *sizes, uint64_t draw)
{
    const struct sizes_part *part = sizes->parts;

    while (draw >> 32 >= part->below) {
        part++;
    }
    return part->least + ((draw & UINT32_MAX) * part->span >> 32);
}

#endif
