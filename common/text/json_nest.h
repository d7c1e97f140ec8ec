/* The arrays and objects that are open while JSON is read, and their heads.
 *
 * A head is one byte when its array or object opens; when the 16th or 65,536th
 * child comes, what was read of it moves and the head grows: so the bytes are
 * the shortest, in one pass, with no tree.
 *
 * Nesting is counted in msgpack: {"$map":[[1,2]]} is one level, not three. An
 * object whose first key is a typed name counts nothing until it is clear that
 * it is an object; so does the array behind it. */
#ifndef MSGWIRE_TEXT_JSON_NEST_H
#define MSGWIRE_TEXT_JSON_NEST_H

#include "text/json_place.h"
#include "text/json_typed.h"
#include "text/keys.h"

#include <msgwire/limits.h>

#include <assert.h>

enum {
    /* For each level of msgpack an object, the array behind its name and a
     * pair in that; then one more object and array. */
    MW__JSON_NEST_MAX = 3 * MW_DEPTH_MAX + 2,
};

enum mw__json_role {
    MW__JSON_ARRAY,
    MW__JSON_OBJECT,
    MW__JSON_OPERAND, /* the array behind a typed name */
};

struct mw__json_frame {
    size_t head;      /* where its head is, from the value's start */
    size_t items;     /* a "$map": where its items begin */
    uint32_t keys;    /* an object: the mark of its keys */
    uint32_t count;   /* elements or keys so far */
    uint8_t head_len; /* 1, 3 or 5 */
    uint8_t role;     /* enum mw__json_role */
    uint8_t name;     /* an object that may be typed, and its operand */
    bool is_level;    /* it is counted */
    struct mw__json_place place; /* of the name, then of the value behind it */
};

struct mw__json_nest {
    struct mw_buffer *out; /* while it is fed */
    size_t start;          /* of the value in `out` */
    unsigned max_depth;
    unsigned levels; /* counted */
    bool recheck;    /* some were counted too late: the walk must look */
    size_t depth;
    struct mw__keys keys;
    struct mw_buffer items; /* size_t: where the elements of operands begin */
    struct mw__json_frame frames[MW__JSON_NEST_MAX];
};

void mw__json_nest_init(struct mw__json_nest *nest, unsigned max_depth);
void mw__json_nest_fini(struct mw__json_nest *nest);

/* True inside an array or object. */
static inline bool mw__json_nest_is_open(const struct mw__json_nest *nest)
{
    return nest->depth > 0;
}

/* The innermost frame; one must be open. */
static inline struct mw__json_frame *
mw__json_nest_top(struct mw__json_nest *nest)
{
    assert(mw__json_nest_is_open(nest));
    return &nest->frames[nest->depth - 1];
}

/* Opens an array or object, behind the last byte of `out`.
 *
 * Returns MW_OK; MW_EDEEP; MW_ENOMEM or MW_ETOOBIG. */
enum mw_status mw__json_nest_open(struct mw__json_nest *nest, bool object);

/* Counts a child of the innermost frame, which is about to be written: an
 * element, or a key. Returns as mw__json_nest_open. */
enum mw_status mw__json_nest_child(struct mw__json_nest *nest);

/* Takes the key that was written last, `text` of it.
 *
 * unique  it must not have been there before.
 *
 * Returns MW_OK; MW_EVALUE if it was; MW_EDEEP; MW_ENOMEM. */
enum mw_status mw__json_nest_key(struct mw__json_nest *nest,
                                 struct mw_bytes text, bool unique);

/* Closes the innermost frame.
 *
 * number  the text of the value before, if that was a number.
 *
 * Returns MW_OK; MW_EVALUE if it is a typed value and wrong; MW_EDEEP;
 * MW_ENOMEM or MW_ETOOBIG. */
enum mw_status mw__json_nest_close(struct mw__json_nest *nest,
                                   struct mw_bytes number);

/* The key of an object of one pair that has been closed and refused. */
struct mw_bytes mw__json_nest_name(const struct mw__json_nest *nest,
                                   const struct mw__json_frame *frame);

#endif
