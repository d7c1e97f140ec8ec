/* Heads: what the first byte of a value says of it. Walk and cursor read the
 * same table, so they can't differ about where a value ends.
 * Source: github.com/msgpack/msgpack spec.md, "Formats". */
#ifndef MSGWIRE_WIRE_HEAD_H
#define MSGWIRE_WIRE_HEAD_H

#include "base/endian.h"

#include <msgwire/value.h>

enum mw__head_kind {
    MW__HEAD_FIXED, /* `fixed` bytes follow, and no more */
    MW__HEAD_SIZED, /* a length follows, then so many bytes and `fixed` more */
    MW__HEAD_ARRAY, /* a count follows, or is `fixed`; then the elements */
    MW__HEAD_MAP,   /* a count follows, or is `fixed`; then the pairs */
    MW__HEAD_NEVER, /* 0xc1 */
};

struct mw__head {
    uint8_t kind;     /* enum mw__head_kind */
    uint8_t type;     /* enum mw_type; an integer's by how it is written */
    uint8_t size_len; /* bytes of the length or count that follow: 0 1 2 4 */
    uint8_t fixed;    /* an ext's type counts as the first byte of payload */
};

/* One row for each first byte. */
extern const struct mw__head mw__head_table[256];

/* Returns the payload's length, or the count of an array or map. `at` is the
 * first byte; size_len more must be there. */
static inline uint64_t mw__head_size(struct mw__head head, const uint8_t *at)
{
    switch (head.size_len) {
    case 0:
        return head.fixed;
    case 1:
        return (uint64_t)at[1] + head.fixed;
    case 2:
        return (uint64_t)mw__get_be16(at + 1) + head.fixed;
    default:
        return (uint64_t)mw__get_be32(at + 1) + head.fixed;
    }
}

/* True if values follow that belong to this one. */
static inline bool mw__head_opens(struct mw__head head)
{
    return head.kind == MW__HEAD_ARRAY || head.kind == MW__HEAD_MAP;
}

/* Returns how many values an array or map of this size promises; else 0. */
static inline uint64_t mw__head_owed(struct mw__head head, uint64_t size)
{
    return !mw__head_opens(head)       ? 0
           : head.kind == MW__HEAD_MAP ? 2 * size
                                       : size;
}

#endif
