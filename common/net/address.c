#include "net/address.h"

#include "net/group.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <stdio.h>

static void set_v4(struct mw__address *address, uint16_t port)
{
    address->len = sizeof(address->as.v4);
    address->as.v4.sin_family = AF_INET;
    address->as.v4.sin_port = htons(port);
}

static void set_v6(struct mw__address *address, uint16_t port)
{
    address->len = sizeof(address->as.v6);
    address->as.v6.sin6_family = AF_INET6;
    address->as.v6.sin6_port = htons(port);
}

static void set_unix(struct mw__address *address,
                     const struct mw_endpoint *endpoint)
{
    size_t len = strlen(endpoint->path);
    char *path = address->as.un.sun_path;

    address->as.un.sun_family = AF_UNIX;
    memcpy(endpoint->abstract ? path + 1 : path, endpoint->path, len);
    address->len =
        (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len + 1);
}

/* "fe80::1%eth0": a link-local address needs its interface (RFC 4007, 11). */
static bool parse_v6(const char *host, struct sockaddr_in6 *v6)
{
    char text[MW_HOST_MAX + 1];
    char *zone;

    snprintf(text, sizeof(text), "%s", host);
    zone = strchr(text, '%');
    if (zone != NULL) {
        *zone++ = '\0';
        v6->sin6_scope_id = mw__group_interface(zone);
    }
    return inet_pton(AF_INET6, text, &v6->sin6_addr) == 1 &&
           (zone == NULL || v6->sin6_scope_id != 0);
}

static void set_pair(struct mw__addresses *addresses, uint16_t port,
                     struct in6_addr v6, in_addr_t v4)
{
    struct mw__address *list = addresses->list;

    memset(list, 0, 2 * sizeof(*list));
    set_v6(&list[0], port);
    list[0].as.v6.sin6_addr = v6;
    set_v4(&list[1], port);
    list[1].as.v4.sin_addr.s_addr = htonl(v4);
    addresses->count = 2;
}

bool mw__address_known(const struct mw_endpoint *endpoint, bool to_bind,
                       struct mw__addresses *addresses)
{
    struct mw__address *first = &addresses->list[0];
    bool any = endpoint->host[0] == '\0';

    memset(addresses, 0, sizeof(*addresses));
    addresses->count = 1;
    if (endpoint->scheme == MW_UNIX) {
        set_unix(first, endpoint);
        return true;
    }
    if (any && to_bind) {
        set_pair(addresses, endpoint->port, in6addr_any, INADDR_ANY);
        return true;
    }
    if (any || strcmp(endpoint->host, "localhost") == 0) {
        set_pair(addresses, endpoint->port, in6addr_loopback, INADDR_LOOPBACK);
        return true;
    }
    set_v4(first, endpoint->port);
    if (inet_pton(AF_INET, endpoint->host, &first->as.v4.sin_addr) == 1) {
        return true;
    }
    memset(first, 0, sizeof(*first));
    set_v6(first, endpoint->port);
    return parse_v6(endpoint->host, &first->as.v6);
}

static void unix_endpoint(const struct mw__address *address,
                          struct mw_endpoint *endpoint)
{
    const char *path = address->as.un.sun_path;
    size_t head = offsetof(struct sockaddr_un, sun_path);
    size_t len = address->len > head ? address->len - head : 0;

    endpoint->abstract = len > 0 && path[0] == '\0';
    if (endpoint->abstract) {
        path++;
        len--;
    }
    len = strnlen(path, len);
    memcpy(endpoint->path, path, len < MW_PATH_MAX ? len : MW_PATH_MAX);
}

static void v6_endpoint(const struct sockaddr_in6 *v6,
                        struct mw_endpoint *endpoint)
{
    char zone[IF_NAMESIZE];
    size_t len;

    endpoint->port = ntohs(v6->sin6_port);
    if (IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr)) {
        inet_ntop(AF_INET, v6->sin6_addr.s6_addr + 12, endpoint->host,
                  sizeof(endpoint->host));
        return;
    }
    inet_ntop(AF_INET6, &v6->sin6_addr, endpoint->host, sizeof(endpoint->host));
    if (v6->sin6_scope_id != 0 &&
        if_indextoname(v6->sin6_scope_id, zone) != NULL) {
        len = strlen(endpoint->host);
        snprintf(endpoint->host + len, sizeof(endpoint->host) - len, "%%%s",
                 zone);
    }
}

void mw__address_endpoint(const struct mw__address *address,
                          enum mw_scheme scheme, struct mw_endpoint *endpoint)
{
    memset(endpoint, 0, sizeof(*endpoint));
    endpoint->scheme = scheme;
    switch (address->as.any.sa_family) {
    case AF_INET:
        endpoint->port = ntohs(address->as.v4.sin_port);
        inet_ntop(AF_INET, &address->as.v4.sin_addr, endpoint->host,
                  sizeof(endpoint->host));
        break;
    case AF_INET6:
        v6_endpoint(&address->as.v6, endpoint);
        break;
    default:
        unix_endpoint(address, endpoint);
        break;
    }
}
