#include "emulate/tun.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <linux/ipv6.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Before another packet is dropped: a burst comes while the forwarder sleeps.
 */
enum { QUEUE_PACKETS = 10000 };
enum { V4_PREFIX_MASK = 0xffffff00, V6_PREFIX = 64 };
enum { DEV_TEXT = 4096, TX_DROPPED = 11 };

static const char node[] = "/dev/net/tun", device[] = "link";

static enum mw_status refuse(const char *what, struct mw_error *err)
{
    return mw_error_set(err, MW_ESYSTEM, "%s: %s%s", what, strerror(errno),
                        errno == EPERM ? " (CAP_NET_ADMIN is missing)" : "");
}

/* --- the node --- */

static enum mw_status open_node(int *fd, struct mw_error *err)
{
    *fd = open(node, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (*fd >= 0) {
        return MW_OK;
    }
    if (errno == EACCES || errno == EPERM) {
        return mw_error_set(err, MW_ESYSTEM,
                            "%s: this user may not open it (mode 0666 is "
                            "usual, and safe: making a device needs more)",
                            node);
    }
    return mw_error_set(err, MW_ESYSTEM,
                        "%s: %s (the kernel's module tun is missing, or this "
                        "container's device)",
                        node, strerror(errno));
}

enum mw_status tun_check(struct mw_error *err)
{
    int fd;
    enum mw_status rc = open_node(&fd, err);

    if (rc == MW_OK) {
        close(fd);
    }
    return rc;
}

/* --- an interface --- */

static void name_it(struct ifreq *request, const char *name)
{
    memset(request, 0, sizeof(*request));
    snprintf(request->ifr_name, sizeof(request->ifr_name), "%s", name);
}

static bool bring_up(int control, const char *name)
{
    struct ifreq request;

    name_it(&request, name);
    if (ioctl(control, SIOCGIFFLAGS, &request) != 0) {
        return false;
    }
    request.ifr_flags |= IFF_UP;
    return ioctl(control, SIOCSIFFLAGS, &request) == 0;
}

static bool set_mtu(int control, int mtu)
{
    struct ifreq request;

    name_it(&request, device);
    request.ifr_mtu = mtu;
    return ioctl(control, SIOCSIFMTU, &request) == 0;
}

/* Asks the system by netlink: its ioctl is for root alone. */
static bool set_queue(uint32_t packets)
{
    struct {
        struct nlmsghdr head;
        struct ifinfomsg link;
        struct rtattr name;
        uint32_t value;
    } request = {
        .head = {.nlmsg_len = sizeof(request),
                 .nlmsg_type = RTM_NEWLINK,
                 .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK},
        .link = {.ifi_index = (int)if_nametoindex(device)},
        .name = {.rta_len = RTA_LENGTH(sizeof(uint32_t)),
                 .rta_type = IFLA_TXQLEN},
        .value = packets,
    };
    struct {
        struct nlmsghdr head;
        struct nlmsgerr fault;
        char asked[sizeof(request)];
    } answer;
    int control = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    bool done =
        control >= 0 &&
        send(control, &request, sizeof(request), 0) == sizeof(request) &&
        recv(control, &answer, sizeof(answer), 0) > (ssize_t)NLMSG_HDRLEN &&
        answer.head.nlmsg_type == NLMSG_ERROR && answer.fault.error == 0;

    if (control >= 0) {
        close(control);
    }
    return done;
}

static bool set_v4(int control, unsigned long what, struct in_addr address)
{
    struct ifreq request;
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr = address};

    name_it(&request, device);
    memcpy(&request.ifr_addr, &to, sizeof(to));
    return ioctl(control, what, &request) == 0;
}

static bool set_addresses(int control, const struct tun_config *config)
{
    struct in_addr mask = {htonl(V4_PREFIX_MASK)}, address;

    return inet_pton(AF_INET, config->v4, &address) == 1 &&
           set_v4(control, SIOCSIFADDR, address) &&
           set_v4(control, SIOCSIFNETMASK, mask);
}

/* IPv6 may be off: then the link has IPv4 only. */
static bool set_v6(const struct tun_config *config)
{
    int control = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct in6_ifreq request = {.ifr6_prefixlen = V6_PREFIX};
    bool done;

    if (control < 0) {
        return false;
    }
    request.ifr6_ifindex = (int)if_nametoindex(device);
    done = inet_pton(AF_INET6, config->v6, &request.ifr6_addr) == 1 &&
           ioctl(control, SIOCSIFADDR, &request) == 0;
    close(control);
    return done;
}

static enum mw_status set_up(const struct tun_config *config, struct tun *tun,
                             struct mw_error *err)
{
    int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    enum mw_status rc = MW_OK;

    if (control < 0 || !set_mtu(control, config->mtu) ||
        !set_addresses(control, config) || !bring_up(control, device)) {
        rc = refuse("the link's device can't be set up", err);
    }
    if (control >= 0) {
        close(control);
    }
    if (rc == MW_OK) {
        (void)set_queue(QUEUE_PACKETS); /* else a burst is missed, and told */
        tun->v6 = set_v6(config);
    }
    return rc;
}

static enum mw_status make(struct tun *tun, struct mw_error *err)
{
    struct ifreq request;
    enum mw_status rc = open_node(&tun->fd, err);

    if (rc != MW_OK) {
        return rc;
    }
    name_it(&request, device);
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    if (ioctl(tun->fd, TUNSETIFF, &request) != 0) {
        return refuse("no TUN device can be made", err);
    }
    tun->counts = open("/proc/self/net/dev", O_RDONLY | O_CLOEXEC);
    return MW_OK;
}

enum mw_status tun_open(const struct tun_config *config, struct tun *tun,
                        struct mw_error *err)
{
    enum mw_status rc;

    *tun = TUN_NONE;
    rc = make(tun, err);
    if (rc == MW_OK) {
        rc = set_up(config, tun, err);
    }
    if (rc != MW_OK) {
        tun_close(tun);
    }
    return rc;
}

void tun_leave(struct tun *tun)
{
    if (tun->fd >= 0) {
        close(tun->fd);
    }
    tun->fd = -1;
}

void tun_close(struct tun *tun)
{
    tun_leave(tun);
    if (tun->counts >= 0) {
        close(tun->counts);
    }
    tun->counts = -1;
}

enum mw_status tun_loopback_up(struct mw_error *err)
{
    int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    enum mw_status rc = MW_OK;

    if (control < 0 || !bring_up(control, "lo")) {
        rc = refuse("the loopback interface can't be set up", err);
    }
    if (control >= 0) {
        close(control);
    }
    return rc;
}

/* --- what was dropped --- */

/* "  link: RECEIVED-BYTES PACKETS ... SENT-BYTES PACKETS ERRORS DROPPED ..." */
uint64_t tun_missed_in(const char *text)
{
    char row[sizeof(device) + 2];
    const char *at;

    snprintf(row, sizeof(row), " %s:", device);
    at = strstr(text, row);
    if (at == NULL) {
        return 0;
    }
    at += strlen(row);
    for (int i = 0; i < TX_DROPPED; i++) {
        at += strspn(at, " ");
        at += strcspn(at, " \n");
    }
    return strtoull(at, NULL, 10);
}

uint64_t tun_missed(const struct tun *tun)
{
    char text[DEV_TEXT];
    ssize_t len = pread(tun->counts, text, sizeof(text) - 1, 0);

    if (len <= 0) {
        return 0;
    }
    text[len] = '\0';
    return tun_missed_in(text);
}
