#include "net/udp.h"

#include "net/control.h"
#include "net/group.h"
#include "net/socket.h"

#include <errno.h>
#include <netinet/udp.h>

/* Datagrams that the kernel has gathered come in one read (UDP_GRO); a kernel
 * that does not know it hands them over one by one. Those that it had no room
 * for are counted, and told beside the next one. */
static enum mw_status udp_tune(int fd, const struct mw__address *address,
                               const struct mw_socket_options *options,
                               struct mw_error *err)
{
    int on = 1;
    enum mw_status rc;

    (void)setsockopt(fd, IPPROTO_UDP, UDP_GRO, &on, sizeof(on));
    (void)setsockopt(fd, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof(on));
    rc = mw__socket_tune(fd, options, err);
    if (rc == MW_OK) {
        rc = mw__socket_set_ttl(fd, address, options, err);
    }
    return rc == MW_OK ? mw__group_tune(fd, address, options, err) : rc;
}

/* :: or ::ffff:0.0.0.0 */
static bool is_any_v6(const struct in6_addr *at)
{
    return IN6_IS_ADDR_UNSPECIFIED(at) ||
           (IN6_IS_ADDR_V4MAPPED(at) && at->s6_addr32[3] == 0);
}

static bool is_any(const struct mw__address *address)
{
    return address->as.any.sa_family == AF_INET6
               ? is_any_v6(&address->as.v6.sin6_addr)
               : address->as.v4.sin_addr.s_addr == htonl(INADDR_ANY);
}

/* A socket of all our addresses must know which one it was asked on. */
static int udp_bind(int fd, const struct mw__address *address,
                    const struct mw_socket_options *options,
                    struct mw__made *made)
{
    (void)made;
    if (bind(fd, &address->as.any, address->len) != 0) {
        return -errno;
    }
    return is_any(address) ? mw__control_ask(fd, address->as.any.sa_family)
                           : mw__group_join(fd, address, options);
}

const struct mw__transport mw__udp = {
    .scheme = MW_UDP,
    .type = SOCK_DGRAM,
    .tune = udp_tune,
    .bind = udp_bind,
};
