/* Pouring: each value of a file or stdin put on stdout, offline. */
#ifndef CLIENT_INPUT_POUR_H
#define CLIENT_INPUT_POUR_H

#include "input/source.h"
#include "output/render.h"

struct pour_plan {
    const char *name; /* as input_open */
    struct source_config config;
    struct render *render;

    /* Appends a value to the render; NULL: as render_value does. */
    enum mw_status (*put)(void *arg, struct mw_bytes value,
                          struct mw_error *err);
    void *arg;
};

/* Puts all of them. Nothing waits in the output while input is awaited; the
 * last is still to be flushed.
 *
 * Returns as source_open, source_next, source_fill, `put` and render_flush
 * do; what came before a fault was put. */
enum mw_status pour(const struct pour_plan *plan, struct mw_error *err);

#endif
