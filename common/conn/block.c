#include "conn/block.h"

#include "base/alloc.h"

enum {
    BLOCK_FIRST = 4096,     /* a turn's answers on one connection, mostly */
    BLOCK_KEEP = 256 << 10, /* what is larger is not kept */
    POOL_KEEP = 16,
};

static struct mw__block *block_new(void)
{
    struct mw__block *block = mw__zalloc(sizeof(*block));

    if (block != NULL &&
        mw_buffer_reserve(&block->buffer, BLOCK_FIRST) != MW_OK) {
        mw__free(block);
        return NULL;
    }
    return block;
}

static void block_free(struct mw__block *block)
{
    mw_buffer_fini(&block->buffer);
    mw__free(block);
}

struct mw__block *mw__block_take(struct mw__pool *pool)
{
    struct mw__block *block = pool->free;

    if (block != NULL) {
        pool->free = block->next;
        pool->kept--;
    } else {
        block = block_new();
    }
    if (block != NULL) {
        block->counted = 0;
        mw__block_count(pool, block);
    }
    return block;
}

void mw__block_count(struct mw__pool *pool, struct mw__block *block)
{
    *pool->buffered += block->buffer.cap - block->counted;
    block->counted = block->buffer.cap;
}

void mw__block_uncount(struct mw__pool *pool, struct mw__block *block)
{
    if (block != NULL) {
        *pool->buffered -= block->counted;
        block->counted = 0;
    }
}

void mw__block_release(struct mw__pool *pool, struct mw__block *block)
{
    if (block == NULL) {
        return;
    }
    mw__block_uncount(pool, block);
    if (pool->kept >= POOL_KEEP || block->buffer.cap > BLOCK_KEEP) {
        block_free(block);
        return;
    }
    block->buffer.len = 0;
    block->next = pool->free;
    pool->free = block;
    pool->kept++;
}

void mw__pool_fini(struct mw__pool *pool)
{
    while (pool->free != NULL) {
        struct mw__block *block = pool->free;
        pool->free = block->next;
        block_free(block);
    }
    pool->kept = 0;
}
