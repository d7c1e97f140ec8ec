/* The walk keeps one number that makes lies cheap: the slack, the bytes that
 * may still come beyond the one that each promised value takes at least. A
 * value of one byte leaves it as it is; payload and counts are paid from it;
 * what can't be paid is refused before anything more is looked at. */
#include <msgwire/walk.h>

#include "wire/head.h"

#include <assert.h>

#if defined(__has_attribute)
#if __has_attribute(uninitialized)
/* Builds that zero all variables need not zero 4 KiB for each message. */
#define LEFT_AS_IS __attribute__((uninitialized))
#endif
#endif
#ifndef LEFT_AS_IS
#define LEFT_AS_IS
#endif

enum stop { DONE, CUT, NEVER_USED, TOO_DEEP, TOO_LONG };

/* The walk while it runs, in registers. */
struct run {
    struct mw_bytes in;
    uint64_t at;    /* may be beyond `in`, by payload that has not come */
    uint64_t slack; /* max_len - at - (values promised) */
    uint64_t rest;  /* values left in the innermost open container */
    uint64_t nodes;
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

/* The values left on a level; outside all containers there is one in all. */
static inline uint64_t rest_of(const struct mw_walk *walk)
{
    return walk->depth == 0 ? 0 : walk->left[walk->depth - 1];
}

static inline struct run run_begin(const struct mw_walk *walk,
                                   struct mw_bytes in)
{
    uint64_t at = walk->at + walk->skip;

    return (struct run){
        .in = in,
        .at = at,
        .slack = walk->max_len - at - walk->owed,
        .rest = walk->depth == 0 ? walk->owed : rest_of(walk),
        .nodes = walk->nodes,
    };
}

static inline enum stop run_end(struct mw_walk *walk, const struct run *run,
                                enum stop stop)
{
    walk->owed = walk->max_len - run->at - run->slack;
    walk->at = run->at < run->in.len ? run->at : run->in.len;
    walk->skip = run->at - walk->at;
    walk->nodes = run->nodes;
    if (walk->depth > 0) {
        walk->left[walk->depth - 1] = run->rest;
    }
    return stop == DONE && walk->skip > 0 ? CUT : stop;
}

static inline void open_container(struct mw_walk *walk, struct run *run,
                                  uint64_t count)
{
    if (walk->depth > 0) {
        walk->left[walk->depth - 1] = run->rest;
    }
    walk->depth++;
    if (walk->deepest < walk->depth) {
        walk->deepest = walk->depth;
    }
    run->rest = count;
}

/* A value whose first byte does not say all. Nothing moves if it stops. */
static inline enum stop take_head(struct mw_walk *walk, struct run *run,
                                  struct mw__head head)
{
    bool opens = mw__head_opens(head);
    uint64_t size;

    if (head.kind == MW__HEAD_NEVER) {
        return NEVER_USED;
    }
    if (opens && walk->depth == walk->max_depth) {
        return TOO_DEEP;
    }
    if (head.size_len > run->slack) {
        return TOO_LONG;
    }
    if (head.size_len >= run->in.len - run->at) {
        return CUT;
    }
    size = mw__head_size(head, run->in.at + run->at);
    size = opens ? mw__head_owed(head, size) : size;
    if (size > run->slack - head.size_len) {
        return TOO_LONG;
    }
    run->slack -= head.size_len + size;
    run->at += 1u + head.size_len + (opens ? 0 : size);
    run->rest--;
    if (opens) {
        open_container(walk, run, size);
    }
    return DONE;
}

/* A value whose first byte says all: most are. */
static inline enum stop take(struct mw_walk *walk, struct run *run)
{
    struct mw__head head = mw__head_table[run->in.at[run->at]];

    if (head.kind != MW__HEAD_FIXED) {
        return take_head(walk, run, head);
    }
    if (head.fixed > run->slack) {
        return TOO_LONG;
    }
    run->slack -= head.fixed;
    run->at += 1u + head.fixed;
    run->rest--;
    return DONE;
}

static enum stop walk_run(struct mw_walk *walk, struct mw_bytes in)
{
    struct run run = run_begin(walk, in);

    if (run.at + walk->owed > walk->max_len) {
        return TOO_LONG; /* not even one byte is allowed */
    }
    for (;;) {
        enum stop stop;

        while (run.rest == 0) {
            if (walk->depth == 0) {
                return run_end(walk, &run, DONE);
            }
            walk->depth--;
            run.rest = rest_of(walk);
        }
        if (run.at >= in.len) {
            return run_end(walk, &run, CUT);
        }
        stop = take(walk, &run);
        if (stop != DONE) {
            return run_end(walk, &run, stop);
        }
        run.nodes++;
    }
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

enum mw_status mw_walk_whole(struct mw_bytes bytes, unsigned max_depth,
                             struct mw_error *err)
{
    struct mw_walk walk LEFT_AS_IS;
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

enum mw_walk_class mw_walk_class(struct mw_bytes bytes, unsigned max_depth,
                                 size_t *at)
{
    struct mw_walk walk LEFT_AS_IS;
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
