/* --trace: what a loop's connections do, live on stderr, in the order of the
 * wire; each frame whole, in one write.
 *
 * It is coloured and fitted as stdout would be, but for stderr. */
#ifndef CLIENT_TALK_TRACE_H
#define CLIENT_TALK_TRACE_H

#include "options.h"

#include <msgwire/conn.h>

struct trace {
    struct render render;
    size_t limit; /* longest body accepted */
    uint64_t began_ns;
    const struct mw_conn *conn;  /* the last one opened, ... */
    char peer[MW_ENDPOINT_TEXT]; /* ... whose peer is known when it is gone */
    char trying[MW_ENDPOINT_TEXT];

    /* Makes place for what is printed; NULL: there is nothing in its way. */
    void (*before)(void *data);
    void *data;
};

/* Watches the loop if opt->trace. It must stay where it is until the loop and
 * all on it are closed. */
void trace_begin(struct trace *trace, const struct options *opt,
                 struct mw_loop *loop);

/* Tells it of a connection that stands already. */
void trace_meet(struct trace *trace, const struct mw_conn *conn);

void trace_end(struct trace *trace);

#endif
