#include "tree.h"

#include <msgwire/pack.h>
#include <msgwire/walk.h>

#include <assert.h>
#include <inttypes.h>

enum kind { NEW, LEAF, MAP, ARRAY };

/* Others are named by their index; 0, the root's, is none. */
struct node {
    enum kind kind;
    uint32_t parent, next, first, last;
    uint32_t count;      /* elements */
    int word;            /* that made it what it is */
    struct mw_bytes key; /* in a map */
    size_t at, len;      /* a leaf's value */
};

/* What is being put. */
struct putting {
    struct mw_bytes path; /* as far as it was walked */
    struct pair_step step;
    int word;
};

static struct node *nodes_of(const struct tree *tree)
{
    return (struct node *)(void *)tree->nodes.at;
}

void tree_fini(struct tree *tree)
{
    mw_buffer_fini(&tree->nodes);
    mw_buffer_fini(&tree->values);
}

static enum mw_status no_memory(enum mw_status rc, struct mw_error *err)
{
    return mw_error_set(err, rc, "no memory for a map of all pairs");
}

static uint32_t node_count(const struct tree *tree)
{
    return (uint32_t)(tree->nodes.len / sizeof(struct node));
}

static enum mw_status add_node(struct tree *tree, const struct node *node,
                               struct mw_error *err)
{
    enum mw_status rc =
        mw_buffer_append(&tree->nodes, mw_bytes(node, sizeof(*node)));

    return rc == MW_OK ? MW_OK : no_memory(rc, err);
}

/* --- sentences about what stands at the path's end so far --- */

enum { SHOWN = 64 };

static const char *const names[] = {
    [LEAF] = "a value",
    [MAP] = "a map",
    [ARRAY] = "an array",
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
        names[put->step.kind == PAIR_KEY ? MAP : ARRAY]);
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

/* Returns the element of `parent` that the step means, or 0. */
static uint32_t find(const struct tree *tree, uint32_t parent,
                     const struct pair_step *step)
{
    const struct node *nodes = nodes_of(tree);
    uint32_t at = nodes[parent].first;
    uint64_t index = 0;

    if (step->kind == PAIR_NEXT ||
        (step->kind == PAIR_INDEX && step->index >= nodes[parent].count)) {
        return 0;
    }
    while (at != 0 &&
           !(step->kind == PAIR_KEY ? mw_bytes_equal(nodes[at].key, step->key)
                                    : index == step->index)) {
        at = nodes[at].next;
        index++;
    }
    return at;
}

static enum mw_status add_element(struct tree *tree, uint32_t parent,
                                  const struct putting *put,
                                  struct mw_error *err)
{
    uint32_t at = node_count(tree);
    enum mw_status rc =
        add_node(tree,
                 &(struct node){
                     .parent = parent, .word = put->word, .key = put->step.key},
                 err);
    struct node *nodes = nodes_of(tree);

    if (rc != MW_OK) {
        return rc;
    }
    if (nodes[parent].count++ == 0) {
        nodes[parent].first = at;
    } else {
        nodes[nodes[parent].last].next = at;
    }
    nodes[parent].last = at;
    return MW_OK;
}

/* Goes one step down, and makes what is not there. */
static enum mw_status descend(struct tree *tree, uint32_t *at,
                              const struct putting *put, struct mw_error *err)
{
    struct node *node = &nodes_of(tree)[*at];
    enum kind needed = put->step.kind == PAIR_KEY ? MAP : ARRAY;
    uint32_t element;
    enum mw_status rc;

    if (node->kind == NEW) {
        node->kind = needed;
    }
    if (node->kind != needed) {
        return refuse_kind(tree, node, put, err);
    }
    element = find(tree, *at, &put->step);
    if (element == 0) {
        if (put->step.kind == PAIR_INDEX && put->step.index != node->count) {
            return refuse_gap(node, put, err);
        }
        element = node_count(tree);
        rc = add_element(tree, *at, put, err);
        if (rc != MW_OK) {
            return rc;
        }
    }
    *at = element;
    return MW_OK;
}

static enum mw_status set_value(struct tree *tree, uint32_t at,
                                const struct putting *put,
                                struct mw_bytes value, struct mw_error *err)
{
    struct node *node = &nodes_of(tree)[at];
    enum mw_status rc;

    if (node->kind != NEW) {
        return refuse_again(tree, node, put, err);
    }
    node->kind = LEAF;
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

    if (node_count(tree) == 0) {
        rc = add_node(tree, &(struct node){.kind = MAP}, err);
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
    const struct node *nodes = nodes_of(tree), *node = &nodes[at];
    enum mw_status rc = MW_OK;

    if (at > 0 && nodes[node->parent].kind == MAP) {
        rc = mw_pack_str(out, node->key);
    }
    if (rc != MW_OK) {
        return rc;
    }
    if (node->kind == LEAF) {
        return mw_buffer_append(
            out, mw_bytes(tree->values.at + node->at, node->len));
    }
    return node->kind == MAP ? mw_pack_map(out, node->count)
                             : mw_pack_array(out, node->count);
}

/* The node behind `at`: its first element, or what follows it or one that
 * holds it. Returns 0 behind the last one. */
static uint32_t following(const struct tree *tree, uint32_t at)
{
    const struct node *nodes = nodes_of(tree);

    if (nodes[at].first != 0) {
        return nodes[at].first;
    }
    while (at != 0 && nodes[at].next == 0) {
        at = nodes[at].parent;
    }
    return nodes[at].next;
}

enum mw_status tree_append(const struct tree *tree, struct mw_buffer *out,
                           struct mw_error *err)
{
    size_t begin = out->len;
    uint32_t at = 0;
    enum mw_status rc;

    assert(node_count(tree) > 0);
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
