#include "input/tree.h"

#include <msgwire/pack.h>
#include <msgwire/walk.h>

#include <assert.h>
#include <inttypes.h>

/* What is being put. */
struct putting {
    struct mw_bytes path; /* as far as it was walked */
    struct pair_step step;
    int word;
};

void tree_fini(struct tree *tree)
{
    node_fini(&tree->nodes);
    mw_buffer_fini(&tree->values);
}

static enum mw_status no_memory(enum mw_status rc, struct mw_error *err)
{
    return mw_error_set(err, rc, "no memory for a map of all pairs");
}

/* --- sentences about what stands at the path's end so far --- */

enum { SHOWN = 64 };

static const char *const names[] = {
    [NODE_LEAF] = "a value",
    [NODE_MAP] = "a map",
    [NODE_ARRAY] = "an array",
};

static int shown_len(struct mw_bytes text)
{
    return text.len < SHOWN ? (int)text.len : SHOWN;
}

static enum mw_status refuse_kind(const struct tree *tree,
                                  const struct node *node,
                                  const struct putting *put,
                                  struct mw_error *err)
{
    return mw_error_set(
        err, MW_EINVAL, "%.*s is %s already, by %s %d, and %.*s needs %s",
        shown_len(put->path), (const char *)put->path.at, names[node->kind],
        tree->what, node->word, shown_len(put->step.shown),
        (const char *)put->step.shown.at,
        names[put->step.kind == PAIR_KEY ? NODE_MAP : NODE_ARRAY]);
}

static enum mw_status refuse_gap(const struct node *node,
                                 const struct putting *put,
                                 struct mw_error *err)
{
    return mw_error_set(
        err, MW_EINVAL,
        "%.*s leaves a gap: the next one of %.*s is [%" PRIu32 "]",
        shown_len(put->step.shown), (const char *)put->step.shown.at,
        shown_len(put->path), (const char *)put->path.at, node->count);
}

static enum mw_status refuse_again(const struct tree *tree,
                                   const struct node *node,
                                   const struct putting *put,
                                   struct mw_error *err)
{
    return mw_error_set(err, MW_EINVAL, "%.*s is %s already, by %s %d",
                        shown_len(put->path), (const char *)put->path.at,
                        names[node->kind], tree->what, node->word);
}

/* --- putting --- */

static struct node_place place_of(uint32_t parent, const struct node *node,
                                  const struct pair_step *step)
{
    struct node_place place = {.parent = parent};

    switch (step->kind) {
    case PAIR_KEY:
        place.key = step->key;
        break;
    case PAIR_INDEX:
        place.index = step->index;
        break;
    case PAIR_NEXT:
        place.index = node->count;
        break;
    }
    return place;
}

/* Makes the element that the step leads to. */
static enum mw_status add_element(struct tree *tree,
                                  const struct node_place *place,
                                  const struct putting *put,
                                  struct mw_error *err)
{
    const struct node *parent = node_of(&tree->nodes, place->parent);
    enum mw_status rc;

    if (parent->kind == NODE_ARRAY && place->index != parent->count) {
        return refuse_gap(parent, put, err);
    }
    rc = node_add(&tree->nodes, place, put->word);
    return rc == MW_OK ? MW_OK : no_memory(rc, err);
}

/* Goes one step down, and makes what is not there. */
static enum mw_status descend(struct tree *tree, uint32_t *at,
                              const struct putting *put, struct mw_error *err)
{
    struct node *node = node_of(&tree->nodes, *at);
    enum node_kind needed = put->step.kind == PAIR_KEY ? NODE_MAP : NODE_ARRAY;
    struct node_place place = place_of(*at, node, &put->step);
    enum mw_status rc = MW_OK;

    if (node->kind == NODE_NEW) {
        node->kind = needed;
    }
    if (node->kind != needed) {
        return refuse_kind(tree, node, put, err);
    }
    *at = node_find(&tree->nodes, &place);
    if (*at == 0) {
        *at = node_count(&tree->nodes);
        rc = add_element(tree, &place, put, err);
    }
    return rc;
}

static enum mw_status add_root(struct tree *tree, struct mw_error *err)
{
    enum mw_status rc = node_add(&tree->nodes, &(struct node_place){0}, 0);

    if (rc != MW_OK) {
        return no_memory(rc, err);
    }
    node_of(&tree->nodes, 0)->kind = NODE_MAP;
    return MW_OK;
}

static enum mw_status set_value(struct tree *tree, uint32_t at,
                                const struct putting *put,
                                struct mw_bytes value, struct mw_error *err)
{
    struct node *node = node_of(&tree->nodes, at);
    enum mw_status rc;

    if (node->kind != NODE_NEW) {
        return refuse_again(tree, node, put, err);
    }
    node->kind = NODE_LEAF;
    node->at = tree->values.len;
    node->len = value.len;
    rc = mw_buffer_append(&tree->values, value);
    return rc == MW_OK ? MW_OK : no_memory(rc, err);
}

enum mw_status tree_put(struct tree *tree, struct mw_bytes path,
                        struct mw_bytes value, int word, struct mw_error *err)
{
    struct putting put = {.path = mw_bytes(path.at, 0), .word = word};
    enum mw_status rc = MW_OK;
    uint32_t at = 0;

    if (node_count(&tree->nodes) == 0) {
        rc = add_root(tree, err);
    }
    while (rc == MW_OK && path.len > 0) {
        pair_step(&path, &put.step);
        rc = descend(tree, &at, &put, err);
        put.path.len += put.step.shown.len;
    }
    return rc == MW_OK ? set_value(tree, at, &put, value, err) : rc;
}

/* --- writing --- */

static enum mw_status append_node(const struct tree *tree, uint32_t at,
                                  struct mw_buffer *out)
{
    const struct node *node = node_of(&tree->nodes, at);
    enum mw_status rc = MW_OK;

    if (at > 0 && node_of(&tree->nodes, node->place.parent)->kind == NODE_MAP) {
        rc = mw_pack_str(out, node->place.key);
    }
    if (rc != MW_OK) {
        return rc;
    }
    if (node->kind == NODE_LEAF) {
        return mw_buffer_append(
            out, mw_bytes(tree->values.at + node->at, node->len));
    }
    return node->kind == NODE_MAP ? mw_pack_map(out, node->count)
                                  : mw_pack_array(out, node->count);
}

/* The node behind `at`: its first element, or what follows it or one that
 * holds it. Returns 0 behind the last one. */
static uint32_t following(const struct tree *tree, uint32_t at)
{
    const struct node *node = node_of(&tree->nodes, at);

    if (node->first != 0) {
        return node->first;
    }
    while (at != 0 && node->next == 0) {
        at = node->place.parent;
        node = node_of(&tree->nodes, at);
    }
    return node->next;
}

enum mw_status tree_append(const struct tree *tree, struct mw_buffer *out,
                           struct mw_error *err)
{
    size_t begin = out->len;
    uint32_t at = 0;
    enum mw_status rc;

    assert(node_count(&tree->nodes) > 0);
    do {
        rc = append_node(tree, at, out);
        at = following(tree, at);
    } while (rc == MW_OK && at != 0);
    if (rc != MW_OK) {
        return no_memory(rc, err);
    }
    return mw_walk_whole(mw_bytes(out->at + begin, out->len - begin),
                         MW_DEPTH_MAX, err);
}
