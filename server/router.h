/* Router: from a method's name to what answers it. */
#ifndef ROUTER_H
#define ROUTER_H

#include "service.h"

struct method {
    struct mw_bytes name;
    const char *params, *result, *since, *summary; /* as `describe` tells */
    service_fn serve;
};

/* Returns the method with this name, or NULL. */
const struct method *router_find(struct mw_bytes name);

/* Returns the methods in the schema's order, then NULL. */
const struct method *router_at(size_t index);

#endif
