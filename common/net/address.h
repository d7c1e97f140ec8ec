/* Socket addresses, and the endpoints they stand for. */
#ifndef MSGWIRE_NET_ADDRESS_H
#define MSGWIRE_NET_ADDRESS_H

#include <msgwire/endpoint.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

struct mw__address {
    socklen_t len;
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
        struct sockaddr_un un;
    } as;
};

enum { MW__ADDRESSES_MAX = 8 };

/* What one host name stands for, in the order to try. */
struct mw__addresses {
    size_t count;
    struct mw__address list[MW__ADDRESSES_MAX];
};

/* The addresses of an endpoint that needs no look-up: a path, a numeric host,
 * "localhost" (::1, then 127.0.0.1; RFC 6761, 6.3), or no host: any ([::], then
 * 0.0.0.0) to bind, localhost to connect.
 *
 * Returns false if the host is a name that must be resolved. */
bool mw__address_known(const struct mw_endpoint *endpoint, bool to_bind,
                       struct mw__addresses *addresses);

/* The endpoint an address stands for; hosts are numeric. */
void mw__address_endpoint(const struct mw__address *address,
                          enum mw_scheme scheme, struct mw_endpoint *endpoint);

#endif
