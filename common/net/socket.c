#include "net/socket.h"

#include "net/group.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

enum mw_status mw__socket_set(int fd, int level, int name, int value,
                              const char *what, struct mw_error *err)
{
    if (setsockopt(fd, level, name, &value, sizeof(value)) != 0) {
        return mw_error_set(err, MW_ESYSTEM, "%s %d: %s", what, value,
                            strerror(errno));
    }
    return MW_OK;
}

enum mw_status mw__socket_tune(int fd, const struct mw_socket_options *options,
                               struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    if (options->rcvbuf > 0) {
        rc = mw__socket_set(fd, SOL_SOCKET, SO_RCVBUF, options->rcvbuf,
                            "receive buffer", err);
    }
    if (rc == MW_OK && options->sndbuf > 0) {
        rc = mw__socket_set(fd, SOL_SOCKET, SO_SNDBUF, options->sndbuf,
                            "send buffer", err);
    }
    return rc;
}

enum mw_status mw__socket_set_ttl(int fd, const struct mw__address *address,
                                  const struct mw_socket_options *options,
                                  struct mw_error *err)
{
    int ttl = (int)options->ttl;

    if (ttl == 0) {
        return MW_OK;
    }
    if (address->as.any.sa_family == AF_INET) {
        return mw__socket_set(fd, IPPROTO_IP, IP_TTL, ttl, "hops", err);
    }
    (void)mw__socket_set(fd, IPPROTO_IP, IP_TTL, ttl, "", NULL); /* mapped */
    return mw__socket_set(fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, ttl, "hops",
                          err);
}

enum mw_status mw__socket_new(const struct mw__transport *transport,
                              const struct mw_socket_options *options,
                              const struct mw__address *address, int *fd,
                              struct mw_error *err)
{
    enum mw_status rc;

    *fd = socket(address->as.any.sa_family,
                 transport->type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (*fd < 0) {
        return mw_error_set(err, MW_ESYSTEM, "no socket: %s", strerror(errno));
    }
    rc = transport->tune(*fd, address, options, err);
    if (rc != MW_OK) {
        close(*fd);
        *fd = -1;
    }
    return rc;
}

/* What people can do about it, where that is known. */
static const char *bind_hint(int error)
{
    switch (error) {
    case EADDRINUSE:
        return " (does another server listen there?)";
    case EEXIST:
        return " (what is there is no socket)";
    case EPERM:
        return " (the socket there is another user's)";
    case EADDRNOTAVAIL:
        return " (no interface here has this address)";
    case EACCES:
        return " (ports below 1024 and some folders need more rights)";
    case ENODEV:
        return " (say where the group is, such as ?interface=eth0)";
    default:
        return "";
    }
}

/* The address to speak from. Returns false if it is of another family. */
static bool local_of(const struct mw_socket_options *options, int family,
                     struct mw__address *local)
{
    struct mw_endpoint endpoint = {.scheme = MW_TCP,
                                   .port = options->local_port};
    struct mw__addresses known;

    snprintf(endpoint.host, sizeof(endpoint.host), "%s", options->local_host);
    if (!mw__address_known(&endpoint, true, &known)) {
        return false;
    }
    for (size_t i = 0; i < known.count; i++) {
        *local = known.list[i];
        if (local->as.any.sa_family == family) {
            return true;
        }
    }
    return false;
}

/* A port that was chosen may speak with the next peer while a connection to
 * the last one still waits out its time; any other is chosen when the peer is
 * known. */
static enum mw_status bind_local(int fd, const struct mw__transport *transport,
                                 const struct mw__address *local,
                                 struct mw_error *err)
{
    int on = 1;

    if (transport->type == SOCK_STREAM) {
        (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
        (void)setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on,
                         sizeof(on));
    }
    if (bind(fd, &local->as.any, local->len) != 0) {
        int error = errno;
        return mw_error_set(
            err, MW_ECONNECT, "can't speak from that address: %s%s",
            strerror(error), error == EADDRINUSE ? "" : bind_hint(error));
    }
    return MW_OK;
}

enum mw_status mw__socket_dial(const struct mw__transport *transport,
                               const struct mw_socket_options *options,
                               const struct mw__address *address, int *fd,
                               struct mw_error *err)
{
    int family = address->as.any.sa_family;
    bool bound = family != AF_UNIX &&
                 (options->local_host[0] != '\0' || options->local_port != 0);
    struct mw__address local;
    enum mw_status rc;

