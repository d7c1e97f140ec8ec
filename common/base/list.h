/* A list of structs that hold their own links. */
#ifndef MSGWIRE_BASE_LIST_H
#define MSGWIRE_BASE_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* A node, or a list's head. In no list, a node points to itself. */
struct mw__node {
    struct mw__node *next, *prev;
};

static inline void mw__node_init(struct mw__node *node)
{
    node->next = node->prev = node;
}

static inline bool mw__node_alone(const struct mw__node *node)
{
    return node->next == node;
}

/* Appends a node that is in no list. */
static inline void mw__node_append(struct mw__node *head, struct mw__node *node)
{
    node->prev = head->prev;
    node->next = head;
    head->prev->next = node;
    head->prev = node;
}

/* Moves all of a list to an empty head's. */
static inline void mw__node_move_all(struct mw__node *to, struct mw__node *from)
{
    mw__node_init(to);
    if (!mw__node_alone(from)) {
        *to = *from;
        to->next->prev = to->prev->next = to;
        mw__node_init(from);
    }
}

/* Takes the node out; does nothing if it is in no list. */
static inline void mw__node_remove(struct mw__node *node)
{
    node->next->prev = node->prev;
    node->prev->next = node->next;
    mw__node_init(node);
}

#endif
