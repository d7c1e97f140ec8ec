#include "bench/pool.h"

#include "draw.h"

#include <stdlib.h>

enum { LEN = POOL_PLACES + POOL_SLICE };

static void fill(struct pool *pool, uint64_t seed)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz0123456789-_";

    for (size_t at = 0; at < POOL_PLACES; at += sizeof(uint64_t)) {
        uint64_t bits = draw_of(seed, at);

        memcpy(pool->bytes + at, &bits, sizeof(bits));
    }
    memcpy(pool->bytes + POOL_PLACES, pool->bytes, POOL_SLICE);
    for (size_t at = 0; at < LEN; at++) {
        pool->text[at] = (uint8_t)letters[pool->bytes[at] % 64];
    }
}

enum mw_status pool_init(struct pool *pool, uint64_t seed, struct mw_error *err)
{
    *pool = (struct pool){.bytes = malloc(LEN), .text = malloc(LEN)};
    if (pool->bytes == NULL || pool->text == NULL) {
        pool_fini(pool);
        return mw_error_set(err, MW_ENOMEM, "no memory for payloads");
    }
    fill(pool, seed);
    return MW_OK;
}

void pool_fini(struct pool *pool)
{
    free(pool->bytes);
    free(pool->text);
    *pool = (struct pool){0};
}
