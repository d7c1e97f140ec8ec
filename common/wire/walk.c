/* The walk keeps one number that makes lies cheap: the slack, the bytes that
 * may still come beyond the one that each promised value takes at least. A
 * value of one byte leaves it as it is; payload and counts are paid from it;
 * what can't be paid is refused before anything more is looked at. */
#include <msgwire/walk.h>

#include "base/uninitialized.h"
#include "wire/head.h"
#include "wire/tally.h"

#include <assert.h>

enum stop { DONE, CUT, NEVER_USED, TOO_DEEP, TOO_LONG };

/* The walk while it runs, in registers. */
struct run {
    struct mw_bytes in;
    uint64_t at;    /* may be beyond `in`, by payload that has not come */
    uint64_t slack; /* max_len - at - (values promised and not begun) */
    uint64_t rest;  /* values left in the innermost open container */
    uint64_t nodes; /* values promised so far, whether begun or not */
    unsigned depth;
};

void mw_walk_init(struct mw_walk *walk, unsigned max_depth, size_t max_len)
{
    walk->at = 0;
    walk->skip = 0;
    walk->max_len = max_len;
    walk->owed = 1;
    walk->nodes = 0;
    walk->depth = 0;
    walk->deepest = 0;
    walk->max_depth = max_depth < MW_DEPTH_MAX ? max_depth : MW_DEPTH_MAX;
}

static inline struct run run_begin(const struct mw_walk *walk,
                                   struct mw_bytes in)
{
    uint64_t at = walk->at + walk->skip;
    unsigned depth = walk->depth;

    return (struct run){
        .in = in,
        .at = at,
        .slack = walk->max_len - at - walk->owed,
        .rest = depth == 0 ? walk->owed : walk->left[depth - 1],
        .nodes = walk->nodes + walk->owed,
        .depth = depth,
    };
}

static inline enum stop run_end(struct mw_walk *walk, const struct run *run,
                                enum stop stop)
{
    walk->owed = walk->max_len - run->at - run->slack;
    walk->at = run->at < run->in.len ? run->at : run->in.len;
    walk->skip = run->at - walk->at;
    walk->nodes = run->nodes - walk->owed;
    walk->depth = run->depth;
    if (run->depth > 0) {
        walk->left[run->depth - 1] = run->rest;
    }
    return stop == DONE && walk->skip > 0 ? CUT : stop;
}

/* A value of a first byte and `len` more. */
static inline enum stop take_leaf(struct run *run, uint64_t len)
{
    if (len > run->slack) {
        return TOO_LONG;
    }
    run->slack -= len;
    run->at += 1 + len;
    run->rest--;
    return DONE;
}

/* A first byte and `size_len` more, then `count` values. */
static inline enum stop open_container(struct mw_walk *walk, struct run *run,
                                       uint64_t size_len, uint64_t count)
{
    if (run->depth == walk->max_depth) {
        return TOO_DEEP;
    }
    if (size_len + count > run->slack) {
        return TOO_LONG;
    }
    if (run->depth > 0) {
        walk->left[run->depth - 1] = run->rest - 1;
    }
    run->depth++;
    if (walk->deepest < run->depth) {
        walk->deepest = run->depth;
    }
    run->slack -= size_len + count;
    run->at += 1 + size_len;
    run->rest = count;
    run->nodes += count;
    return DONE;
}

/* A value of any kind. Nothing moves if it stops. */
static inline enum stop take_by_table(struct mw_walk *walk, struct run *run)
{
    const uint8_t *at = run->in.at + run->at;
    struct mw__head head = mw__head_table[*at];
    uint64_t size;

    if (head.kind == MW__HEAD_FIXED) {
        return take_leaf(run, head.fixed);
    }
    if (head.kind == MW__HEAD_NEVER) {
        return NEVER_USED;
    }
    if (head.size_len > run->slack) {
        return TOO_LONG;
    }
    if (head.size_len >= run->in.len - run->at) {
        return CUT;
    }
    size = mw__head_size(head, at);
    if (mw__head_opens(head)) {
        return open_container(walk, run, head.size_len,
                              mw__head_owed(head, size));
    }
    return take_leaf(run, head.size_len + size);
}

/* The commonest kinds go by their bits: the processor guesses those branches,
 * and need not wait for the table's answer to find the next value. */
static inline enum stop take(struct mw_walk *walk, struct run *run)
{
    uint8_t first = run->in.at[run->at];

    if ((int8_t)first >= -32) {
        return take_leaf(run, 0); /* an integer in one byte */
    }
    if (first < 0x90) {
        return open_container(walk, run, 0, (first & UINT64_C(0x0f)) * 2);
    }
    if (first < 0xa0) {
        return open_container(walk, run, 0, first & 0x0fu);
    }
    if (first < 0xc0) {
        return take_leaf(run, first & 0x1fu); /* a short str */
    }
    return take_by_table(walk, run);
}

/* Closes what is complete. Returns false if the value is. */
static inline bool close_containers(const struct mw_walk *walk, struct run *run)
{
    while (run->rest == 0) {
        if (run->depth <= 1) {
            run->depth = 0;
            return false;
        }
        run->depth--;
        run->rest = walk->left[run->depth - 1];
    }
    return true;
}

static enum stop walk_run(struct mw_walk *walk, struct mw_bytes in)
{
    struct run run = run_begin(walk, in);
    enum stop stop = DONE;

