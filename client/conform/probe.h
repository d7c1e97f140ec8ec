/* A probe: a socket of its own that puts any bytes on the wire, broken ones
 * too, and takes what comes frame by frame, each wait with a deadline.
 *
 * It stands beside the library's connections on purpose: who tests the rules
 * must be able to break them. */
#ifndef CLIENT_CONFORM_PROBE_H
#define CLIENT_CONFORM_PROBE_H

#include "conform/stop.h"

#include <msgwire/bytes.h>
#include <msgwire/error.h>
#include <msgwire/link.h>

struct probe_config {
    struct mw_link link;
    size_t max_frame;     /* longest body that either side takes */
    uint64_t patience_ms; /* for each thing that is waited for */
};

struct probe {
    const struct probe_config *config; /* borrows */
    struct stop *stop;   /* borrows; ends each wait; NULL: nothing does */
    int fd;              /* -1: closed */
    struct mw_buffer in; /* what came and was not handed on, ... */
    size_t taken;        /* ... but for so much in front of it */
};

/* Connects; sends the greeting, skips the preamble.
 *
 * Returns MW_OK, and probe_close closes; MW_ECONNECT, MW_ETIMEOUT,
 * MW_ESYSTEM, with a sentence. */
enum mw_status probe_open(struct probe *probe,
                          const struct probe_config *config,
                          struct mw_error *err);

/* Makes a probe of a socket that was accepted. Takes `fd`. A stop that comes is
 * as if the patience were over.
 *
 * stop  borrowed. */
void probe_adopt(struct probe *probe, const struct probe_config *config, int fd,
                 struct stop *stop);

/* Writes all of it at once; a datagram socket: one datagram.
 *
 * Returns MW_OK; MW_ETIMEOUT if the peer does not take it; MW_ESYSTEM for a
 * reset. */
enum mw_status probe_put(struct probe *probe, struct mw_bytes bytes,
                         struct mw_error *err);

/* Waits for the next body.
 *
 * body  a view, until the next call.
 *
 * Returns MW_OK; MW_ETIMEOUT; MW_ECLOSED at the peer's end; MW_EFRAME or
 * MW_ETOOBIG if its framing is broken; MW_ECONNECT if no socket is there for
 * our datagram; MW_ESYSTEM for a reset. */
enum mw_status probe_next(struct probe *probe, struct mw_bytes *body,
                          struct mw_error *err);

/* What has come and was not handed on. */
struct mw_bytes probe_rest(const struct probe *probe);

/* True if nothing comes for so long, so that what is sent before and after it
 * arrives apart. */
bool probe_is_silent(struct probe *probe, int pause_ms);

/* Shuts down the sending direction. */
void probe_finish(struct probe *probe);

/* Closes; `reset`: so that the peer sees a reset. May be called twice. */
void probe_close(struct probe *probe, bool reset);

#endif
