/* Recipes: what people do most, as it is typed; `msgwire cheat` prints them,
 * the manual has them as its examples, and a test runs each. */
#ifndef CLIENT_GUIDE_RECIPES_H
#define CLIENT_GUIDE_RECIPES_H

#include <msgwire/page.h>

struct recipe {
    const char *title;
    const char *const *lines; /* then NULL; one that ends with & runs on */
};

/* Returns NULL behind the last one. */
const struct recipe *recipes_at(size_t index);

/* Puts all of them. */
void recipes_put(struct mw_page *page);

#endif
