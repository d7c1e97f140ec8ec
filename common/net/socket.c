#include "net/socket.h"

#include <errno.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
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

enum mw_status mw__socket_new(const struct mw__transport *transport,
                              const struct mw_socket_options *options,
                              int family, int *fd, struct mw_error *err)
{
    enum mw_status rc;

    *fd = socket(family, transport->type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (*fd < 0) {
        return mw_error_set(err, MW_ESYSTEM, "no socket: %s", strerror(errno));
    }
    rc = transport->tune(*fd, options, err);
    if (rc != MW_OK) {
        close(*fd);
        *fd = -1;
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

/* A restarted server takes its port again at once, while old connections
 * still wait out their time. */
static enum mw_status tune_listener(const struct mw__transport *transport,
                                    const struct mw_socket_options *options,
                                    int family, int fd, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    if (transport->type == SOCK_STREAM && family != AF_UNIX) {
        rc = mw__socket_set(fd, SOL_SOCKET, SO_REUSEADDR, 1, "reuse of address",
                            err);
    }
    if (rc == MW_OK && options->reuse_port) {
        rc = mw__socket_set(fd, SOL_SOCKET, SO_REUSEPORT, 1, "reuse of port",
                            err);
    }
    if (rc == MW_OK && family == AF_INET6) {
        rc = mw__socket_set(fd, IPPROTO_IPV6, IPV6_V6ONLY, options->v6_only,
                            "IPv6 only", err);
    }
    return rc;
}

static int bind_and_listen(const struct mw__transport *transport,
                           const struct mw_socket_options *options,
                           const struct mw__address *address, int fd,
                           uint64_t *made)
{
    int backlog = options->backlog > 0 ? options->backlog : BACKLOG;
    int rc = transport->bind(fd, address, options, made);

    if (rc == 0 && transport->type == SOCK_STREAM && listen(fd, backlog) != 0) {
        rc = -errno;
        if (transport->unbind != NULL) {
            transport->unbind(address, *made);
        }
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
        return " (what is there is no socket of ours)";
    case EADDRNOTAVAIL:
        return " (no interface here has this address)";
    case EACCES:
        return " (ports below 1024 and some folders need more rights)";
    default:
        return "";
    }
}

enum mw_status mw__socket_bind(const struct mw__transport *transport,
                               const struct mw_socket_options *options,
                               struct mw__address *bound, int *fd,
                               uint64_t *made, struct mw_error *err)
{
    int family = bound->as.any.sa_family;
    enum mw_status rc = mw__socket_new(transport, options, family, fd, err);
    int error;

    if (rc != MW_OK) {
        return rc;
    }
    rc = tune_listener(transport, options, family, *fd, err);
    if (rc != MW_OK) {
        goto close_fd;
    }
    error = bind_and_listen(transport, options, bound, *fd, made);
    if (error != 0) {
        rc = mw_error_set(err, MW_ECONNECT, "can't bind: %s%s",
                          strerror(-error), bind_hint(-error));
        goto close_fd;
    }
    if (family != AF_UNIX) {
        mw__socket_address(*fd, false, bound);
    }
    return MW_OK;

close_fd:
    close(*fd);
    *fd = -1;
    return rc;
}
