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

enum { POOL_WORDS = 2, POOL_BLOCK = POOL_WORDS * sizeof(uint64_t) };

/* The first `len` bytes of a block of a slice, mixed. */
static inline void pool_mix(const uint8_t *from, uint64_t draw,
                            uint64_t words[POOL_WORDS], size_t len)
{
    words[0] = words[1] = 0;
    memcpy(words, from, len);
    words[0] ^= draw;
    words[1] ^= draw;
}

/* Writes the bytes of a draw, at most POOL_SLICE. */
static inline void pool_write(const struct pool *pool, uint64_t draw,
                              uint8_t *to, size_t len)
{
    const uint8_t *from = pool->bytes + (draw & (POOL_PLACES - 1));
    uint64_t words[POOL_WORDS];

    for (; len >= POOL_BLOCK; len -= POOL_BLOCK) {
        pool_mix(from, draw, words, POOL_BLOCK);
        memcpy(to, words, POOL_BLOCK);
        from += POOL_BLOCK;
        to += POOL_BLOCK;
    }
    if (len > 0) {
        pool_mix(from, draw, words, len);
        memcpy(to, words, len);
    }
}

/* True if these are the bytes that pool_write writes. */
static inline bool pool_wrote(const struct pool *pool, uint64_t draw,
                              const uint8_t *at, size_t len)
{
    const uint8_t *from = pool->bytes + (draw & (POOL_PLACES - 1));
    uint64_t words[POOL_WORDS], came[POOL_WORDS], differ = 0;

    for (; len >= POOL_BLOCK; len -= POOL_BLOCK) {
        pool_mix(from, draw, words, POOL_BLOCK);
        memcpy(came, at, POOL_BLOCK);
        differ |= (words[0] ^ came[0]) | (words[1] ^ came[1]);
        from += POOL_BLOCK;
        at += POOL_BLOCK;
    }
    if (differ != 0 || len == 0) {
        return differ == 0;
    }
    pool_mix(from, draw, words, len);
    return memcmp(words, at, len) == 0;
}

#endif
