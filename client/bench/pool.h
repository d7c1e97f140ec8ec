/* Pool: bytes of chance, made once from a seed, of which payloads are slices.
 * They are the same again whenever they are asked for, and nothing on the way
 * can make them shorter. */
#ifndef CLIENT_BENCH_POOL_H
#define CLIENT_BENCH_POOL_H

#include <msgwire/error.h>

enum {
    POOL_PLACES = 256 * 1024, /* where a slice may begin; a power of two */
    POOL_SLICE = 64 * 1024,   /* how long it may be */
};

struct pool {
    uint8_t *bytes; /* POOL_PLACES + POOL_SLICE of them, */
    uint8_t *text;  /* and as many letters, digits, "-" and "_" */
};

/* Returns MW_OK, and pool_fini frees; MW_ENOMEM. */
enum mw_status pool_init(struct pool *pool, uint64_t seed,
                         struct mw_error *err);
void pool_fini(struct pool *pool);

/* Returns where the slice of a draw begins. */
static inline const uint8_t *pool_slice(const uint8_t *part, uint64_t draw)
{
    return part + (draw & (POOL_PLACES - 1));
}

#endif
