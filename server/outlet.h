/* An outlet: where a service's words go.
 *
 * A table of functions and the context each is given. The session makes one
 * over its connection, a test one over a buffer; a service knows neither. */
#ifndef OUTLET_H
#define OUTLET_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

struct outlet {
    /* Begins a body: append it to the buffer returned, then `end` or `undo`;
     * nothing else may be called between. NULL: nobody listens any more. */
    struct mw_buffer *(*begin)(void *ctx);

    /* Sends the body. MW_OK; else it was taken back: MW_ETOOBIG for longer
     * than this outlet carries, MW_ELIMIT for more than it may carry now. */
    enum mw_status (*end)(void *ctx);

    /* Takes back what was appended since `begin`. */
    void (*undo)(void *ctx);

    /* Says that the conversation can't go on, since an answer that is due
     * can't be given. */
    void (*fail)(void *ctx, int code, const struct mw_error *why);

    /* True where the contract's rules for datagrams hold. */
    bool (*is_datagram)(const void *ctx);
};

#endif
