#include "net/udp.h"

#include "net/socket.h"

#include <errno.h>
#include <netinet/udp.h>

/* Datagrams that the kernel has gathered come in one read (UDP_GRO); a kernel
 * that does not know it hands them over one by one. */
static enum mw_status udp_tune(int fd, const struct mw_socket_options *options,
                               struct mw_error *err)
{
    int on = 1;

    (void)setsockopt(fd, IPPROTO_UDP, UDP_GRO, &on, sizeof(on));
    return mw__socket_tune(fd, options, err);
}

static int udp_bind(int fd, const struct mw__address *address,
                    const struct mw_socket_options *options, uint64_t *made)
{
    (void)options;
    (void)made;
    return bind(fd, &address->as.any, address->len) == 0 ? 0 : -errno;
}

const struct mw__transport mw__udp = {
    .scheme = MW_UDP,
    .type = SOCK_DGRAM,
    .tune = udp_tune,
    .bind = udp_bind,
};
