#include "bench/pool.h"

#include "draw.h"

#include <stdlib.h>

enum {
    BYTES = POOL_PLACES + POOL_SLICE,
    TEXT = POOL_TEXT_PLACES + POOL_SLICE,
};

static void fill(struct pool *pool, uint64_t seed)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz0123456789-_";

    for (size_t at = 0; at < BYTES; at += sizeof(uint64_t)) {
        uint64_t bits = draw_of(seed, at);

        memcpy(pool->bytes + at, &bits, sizeof(bits));
    }
    for (size_t at = 0; at < TEXT; at++) {
        pool->text[at] = (uint8_t)letters[draw_of(~seed, at) % 64];
    }
}

enum mw_status pool_init(struct pool *pool, uint64_t seed, struct mw_error *err)
{
    *pool = (struct pool){.bytes = malloc(BYTES), .text = malloc(TEXT)};
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
