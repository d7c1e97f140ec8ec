/* Names to addresses, without holding up the loop. */
#ifndef MSGWIRE_NET_RESOLVE_H
#define MSGWIRE_NET_RESOLVE_H

#include "net/address.h"

#include <msgwire/error.h>

#include <uv.h>

struct mw__resolve;

/* rc is MW_OK, or MW_ECONNECT with a sentence; `addresses` is borrowed. */
typedef void (*mw__resolved_fn)(struct mw__resolve *resolve, enum mw_status rc,
                                const struct mw__addresses *addresses,
                                const struct mw_error *err);

/* A look-up in flight. The caller's storage, until the callback. */
struct mw__resolve {
    uv_getaddrinfo_t req;
    mw__resolved_fn fn;
    char host[MW_HOST_MAX + 1];
    int type;
};

/* Begins a look-up. The host's name is at most MW_HOST_MAX long, which libuv
 * 1.44 relies on (CVE-2024-24806).
 *
 * Returns MW_OK, and `fn` runs later; MW_ESYSTEM, and it does not. */
enum mw_status mw__resolve_start(uv_loop_t *loop, struct mw__resolve *resolve,
                                 const struct mw_endpoint *endpoint, int type,
                                 mw__resolved_fn fn, struct mw_error *err);

/* Looks up at once, holding up the caller: for listeners, at start. */
enum mw_status mw__resolve_now(const struct mw_endpoint *endpoint, int type,
                               struct mw__addresses *addresses,
                               struct mw_error *err);

#endif
