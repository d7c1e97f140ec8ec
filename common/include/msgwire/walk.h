/* The checked walk: is this exactly msgpack, and where does the value end?
 *
 * It is iterative and allocates nothing. It keeps the number of values still
 * promised; where the end of the input is known, a promise that the bytes left
 * can't keep is refused at once, so a lie about a count costs nothing.
 * Source: github.com/msgpack/msgpack spec.md. */
#ifndef MSGWIRE_WALK_H
#define MSGWIRE_WALK_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>
#include <msgwire/limits.h>

/* A walk that can wait for more bytes. Callers make one; mw_walk_init fills
 * what must be filled (`left` beyond `depth` is never read). */
struct mw_walk {
    size_t at;        /* bytes of the value looked at so far */
    size_t skip;      /* payload bytes announced and not yet passed */
    size_t max_len;   /* most bytes the value may have */
    uint64_t owed;    /* values still promised, over all levels */
    uint64_t nodes;   /* values begun so far */
    unsigned depth;   /* containers open now */
    unsigned deepest; /* containers ever open at once */
    unsigned max_depth;
    uint64_t left[MW_DEPTH_MAX]; /* values still promised, per level */
};

/* Makes `walk` ready for the first byte of a value.
 *
 * max_depth  levels of nesting allowed, at most MW_DEPTH_MAX.
 * max_len    bytes the value may have at most, in whole. */
MW_API void mw_walk_init(struct mw_walk *walk, unsigned max_depth,
                         size_t max_len);

/* Goes on where it stopped; each byte is looked at once, whatever the cuts.
 *
 * value  all bytes of the value that have come, from its first one; they may
 *        have moved since the last call. Bytes after the value are not read.
 *
 * Returns MW_OK, and walk->at is the value's length; MW_EAGAIN if it is not
 * whole; MW_EVALUE for the byte 0xc1; MW_EDEEP; MW_ETOOBIG if the promised
 * values can't fit max_len. */
MW_API enum mw_status mw_walk_on(struct mw_walk *walk, struct mw_bytes value,
                                 struct mw_error *err);

/* Walks bytes that are all there is, and want to be exactly one value.
 *
 * Returns MW_OK; MW_EVALUE for 0xc1, a cut value, a count or length that the
 * bytes can't keep, or bytes after the value; MW_EDEEP. The sentence names
 * the byte, counted from 0.
 * Wire: schema/README.md, "Frame". */
MW_API enum mw_status mw_walk_whole(struct mw_bytes bytes, unsigned max_depth,
                                    struct mw_error *err);

/* As mw_walk_whole, for one to `most` values, end to end. The sentence counts
 * values from 1, and bytes from the value's first one.
 * Wire: schema/README.md, "Several values". */
MW_API enum mw_status mw_walk_values(struct mw_bytes bytes, uint32_t most,
                                     unsigned max_depth, struct mw_error *err);

/* Where a walk of hostile bytes went wrong, for tools that point at it. */
enum mw_walk_class {
    MW_WALK_VALID,
    MW_WALK_TRUNCATED,
    MW_WALK_INVALID, /* 0xc1 */
    MW_WALK_TRAILING,
    MW_WALK_DEEP,
};

/* Like mw_walk_whole, and says which kind of fault and at which byte.
 *
 * at  set to the value's length (valid, trailing) or the fault's offset. */
MW_API enum mw_walk_class mw_walk_class(struct mw_bytes bytes,
                                        unsigned max_depth, size_t *at);

#endif
