#include "input/node.h"

enum { LISTS_MIN = 64 }; /* a power of two, as all its doubles */

void node_fini(struct node_set *set)
{
    mw_buffer_fini(&set->nodes);
    mw_buffer_fini(&set->lists);
}

uint32_t node_count(const struct node_set *set)
{
    return (uint32_t)(set->nodes.len / sizeof(struct node));
}

struct node *node_of(const struct node_set *set, uint32_t number)
{
    return (struct node *)(void *)set->nodes.at + number;
}

static size_t list_count(const struct node_set *set)
{
    return set->lists.len / sizeof(uint32_t);
}

/* FNV-1a, of the parent and the index too. */
static uint64_t hash_of(const struct node_place *place)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ place->parent;

    hash = (hash ^ place->index) * UINT64_C(0x100000001b3);
    for (size_t i = 0; i < place->key.len; i++) {
        hash = (hash ^ place->key.at[i]) * UINT64_C(0x100000001b3);
    }
    return hash ^ hash >> 32;
}

static uint32_t *list_of(const struct node_set *set,
                         const struct node_place *place)
{
    return (uint32_t *)(void *)set->lists.at +
           (hash_of(place) & (list_count(set) - 1));
}

static bool is_at(const struct node *node, const struct node_place *place)
{
    return node->place.parent == place->parent &&
           node->place.index == place->index &&
           mw_bytes_equal(node->place.key, place->key);
}

uint32_t node_find(const struct node_set *set, const struct node_place *place)
{
    uint32_t number = list_count(set) > 0 ? *list_of(set, place) : 0;

    while (number != 0 && !is_at(node_of(set, number), place)) {
        number = node_of(set, number)->chain;
    }
    return number;
}

static void put_in_list(struct node_set *set, uint32_t number)
{
    struct node *node = node_of(set, number);
    uint32_t *list = list_of(set, &node->place);

    node->chain = *list;
    *list = number;
}

/* As many lists as nodes at least, so that each is short. */
static enum mw_status make_lists(struct node_set *set)
{
    size_t more = list_count(set) == 0 ? LISTS_MIN : list_count(set);
    enum mw_status rc;

    if (node_count(set) < list_count(set)) {
        return MW_OK;
    }
    rc = mw_buffer_reserve(&set->lists, more * sizeof(uint32_t));
    if (rc != MW_OK) {
        return rc;
    }
    set->lists.len += more * sizeof(uint32_t);
    memset(set->lists.at, 0, set->lists.len);
    for (uint32_t i = 1; i < node_count(set); i++) {
        put_in_list(set, i);
    }
    return MW_OK;
}

enum mw_status node_add(struct node_set *set, const struct node_place *place,
                        int word)
{
    const struct node node = {.word = word, .place = *place};
    uint32_t number = node_count(set);
    enum mw_status rc = make_lists(set);
    struct node *parent;

    if (rc == MW_OK) {
        rc = mw_buffer_append(&set->nodes, mw_bytes(&node, sizeof(node)));
    }
    if (rc != MW_OK || number == 0) {
        return rc;
    }
    put_in_list(set, number);
    parent = node_of(set, place->parent);
    if (parent->count++ == 0) {
        parent->first = number;
    } else {
        node_of(set, parent->last)->next = number;
    }
    parent->last = number;
    return MW_OK;
}
