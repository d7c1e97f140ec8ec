/* Blocks: output on its way, from a pool, held only while there is some. */
#ifndef MSGWIRE_CONN_BLOCK_H
#define MSGWIRE_CONN_BLOCK_H

#include <msgwire/bytes.h>

#include <uv.h>

struct mw__block {
    struct mw__block *next; /* in the pool */
    struct mw_buffer buffer;
    size_t counted; /* of its capacity, in the pool's `buffered` */
    uint64_t moved; /* when the peer was last seen to take bytes, in ms ... */
    size_t left;    /* ... and how many libuv then had ... */
    int in_system;  /* ... and the system, which it had not taken */
    uv_write_t req;
};

struct mw__pool {
    struct mw__block *free;
    size_t kept;        /* blocks in `free` */
    uint64_t *buffered; /* bytes held by blocks in use are added here */
};

/* A block with room for a few messages; NULL if there is no memory. */
struct mw__block *mw__block_take(struct mw__pool *pool);

/* Counts what the buffer has grown by. */
void mw__block_count(struct mw__pool *pool, struct mw__block *block);

/* No longer counts a block that is as good as freed; it may be NULL. */
void mw__block_uncount(struct mw__pool *pool, struct mw__block *block);

/* Gives a block back; it may be NULL. */
void mw__block_release(struct mw__pool *pool, struct mw__block *block);

/* Frees what the pool keeps. */
void mw__pool_fini(struct mw__pool *pool);

#endif
