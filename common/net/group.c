#include "net/group.h"

#include "net/socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool is_v6(const struct mw__address *address)
{
    return address->as.any.sa_family == AF_INET6;
}

static bool is_multicast(const struct mw__address *address)
{
    return is_v6(address) ? IN6_IS_ADDR_MULTICAST(&address->as.v6.sin6_addr)
                          : IN_MULTICAST(ntohl(address->as.v4.sin_addr.s_addr));
}

static bool is_broadcast(const struct mw__address *address)
{
    return !is_v6(address) &&
           address->as.v4.sin_addr.s_addr == htonl(INADDR_BROADCAST);
}

bool mw__group_is(const struct mw__address *address)
{
    return address->as.any.sa_family != AF_UNIX &&
           (is_multicast(address) || is_broadcast(address));
}

/* --- sockets --- */

static enum mw_status tune_v4(int fd, const struct mw_socket_options *options,
                              struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    if (options->ttl > 0) {
        rc = mw__socket_set(fd, IPPROTO_IP, IP_MULTICAST_TTL, (int)options->ttl,
                            "hops to a group", err);
    }
    if (rc == MW_OK && options->no_loop) {
        rc = mw__socket_set(fd, IPPROTO_IP, IP_MULTICAST_LOOP, 0, "loop", err);
    }
    if (rc == MW_OK && options->interface > 0) {
        const struct ip_mreqn mreq = {.imr_ifindex = (int)options->interface};
        (void)mw__socket_set(fd, IPPROTO_IP, IP_UNICAST_IF,
                             (int)htonl(options->interface), "", NULL);
        if (setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &mreq, sizeof(mreq)) !=
            0) {
            rc = mw_error_set(err, MW_ESYSTEM, "interface %u: %s",
                              options->interface, strerror(errno));
        }
    }
    return rc;
}

static enum mw_status tune_v6(int fd, const struct mw_socket_options *options,
                              struct mw_error *err)
{
    int interface = (int)options->interface;
    enum mw_status rc = MW_OK;

    if (options->ttl > 0) {
        rc = mw__socket_set(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS,
                            (int)options->ttl, "hops to a group", err);
    }
    if (rc == MW_OK && options->no_loop) {
        rc = mw__socket_set(fd, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0, "loop",
                            err);
    }
    if (rc == MW_OK && interface > 0) {
        (void)mw__socket_set(fd, IPPROTO_IPV6, IPV6_UNICAST_IF,
                             (int)htonl(options->interface), "", NULL);
        rc = mw__socket_set(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, interface,
                            "interface", err);
    }
    return rc;
}

enum mw_status mw__group_tune(int fd, const struct mw__address *address,
                              const struct mw_socket_options *options,
                              struct mw_error *err)
{
    if (is_broadcast(address) && mw__group_allow_broadcast(fd) != 0) {
        return mw_error_set(err, MW_ESYSTEM, "broadcast: %s", strerror(errno));
    }
    return is_v6(address) ? tune_v6(fd, options, err)
                          : tune_v4(fd, options, err);
}

int mw__group_allow_broadcast(int fd)
{
    int on = 1;

    return setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof(on)) == 0
               ? 0
               : -errno;
}

/* Only what this socket has joined: Linux would hand it what any has. */
static int join_v4(int fd, const struct mw__address *address,
                   const struct mw_socket_options *options)
{
    const struct ip_mreqn mreq = {
        .imr_multiaddr = address->as.v4.sin_addr,
        .imr_ifindex = (int)options->interface,
    };
    int off = 0;

    setsockopt(fd, IPPROTO_IP, IP_MULTICAST_ALL, &off, sizeof(off));
    return setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(mreq));
}

static int join_v6(int fd, const struct mw__address *address,
                   const struct mw_socket_options *options)
{
    const struct sockaddr_in6 *v6 = &address->as.v6;
    const struct ipv6_mreq mreq = {
        .ipv6mr_multiaddr = v6->sin6_addr,
        .ipv6mr_interface =
            v6->sin6_scope_id != 0 ? v6->sin6_scope_id : options->interface,
    };
    int off = 0;

    setsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_ALL, &off, sizeof(off));
    return setsockopt(fd, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, &mreq,
                      sizeof(mreq));
}

int mw__group_join(int fd, const struct mw__address *address,
                   const struct mw_socket_options *options)
{
    int rc;

    if (!is_multicast(address)) {
        return 0;
    }
    rc = is_v6(address) ? join_v6(fd, address, options)
                        : join_v4(fd, address, options);
    return rc == 0 ? 0 : -errno;
}

/* --- interfaces --- */

unsigned mw__group_interface(const char *text)
{
    unsigned index = if_nametoindex(text);
    unsigned long number;
    char *end;

    if (index != 0 || text[0] < '0' || text[0] > '9') {
        return index;
    }
    number = strtoul(text, &end, 10);
    return *end == '\0' && number <= INT32_MAX ? (unsigned)number : 0;
}

void mw__group_scope(struct mw__address *address,
                     const struct mw_socket_options *options)
{
    struct sockaddr_in6 *v6 = &address->as.v6;

    if (is_v6(address) && v6->sin6_scope_id == 0 &&
        (IN6_IS_ADDR_LINKLOCAL(&v6->sin6_addr) ||
         IN6_IS_ADDR_MC_LINKLOCAL(&v6->sin6_addr) ||
         IN6_IS_ADDR_MC_NODELOCAL(&v6->sin6_addr))) {
        v6->sin6_scope_id = options->interface;
    }
}

/* The multicast address that an endpoint is. */
static bool multicast_of(const struct mw_endpoint *endpoint,
                         struct mw__address *address)
{
    struct mw__addresses known;

    if (endpoint->scheme != MW_UDP ||
        !mw__address_known(endpoint, true, &known)) {
        return false;
    }
    *address = known.list[0];
    return is_multicast(address);
}

bool mw__group_interface_name(const struct mw_endpoint *endpoint,
                              const struct mw_socket_options *options,
                              char out[MW__GROUP_INTERFACE])
{
    struct mw__address address;

    return options->interface != 0 && multicast_of(endpoint, &address) &&
           !(is_v6(&address) && address.as.v6.sin6_scope_id != 0) &&
           if_indextoname(options->interface, out) != NULL;
}

static bool is_loopback(unsigned index)
{
    struct ifreq request = {0};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool is = fd >= 0 && if_indextoname(index, request.ifr_name) != NULL &&
              ioctl(fd, SIOCGIFFLAGS, &request) == 0 &&
              (request.ifr_flags & IFF_LOOPBACK) != 0;

    if (fd >= 0) {
        close(fd);
    }
    return is;
}

bool mw__group_is_local(const struct mw_endpoint *endpoint,
                        const struct mw_socket_options *options)
{
    struct mw__address address;

    if (!multicast_of(endpoint, &address)) {
        return false;
    }
    mw__group_scope(&address, options);
    return is_loopback(is_v6(&address) && address.as.v6.sin6_scope_id != 0
                           ? address.as.v6.sin6_scope_id
                           : options->interface);
}
