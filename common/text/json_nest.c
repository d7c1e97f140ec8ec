#include "text/json_nest.h"

#include "text/append.h"
#include "text/json_head.h"

/* Sizes from which on a head is longer. */
enum { MEDIUM = 16, LARGE = 65536, GROWTH = 2 };

void mw__json_nest_init(struct mw__json_nest *nest, unsigned max_depth)
{
    nest->max_depth = max_depth;
    nest->levels = 0;
    nest->recheck = false;
    nest->depth = 0;
    nest->items = (struct mw_buffer){0};
    mw__keys_init(&nest->keys);
}

void mw__json_nest_fini(struct mw__json_nest *nest)
{
    mw__keys_fini(&nest->keys);
    mw_buffer_fini(&nest->items);
}

static uint8_t *body_of(const struct mw__json_nest *nest,
                        const struct mw__json_frame *frame)
{
    return nest->out->at + nest->start + frame->head + frame->head_len;
}

/* Counts a frame as a level, once. */
static enum mw_status count_level(struct mw__json_nest *nest,
                                  struct mw__json_frame *frame)
{
    if (frame->is_level) {
        return MW_OK;
    }
    if (nest->levels == nest->max_depth) {
        return MW_EDEEP;
    }
    frame->is_level = true;
    nest->levels++;
    return MW_OK;
}

/* True for a frame that would be the array behind a typed name. */
static bool is_operand(const struct mw__json_frame *parent)
{
    return parent->role == MW__JSON_OBJECT && parent->count == 1 &&
           (parent->name == MW__JSON_MAP || parent->name == MW__JSON_EXT ||
            parent->name == MW__JSON_TS);
}

/* An array or object begins where only a plain parent can have one: the
 * parent is counted, and the object around it. */
static enum mw_status settle(struct mw__json_nest *nest, size_t index)
{
    enum mw_status rc = count_level(nest, &nest->frames[index]);

    return rc == MW_OK && nest->frames[index].role == MW__JSON_OPERAND
               ? count_level(nest, &nest->frames[index - 1])
               : rc;
}

/* What an array or object is, by what is around it. */
static enum mw__json_role role_of(const struct mw__json_frame *parent,
                                  bool object)
{
    if (object) {
        return MW__JSON_OBJECT;
    }
    return parent != NULL && is_operand(parent) ? MW__JSON_OPERAND
                                                : MW__JSON_ARRAY;
}

static bool is_pair(const struct mw__json_frame *parent,
                    enum mw__json_role role)
{
    return role == MW__JSON_ARRAY && parent->role == MW__JSON_OPERAND &&
           parent->name == MW__JSON_MAP;
}

enum mw_status mw__json_nest_open(struct mw__json_nest *nest, bool object)
{
    struct mw__json_frame *frame = &nest->frames[nest->depth];
    struct mw__json_frame *parent = nest->depth > 0 ? frame - 1 : NULL;
    enum mw__json_role role = role_of(parent, object);
    enum mw_status rc = MW_OK;

    if (parent != NULL && role != MW__JSON_OPERAND && !is_pair(parent, role)) {
        rc = settle(nest, nest->depth - 1);
    }
    if (rc != MW_OK) {
        return rc;
    }
    assert(nest->depth < MW__JSON_NEST_MAX);
    frame->head = nest->out->len - nest->start;
    frame->head_len = 1;
    frame->count = 0;
    frame->is_level = false;
    frame->name = role == MW__JSON_OPERAND ? parent->name : MW__JSON_NONE;
    frame->role = (uint8_t)role;
    frame->keys = mw__keys_open(&nest->keys);
    frame->items = nest->items.len;
    nest->depth++;
    if (role == MW__JSON_ARRAY) {
        rc = count_level(nest, frame);
    }
    return rc == MW_OK ? mw__append_char(nest->out, 0) : rc;
}

/* Makes room for a longer head. */
static enum mw_status widen(struct mw__json_nest *nest,
                            struct mw__json_frame *frame)
{
    enum mw_status rc = mw_buffer_reserve(nest->out, GROWTH);
    uint8_t *body = body_of(nest, frame);

