/* Outflow: what is printed leaves as fast as it is read, and never holds up
 * the loop: who prints is told to stop instead, and when to go on. */
#ifndef CLIENT_OUTPUT_OUTFLOW_H
#define CLIENT_OUTPUT_OUTFLOW_H

#include "output/output.h"

#include <uv.h>

struct outflow {
    struct output *out; /* append there; do not flush */
    uv_poll_t poll;
    bool watched; /* `poll` is in use */
    bool is_pipe; /* whose reader is seen to go */
    bool full;    /* it takes no more now */
    bool gone;    /* nobody reads it any more */
    size_t at;    /* of the buffer: so much has left */
    size_t chunk; /* bytes that can be written without waiting */
    void (*on_room)(void *data);
    void *data;
};

/* out      borrows.
 * on_room  it takes more again, or nobody reads any more: push tells. */
void outflow_open(struct outflow *flow, uv_loop_t *uv, struct output *out,
                  void (*on_room)(void *data), void *data);

/* Writes what can be written now; `full` tells whether a rest has to wait.
 *
 * Returns as output_flush; in an error what was left is forgotten. */
enum mw_status outflow_push(struct outflow *flow, struct mw_error *err);

/* Bytes that wait. */
size_t outflow_waiting(const struct outflow *flow);

/* Lets go. Its loop must run once more.
 *
 * keep  what waits is left in the buffer; else it is forgotten. */
void outflow_close(struct outflow *flow, bool keep);

#endif
