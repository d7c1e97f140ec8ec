/* A list of structs that hold their own links. */
#ifndef MSGWIRE_BASE_LIST_H
#define MSGWIRE_BASE_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* A link, or a list's head. In no list, a link points to itself. */
struct mw__link {
    struct mw__link *next, *prev;
};

static inline void mw__link_init(struct mw__link *link)
{
    link->next = link->prev = link;
}

static inline bool mw__link_alone(const struct mw__link *link)
{
    return link->next == link;
}

/* Appends a link that is in no list. */
static inline void mw__link_append(struct mw__link *head, struct mw__link *link)
{
    link->prev = head->prev;
    link->next = head;
    head->prev->next = link;
    head->prev = link;
}

/* Moves all of a list to an empty head's. */
static inline void mw__link_move_all(struct mw__link *to, struct mw__link *from)
{
    mw__link_init(to);
    if (!mw__link_alone(from)) {
        *to = *from;
        to->next->prev = to->prev->next = to;
        mw__link_init(from);
    }
}

/* Takes the link out; does nothing if it is in no list. */
static inline void mw__link_remove(struct mw__link *link)
{
    link->next->prev = link->prev;
    link->prev->next = link->next;
    mw__link_init(link);
}

#endif
