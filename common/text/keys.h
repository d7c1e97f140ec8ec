/* The keys of maps that are open, each with its distinct keys so far.
 *
 * Maps open and close like brackets; the keys of the innermost are at the end
 * of one array. Among a map's first keys a new one is looked for by a tag of
 * 32 bits; among more than those in a binary trie (D. J. Bernstein's crit-bit
 * tree), of which the keys are the leaves: it costs at most one step for each
 * bit of the key, however hostile the keys are. */
#ifndef MSGWIRE_TEXT_KEYS_H
#define MSGWIRE_TEXT_KEYS_H

#include <msgwire/bytes.h>

enum { MW__KEYS_FEW = 32 };

/* A key, and the fork that parted it from the keys before it. */
struct mw__key {
    size_t at; /* of its text, counted from the map's base */
    uint32_t len;
    uint32_t tag;     /* differs for most keys */
    uint32_t byte;    /* the fork: which byte of the key ... */
    uint32_t side[2]; /* ... and where it goes on if the bit is 0 or 1 */
    uint8_t mask;     /* ... which bit */
};

struct mw__keys {
    struct mw__key *at; /* `few`, or on the heap */
    uint32_t count;
    uint32_t cap;
    struct mw__key few[MW__KEYS_FEW]; /* enough for most values */
};

/* The keys must stay where they are until mw__keys_fini. */
void mw__keys_init(struct mw__keys *keys);
void mw__keys_fini(struct mw__keys *keys);

/* Opens a map. Returns its mark, which the other calls take. */
static inline uint32_t mw__keys_open(const struct mw__keys *keys)
{
    return keys->count;
}

/* Adds a key to the innermost map.
 *
 * base  what the keys of this map are counted from; it may have moved since
 *       the last call.
 *
 * Returns MW_OK; MW_EVALUE if the map has that key, which is not added;
 * MW_ENOMEM, also for a key that is almost 4 GiB long. */
enum mw_status mw__keys_add(struct mw__keys *keys, uint32_t mark,
                            const uint8_t *base, struct mw_bytes text);

/* Closes the innermost map. */
static inline void mw__keys_close(struct mw__keys *keys, uint32_t mark)
{
    keys->count = mark;
}

#endif
