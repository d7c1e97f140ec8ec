/* What stands beside a datagram: how long each is that the kernel has put
 * together, which of our addresses it was sent to, and how many the socket had
 * no room for (cmsg(3), ip(7), ipv6(7), socket(7)). */
#ifndef MSGWIRE_NET_CONTROL_H
#define MSGWIRE_NET_CONTROL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <netinet/in.h>
#include <sys/socket.h>

enum {
    MW__CONTROL_OURS = CMSG_SPACE(sizeof(struct in6_pktinfo)),
    MW__CONTROL_IN = CMSG_SPACE(sizeof(int)) + CMSG_SPACE(sizeof(uint32_t)) +
                     MW__CONTROL_OURS + CMSG_SPACE(sizeof(struct in_pktinfo)),
};

struct mw__control {
    size_t each;          /* bytes of each datagram in it; 0: it is one */
    struct in6_addr ours; /* an IPv4 address mapped; ::, if it is not told */
    uint32_t dropped; /* before it came, of all so far; wraps. 0: not told */
};

/* Asks to be told which of our addresses a datagram was sent to. A socket of
 * IPv6 is told of IPv4 in both ways, and the later one knows our address where
 * the datagram was a broadcast. Returns 0 or -errno. */
int mw__control_ask(int fd, int family);

void mw__control_read(struct msghdr *msg, struct mw__control *control);

/* True if the system chooses which of our addresses a datagram leaves from: no
 * control message is wanted. */
static inline bool mw__control_is_any(const struct in6_addr *ours)
{
    return IN6_IS_ADDR_UNSPECIFIED(ours) || IN6_IS_ADDR_MULTICAST(ours);
}

/* Makes `ours` the address that the datagram is sent from; ::, or a group's
 * address, is left to the system.
 *
 * family  of the socket.
 * room    MW__CONTROL_OURS bytes, aligned as a cmsghdr. */
void mw__control_write(struct msghdr *msg, const struct in6_addr *ours,
                       int family, void *room);

#endif