    if (rc == MW_OK) {
        memmove(body + GROWTH, body,
                (size_t)(nest->out->at + nest->out->len - body));
        nest->out->len += GROWTH;
        frame->head_len += GROWTH;
    }
    return rc;
}

enum mw_status mw__json_nest_child(struct mw__json_nest *nest)
{
    struct mw__json_frame *frame = mw__json_nest_top(nest);
    enum mw_status rc = MW_OK;
    size_t at;

    if (frame->count == UINT32_MAX) {
        return MW_ETOOBIG;
    }
    frame->count++;
    if (frame->count == MEDIUM || frame->count == LARGE) {
        rc = widen(nest, frame);
    }
    if (rc == MW_OK && frame->role == MW__JSON_OPERAND &&
        frame->name == MW__JSON_MAP) {
        at = (size_t)(nest->out->at + nest->out->len - body_of(nest, frame));
        rc = mw__append(&nest->items, &at, sizeof(at));
    }
    return rc;
}

enum mw_status mw__json_nest_key(struct mw__json_nest *nest,
                                 struct mw_bytes text, bool unique)
{
    struct mw__json_frame *frame = mw__json_nest_top(nest);
    enum mw_status rc = MW_OK;

    if (frame->count == 1) {
        frame->name = (uint8_t)mw__json_typed_name(text);
    } else if (frame->name != MW__JSON_NONE) {
        /* There is a second key: it was no typed value. */
        frame->name = MW__JSON_NONE;
        nest->recheck |= !frame->is_level;
        nest->items.len = frame->items;
    }
    if (frame->name == MW__JSON_NONE || frame->name == MW__JSON_UNKNOWN) {
        rc = count_level(nest, frame);
    }
    if (rc != MW_OK || !unique) {
        return rc;
    }
    return mw__keys_add(&nest->keys, frame->keys, body_of(nest, frame), text);
}

static enum mw_status close_typed(struct mw__json_nest *nest,
                                  struct mw__json_frame *frame,
                                  struct mw_bytes number)
{
    struct mw__json_typed typed = {
        .name = (enum mw__json_name)frame->name,
        .head = nest->start + frame->head,
        .number = number,
    };

    if (nest->items.len > frame->items) {
        typed.items = (const size_t *)(nest->items.at + frame->items);
    } else if (frame->name == MW__JSON_MAP && nest->levels == nest->max_depth) {
        return MW_EDEEP;
    }
    nest->items.len = frame->items;
    return mw__json_typed(&typed, nest->out);
}

enum mw_status mw__json_nest_close(struct mw__json_nest *nest,
                                   struct mw_bytes number)
{
    struct mw__json_frame *frame = mw__json_nest_top(nest);
    bool object = frame->role == MW__JSON_OBJECT;
    uint8_t head[MW__JSON_HEAD];
    size_t len = mw__json_head(object ? MW_MAP : MW_ARRAY, frame->count, head);

    if (object && frame->count == 0) {
        enum mw_status rc = count_level(nest, frame);
        if (rc != MW_OK) {
            return rc;
        }
    }
    assert(len == frame->head_len);
    memcpy(nest->out->at + nest->start + frame->head, head, len);
    mw__keys_close(&nest->keys, frame->keys);
    nest->levels -= frame->is_level;
    nest->depth--;
    return object && frame->name != MW__JSON_NONE
               ? close_typed(nest, frame, number)
               : MW_OK;
}

struct mw_bytes mw__json_nest_name(const struct mw__json_nest *nest,
                                   const struct mw__json_frame *frame)
{
    size_t at = nest->start + frame->head;
    struct mw_bytes rest = mw_bytes(nest->out->at + at, nest->out->len - at);
    struct mw_value map, key;

    if (mw_value_next(&rest, &map) != MW_OK ||
        mw_value_next(&rest, &key) != MW_OK) {
        return mw_bytes(NULL, 0);
    }
    return key.payload;
}