    if (run.at + walk->owed > walk->max_len) {
        return TOO_LONG; /* not even one byte is allowed */
    }
    while (close_containers(walk, &run)) {
        stop = run.at < in.len ? take(walk, &run) : CUT;
        if (stop != DONE) {
            break;
        }
    }
    return run_end(walk, &run, stop);
}

static const char *name_at(struct mw_bytes in, size_t at)
{
    return mw_type_name(mw__head_table[in.at[at]].type);
}

/* The sentences that do not depend on where the end is. */
static enum mw_status refuse(const struct mw_walk *walk, enum stop stop,
                             struct mw_error *err)
{
    if (stop == TOO_DEEP) {
        return mw_error_set(err, MW_EDEEP,
                            "byte %zu: nested deeper than %u levels", walk->at,
                            walk->max_depth);
    }
    assert(stop == NEVER_USED);
    return mw_error_set(err, MW_EVALUE,
                        "byte %zu: expected a value, got 0xc1, which msgpack "
                        "never uses",
                        walk->at);
}

enum mw_status mw_walk_on(struct mw_walk *walk, struct mw_bytes value,
                          struct mw_error *err)
{
    enum stop stop;

    assert(value.len >= walk->at);
    stop = walk_run(walk, value);
    switch (stop) {
    case DONE:
        return MW_OK;
    case CUT:
        return MW_EAGAIN;
    case TOO_LONG:
        return mw_error_set(err, MW_ETOOBIG,
                            "byte %zu: more is promised than the %zu bytes "
                            "that a value may have",
                            walk->at, walk->max_len);
    case NEVER_USED:
    case TOO_DEEP:
        break;
    }
    return refuse(walk, stop, err);
}

/* Where all bytes are there, what is promised beyond them is what is cut. */
static enum stop run_whole(struct mw_walk *walk, struct mw_bytes bytes,
                           unsigned max_depth)
{
    enum stop stop;

    mw_walk_init(walk, max_depth, bytes.len);
    stop = walk_run(walk, bytes);
    return stop == TOO_LONG ? CUT : stop;
}

static enum mw_status refuse_cut(struct mw_bytes bytes, size_t at,
                                 struct mw_error *err)
{
    if (bytes.len == 0) {
        return mw_error_set(err, MW_EVALUE,
                            "byte 0: expected a value, got no byte");
    }
    return mw_error_set(err, MW_EVALUE,
                        "byte %zu: cut: the %s here, with what must follow "
                        "it, needs more than the %zu bytes left",
                        at, name_at(bytes, at), bytes.len - at);
}

/* What the tally could not see to be right: mostly, it is not. */
static enum mw_status walk_whole(struct mw_bytes bytes, unsigned max_depth,
                                 struct mw_error *err)
{
    struct mw_walk walk MW__UNINITIALIZED;
    enum stop stop = run_whole(&walk, bytes, max_depth);

    if (stop == DONE && walk.at == bytes.len) {
        return MW_OK;
    }
    if (stop == DONE) {
        return mw_error_set(err, MW_EVALUE,
                            "byte %zu: expected the end, got %zu bytes more",
                            walk.at, bytes.len - walk.at);
    }
    return stop == CUT ? refuse_cut(bytes, walk.at, err)
                       : refuse(&walk, stop, err);
}

enum mw_status mw_walk_whole(struct mw_bytes bytes, unsigned max_depth,
                             struct mw_error *err)
{
    if (mw__tally(bytes, max_depth < MW_DEPTH_MAX ? max_depth : MW_DEPTH_MAX)) {
        return MW_OK;
    }
    return walk_whole(bytes, max_depth, err);
}

/* The sentence names the value; its bytes are counted from its first one. */
static enum mw_status refuse_value(struct mw_bytes rest, uint32_t number,
                                   unsigned max_depth, struct mw_error *err)
{
    enum mw_status rc = walk_whole(rest, max_depth, err);

    mw_error_prefix(err, "value %u", (unsigned)number);
    return rc;
}

enum mw_status mw_walk_values(struct mw_bytes bytes, uint32_t most,
                              unsigned max_depth, struct mw_error *err)
{
    struct mw_walk walk MW__UNINITIALIZED;
    struct mw_bytes rest = bytes;

    for (uint32_t count = 0; count == 0 || rest.len > 0; count++) {
        if (count == most) {
            return mw_error_set(err, MW_EVALUE,
                                "byte %zu: expected the end after %u values, "
                                "got %zu bytes more",
                                bytes.len - rest.len, (unsigned)most, rest.len);
        }
        if (run_whole(&walk, rest, max_depth) != DONE) {
            return refuse_value(rest, count + 1, max_depth, err);
        }
        mw_bytes_skip(&rest, walk.at);
    }
    return MW_OK;
}

enum mw_walk_class mw_walk_class(struct mw_bytes bytes, unsigned max_depth,
                                 size_t *at)
{
    struct mw_walk walk MW__UNINITIALIZED;
    enum stop stop = run_whole(&walk, bytes, max_depth);

    *at = walk.at;
    switch (stop) {
    case DONE:
        return walk.at == bytes.len ? MW_WALK_VALID : MW_WALK_TRAILING;
    case NEVER_USED:
        return MW_WALK_INVALID;
    case TOO_DEEP:
        return MW_WALK_DEEP;
    case CUT:
    case TOO_LONG:
        break;
    }
    return MW_WALK_TRUNCATED;
}
