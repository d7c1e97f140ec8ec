#include "net/control.h"

#include <errno.h>
#include <netinet/udp.h>
#include <string.h>

int mw__control_ask(int fd, int family)
{
    int on = 1;
    int rc = setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof(on));

    if (family == AF_INET6) {
        rc = setsockopt(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof(on));
    }
    return rc == 0 ? 0 : -errno;
}

static struct in6_addr mapped(struct in_addr v4)
{
    struct in6_addr v6 = {.s6_addr = {[10] = 0xff, [11] = 0xff}};

    memcpy(&v6.s6_addr[12], &v4, sizeof(v4));
    return v6;
}

static void read_one(struct cmsghdr *c, struct mw__control *control)
{
    struct in_pktinfo v4;
    struct in6_pktinfo v6;
    int each;

    if (c->cmsg_level == IPPROTO_UDP && c->cmsg_type == UDP_GRO) {
        memcpy(&each, CMSG_DATA(c), sizeof(each));
        control->each = each > 0 ? (size_t)each : 0;
    } else if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SO_RXQ_OVFL) {
        memcpy(&control->dropped, CMSG_DATA(c), sizeof(control->dropped));
    } else if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
        memcpy(&v4, CMSG_DATA(c), sizeof(v4));
        control->ours = mapped(v4.ipi_spec_dst);
    } else if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO) {
        memcpy(&v6, CMSG_DATA(c), sizeof(v6));
        control->ours = v6.ipi6_addr;
    }
}

void mw__control_read(struct msghdr *msg, struct mw__control *control)
{
    *control = (struct mw__control){0};
    for (struct cmsghdr *c = CMSG_FIRSTHDR(msg); c != NULL;
         c = CMSG_NXTHDR(msg, c)) {
        read_one(c, control);
    }
}

static void append(struct msghdr *msg, int level, int type, const void *data,
                   size_t len)
{
    struct cmsghdr *c = msg->msg_control;

    msg->msg_controllen = CMSG_SPACE(len);
    c->cmsg_level = level;
    c->cmsg_type = type;
    c->cmsg_len = CMSG_LEN(len);
    memcpy(CMSG_DATA(c), data, len);
}

void mw__control_write(struct msghdr *msg, const struct in6_addr *ours,
                       int family, void *room)
{
    struct in6_pktinfo v6 = {.ipi6_addr = *ours};
    struct in_pktinfo v4 = {0};

    if (mw__control_is_any(ours)) {
        return;
    }
    msg->msg_control = room;
    if (family == AF_INET6) {
        append(msg, IPPROTO_IPV6, IPV6_PKTINFO, &v6, sizeof(v6));
    } else {
        memcpy(&v4.ipi_spec_dst, &ours->s6_addr[12], sizeof(v4.ipi_spec_dst));
        append(msg, IPPROTO_IP, IP_PKTINFO, &v4, sizeof(v4));
    }
}
