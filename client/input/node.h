/* Nodes of a tree: each knows its elements in their order, and each is found
 * by its place at once, however many there are. */
#ifndef CLIENT_INPUT_NODE_H
#define CLIENT_INPUT_NODE_H

#include <msgwire/bytes.h>

enum node_kind { NODE_NEW, NODE_LEAF, NODE_MAP, NODE_ARRAY };

/* Where an element stands in the one around it. */
struct node_place {
    uint32_t parent;
    struct mw_bytes key; /* in a map; borrowed. Empty in an array */
    uint64_t index;      /* in an array. 0 in a map */
};

/* Others are named by their number; 0, the root's, is none. */
struct node {
    enum node_kind kind;
    int word; /* that made it */
    struct node_place place;
    uint32_t next;        /* behind it in the same parent */
    uint32_t first, last; /* of its own elements, */
    uint32_t count;       /* and how many they are */
    uint32_t chain;       /* the next one that is looked for in one list */
    size_t at, len;       /* a leaf's value */
};

/* {0} is an empty one. */
struct node_set {
    struct mw_buffer nodes; /* struct node */
    struct mw_buffer lists; /* uint32_t: the first of each chain */
};

void node_fini(struct node_set *set);

uint32_t node_count(const struct node_set *set);

/* Borrowed until the next node_add. */
struct node *node_of(const struct node_set *set, uint32_t number);

/* Returns the number of the node at that place, or 0. */
uint32_t node_find(const struct node_set *set, const struct node_place *place);

/* Adds one behind the last of its parent; the first one is the root. Its
 * number is what node_count was.
 *
 * Returns as mw_buffer_reserve. */
enum mw_status node_add(struct node_set *set, const struct node_place *place,
                        int word);

#endif
