#include "router.h"

/* Names that the server answers itself. They are looked up first, and the
 * table is a handful: a length and a memcmp tell them apart. */
static const struct method methods[] = {
#define METHOD(name, params, result, since, summary)                           \
    {{(const uint8_t *)#name, sizeof(#name) - 1},                              \
     params,                                                                   \
     result,                                                                   \
     since,                                                                    \
     summary,                                                                  \
     service_##name},
#include "methods.inc"
#undef METHOD
};

enum { METHOD_COUNT = sizeof(methods) / sizeof(methods[0]) };

const struct method *router_find(struct mw_bytes name)
{
    for (size_t i = 0; i < METHOD_COUNT; i++) {
        if (mw_bytes_equal(methods[i].name, name)) {
            return &methods[i];
        }
    }
    return NULL;
}

const struct method *router_at(size_t index)
{
    return index < METHOD_COUNT ? &methods[index] : NULL;
}
