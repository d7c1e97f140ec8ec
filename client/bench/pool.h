/* Pool: what payloads are made of. It is made once from a seed, and small, so
 * that it stays in the processor's cache: bytes are a slice of it, each word
 * of which is mixed with the slice's own draw, and text is a slice as it is.
 * They are the same again whenever they are asked for, and nothing on the way
 * can make them shorter. */
#ifndef CLIENT_BENCH_POOL_H
#define CLIENT_BENCH_POOL_H

#include <msgwire/error.h>

enum {
    POOL_PLACES = 4 * 1024, /* where a slice may begin; a power of two */
    POOL_TEXT_PLACES = 256 * 1024,
    POOL_SLICE = 4 * 1024, /* how long it may be */
};

struct pool {
    uint8_t *bytes; /* POOL_PLACES + POOL_SLICE of them */
    uint8_t *text; /* POOL_TEXT_PLACES + POOL_SLICE: letters, digits, - and _ */
};

/* Returns MW_OK, and pool_fini frees; MW_ENOMEM. */
enum mw_status pool_init(struct pool *pool, uint64_t seed,
                         struct mw_error *err);
void pool_fini(struct pool *pool);

/* Returns where the slice of text of a draw begins. */
static inline const uint8_t *pool_text(const struct pool *pool, uint64_t draw)
{
    return pool->text + (draw & (POOL_TEXT_PLACES - 1));
}

/* What is mixed at once: one register, where there are any so wide. */
typedef uint64_t pool_block __attribute__((vector_size(16)));

enum { POOL_BLOCK = sizeof(pool_block) };

/* The first `len` bytes of a block of a slice, mixed. */
static inline pool_block pool_mixed(const uint8_t *from, uint64_t draw,
                                    size_t len)
{
    pool_block block = {0};

    memcpy(&block, from, len);
    return block ^ draw;
}

/* Writes the bytes of a draw, at most POOL_SLICE. */
static inline void pool_write(const struct pool *pool, uint64_t draw,
                              uint8_t *to, size_t len)
{
    const uint8_t *from = pool->bytes + (draw & (POOL_PLACES - 1));
    pool_block block;

    for (; len >= POOL_BLOCK; len -= POOL_BLOCK) {
        block = pool_mixed(from, draw, POOL_BLOCK);
        memcpy(to, &block, POOL_BLOCK);
        from += POOL_BLOCK;
        to += POOL_BLOCK;
    }
    if (len > 0) {
        block = pool_mixed(from, draw, len);
        memcpy(to, &block, len);
    }
}

/* True if these are the bytes that pool_write writes. */
static inline bool pool_wrote(const struct pool *pool, uint64_t draw,
                              const uint8_t *at, size_t len)
{
    const uint8_t *from = pool->bytes + (draw & (POOL_PLACES - 1));
    pool_block block, came, differ = {0};

    for (; len >= POOL_BLOCK; len -= POOL_BLOCK) {
        memcpy(&came, at, POOL_BLOCK);
        differ |= pool_mixed(from, draw, POOL_BLOCK) ^ came;
        from += POOL_BLOCK;
        at += POOL_BLOCK;
    }
    if ((differ[0] | differ[1]) != 0 || len == 0) {
        return (differ[0] | differ[1]) == 0;
    }
    block = pool_mixed(from, draw, len);
    return memcmp(&block, at, len) == 0;
}

#endif