    if (bound && !local_of(options, family, &local)) {
        return MW_EAGAIN;
    }
    rc = mw__socket_new(transport, options, address, fd, err);
    if (rc == MW_OK && bound) {
        rc = bind_local(*fd, transport, &local, err);
        if (rc != MW_OK) {
            close(*fd);
            *fd = -1;
        }
    }
    return rc;
}

bool mw__socket_address(int fd, bool peer, struct mw__address *address)
{
    memset(address, 0, sizeof(*address));
    address->len = sizeof(address->as);
    if (peer) {
        return getpeername(fd, &address->as.any, &address->len) == 0;
    }
    return getsockname(fd, &address->as.any, &address->len) == 0;
}

int mw__socket_wait(int fd, unsigned ms)
{
    const struct timeval most = {
        .tv_sec = ms / 1000,
        .tv_usec = (suseconds_t)(ms % 1000) * 1000,
    };
    int flags = fcntl(fd, F_GETFL);

    flags = ms > 0 ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
    if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most)) != 0 ||
        fcntl(fd, F_SETFL, flags) != 0) {
        return -errno;
    }
    return 0;
}

int mw__socket_unread(int fd)
{
    int count = 0;

    return ioctl(fd, SIOCINQ, &count) == 0 ? count : 0;
}

int mw__socket_untaken(int fd)
{
    int count = 0;

    return ioctl(fd, SIOCOUTQ, &count) == 0 ? count : 0;
}

pid_t mw__socket_peer_pid(int fd)
{
    struct ucred who = {0};
    socklen_t len = sizeof(who);

    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) == 0 ? who.pid
                                                                    : 0;
}

int mw__socket_listen(int fd, const struct mw_socket_options *options)
{
    int backlog = options->backlog > 0 ? options->backlog : BACKLOG;

    return listen(fd, backlog) == 0 ? 0 : -errno;
}

/* A restarted server takes its port again at once, while old connections
 * still wait out their time; a group has many listeners. */
static enum mw_status tune_listener(const struct mw__transport *transport,
                                    const struct mw_socket_options *options,
                                    const struct mw__address *address, int fd,
                                    struct mw_error *err)
{
    int family = address->as.any.sa_family;
    enum mw_status rc = MW_OK;

    if ((transport->type == SOCK_STREAM && family != AF_UNIX) ||
        mw__group_is(address)) {
        rc = mw__socket_set(fd, SOL_SOCKET, SO_REUSEADDR, 1, "reuse of address",
                            err);
    }
    if (rc == MW_OK && options->reuse_port && family != AF_UNIX) {
        rc = mw__socket_set(fd, SOL_SOCKET, SO_REUSEPORT, 1, "reuse of port",
                            err);
    }
    if (rc == MW_OK && family == AF_INET6) {
        rc = mw__socket_set(fd, IPPROTO_IPV6, IPV6_V6ONLY, options->v6_only,
                            "IPv6 only", err);
    }
    return rc;
}

enum mw_status mw__socket_bind(const struct mw__transport *transport,
                               const struct mw_socket_options *options,
                               struct mw__address *bound, int *fd,
                               struct mw__made *made, struct mw_error *err)
{
    enum mw_status rc;
    int error;

    mw__group_scope(bound, options);
    rc = mw__socket_new(transport, options, bound, fd, err);
    if (rc != MW_OK) {
        return rc;
    }
    rc = tune_listener(transport, options, bound, *fd, err);
    if (rc != MW_OK) {
        goto close_fd;
    }
    error = transport->bind(*fd, bound, options, made);
    if (error != 0) {
        rc = mw_error_set(err, MW_ECONNECT, "can't bind: %s%s",
                          strerror(-error), bind_hint(-error));
        goto close_fd;
    }
    if (bound->as.any.sa_family != AF_UNIX) {
        mw__socket_address(*fd, false, bound);
    }
    return MW_OK;

close_fd:
    close(*fd);
    *fd = -1;
    return rc;
}
