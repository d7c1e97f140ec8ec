/* The host: listens, and is to a client whatever a server may be: it answers
 * in pieces, in another order, says what nobody asked for. It answers `echo`
 * and `ping`, and any other method with -32601. */
#ifndef CLIENT_CONFORM_HOST_H
#define CLIENT_CONFORM_HOST_H

#include "conform/place.h"
#include "conform/stop.h"
#include "conform/watch.h"

struct host {
    const struct probe_config *config; /* borrows */
    int fd;
    struct stop stop;       /* what ends it before the client does */
    struct place_file file; /* of a Unix socket */
    char url[MW_LINK_TEXT]; /* by which the client speaks with it */
};

/* Listens, and hears of signals.
 *
 * Returns MW_OK, and host_close closes; MW_ECONNECT; MW_ESYSTEM. */
enum mw_status host_open(struct host *host, const struct probe_config *config,
                         struct mw_error *err);

/* Waits for a client, and hears it until it ends (a stream), or is silent for
 * config->patience_ms, or has said very much, or a signal comes: see
 * host->stop.
 *
 * Returns MW_OK, and `watch` knows; MW_ETIMEOUT if none came; MW_ESYSTEM. */
enum mw_status host_serve(struct host *host, uint64_t wait_ms,
                          struct watch *watch, struct mw_error *err);

void host_close(struct host *host);

#endif
