/* Topics: what holds for many verbs, written once; `msgwire help TOPIC` prints
 * one, and the manual has them all. */
#ifndef CLIENT_GUIDE_TOPICS_H
#define CLIENT_GUIDE_TOPICS_H

#include <msgwire/page.h>

struct topic {
    const char *name; /* one word */
    const char *title;
    const struct mw_page_row *rows;
    void (*put)(struct mw_page *page); /* what follows the rows; may be NULL */
};

/* Rows in the order of the manual. Returns NULL behind the last one. */
const struct topic *topics_at(size_t index);

/* Puts what there is to be told. */
void topics_put(const struct topic *topic, struct mw_page *page);

/* Returns the topic with this name, or NULL. */
const struct topic *topics_find(const char *name);

#endif
