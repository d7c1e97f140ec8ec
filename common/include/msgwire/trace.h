/* Tracing: what goes over a loop's connections, as it goes.
 *
 * All that a stream brings is seen, in its order: frames, and what is no whole
 * frame when the connection breaks or ends. Of what is sent, the frames are
 * seen when they are complete; a datagram when the system has taken it. */
#ifndef MSGWIRE_TRACE_H
#define MSGWIRE_TRACE_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>
#include <msgwire/frame.h>
#include <msgwire/loop.h>

struct mw_conn;

enum mw_trace_kind {
    MW_TRACE_LOOKUP,  /* of the addresses of the host `address` */
    MW_TRACE_TRYING,  /* to connect to `address` */
    MW_TRACE_FAILED,  /* to connect to `address`, or to find one: `why` */
    MW_TRACE_OPENED,  /* it stands; a datagram socket is bound */
    MW_TRACE_FRAME,   /* a whole frame with its prefix, or a datagram */
    MW_TRACE_OUTSIDE, /* bytes that are in no frame by agreement */
    MW_TRACE_REST,    /* bytes that make no whole frame, or come too late */
    MW_TRACE_UNSENT,  /* bytes that were queued and now stay here: `len` */
    MW_TRACE_CLOSED,  /* it had stood and is gone: `why` */
};

struct mw_trace {
    enum mw_trace_kind kind;
    bool out; /* from this side to the peer; OPENED: this side called */
    const struct mw_framing *framing; /* of the stream; NULL: datagrams */
    struct mw_bytes bytes;            /* FRAME, OUTSIDE, REST: a view */
    size_t len;                       /* how many bytes it is about */
    const char *address; /* LOOKUP; TRYING, FAILED: a URL; NULL: none yet */
    const struct mw_error *why; /* FAILED, CLOSED; MW_OK: in order */
};

/* Sees one thing. It may ask the connection who its ends are; of a stream that
 * is CLOSED only an accepted TCP peer is still known. It may not change
 * anything on the loop. `seen` is borrowed until it returns. */
typedef void (*mw_trace_fn)(const struct mw_conn *conn,
                            const struct mw_trace *seen, void *data);

/* From now on `fn` sees what each connection of the loop does. NULL: nobody
 * does, which costs nothing. */
MW_API void mw_loop_trace(struct mw_loop *loop, mw_trace_fn fn, void *data);

#endif
