/* Endpoints: where a conversation is held, as an address people type.
 *
 *     tcp://host:port  udp://host:port  unix:/path  unix:@abstract
 *     :port  host:port  (tcp)  tcp://[::1]:port
 *
 * Source: schema/README.md, "Addresses". */
#ifndef MSGWIRE_ENDPOINT_H
#define MSGWIRE_ENDPOINT_H

#include <msgwire/bytes.h>
#include <msgwire/error.h>

enum mw_scheme { MW_TCP, MW_UDP, MW_UNIX };

enum {
    MW_HOST_MAX = 253, /* RFC 1035, 2.3.4: a name's longest text */
    MW_PATH_MAX = 107, /* sun_path without its terminator */
    MW_ENDPOINT_TEXT = 336,
};

struct mw_endpoint {
    enum mw_scheme scheme;
    uint16_t port;              /* tcp, udp */
    bool abstract;              /* unix: a Linux name without a file */
    char host[MW_HOST_MAX + 1]; /* tcp, udp; without brackets; "" for any */
    char path[MW_PATH_MAX + 1]; /* unix; without "@" */
};

/* Reads an address as people type it: without parameters, which are
 * mw_link_parse's. A missing port is MW_PORT_DEFAULT; in a path %XX stands for
 * a byte.
 *
 * Returns MW_OK; MW_EINVAL with a sentence that shows the place and says what
 * was expected. */
MW_API enum mw_status mw_endpoint_parse(const char *text,
                                        struct mw_endpoint *endpoint,
                                        struct mw_error *err);

/* Writes it as a full URL, which can be read again. Returns `out`, terminated.
 */
MW_API const char *mw_endpoint_format(const struct mw_endpoint *endpoint,
                                      char out[MW_ENDPOINT_TEXT]);

/* True for what only this machine can reach: a loopback address, "localhost",
 * a Unix socket. A host name is not looked up, and is not. */
MW_API bool mw_endpoint_is_local(const struct mw_endpoint *endpoint);

#endif
