#include "router.h"

/* Names that the server answers itself: a handful, so they stand in a row. */
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

/* Length and first byte tell nearly all names apart; the rest confirms. */
static bool is_named(const struct method *method, struct mw_bytes name)
{
    return method->name.len == name.len && method->name.at[0] == name.at[0] &&
           memcmp(method->name.at, name.at, name.len) == 0;
}

const struct method *router_find(struct mw_bytes name)
{
    for (size_t i = 0; i < METHOD_COUNT; i++) {
        if (is_named(&methods[i], name)) {
            return &methods[i];
        }
    }
    return NULL;
}

const struct method *router_at(size_t index)
{
    return index < METHOD_COUNT ? &methods[index] : NULL;
}
