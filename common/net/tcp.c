#include "net/tcp.h"

#include "net/socket.h"

#include <errno.h>
#include <netinet/tcp.h>

static enum mw_status set_congestion(int fd, const char *name,
                                     struct mw_error *err)
{
    if (setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, name,
                   (socklen_t)strlen(name)) != 0) {
        bool unknown = errno == ENOENT;
        char shown[MW_EXCERPT];
        return mw_error_set(
            err, unknown ? MW_EINVAL : MW_ESYSTEM, "congestion control %s: %s",
            mw_excerpt(mw_text(name), shown),
            unknown ? "this system has none of that name" : strerror(errno));
    }
    return MW_OK;
}

static enum mw_status set_keepalive(int fd, unsigned seconds,
                                    struct mw_error *err)
{
    enum mw_status rc =
        mw__socket_set(fd, SOL_SOCKET, SO_KEEPALIVE, 1, "keep-alive", err);

    if (rc != MW_OK) {
        return rc;
    }
    return mw__socket_set(fd, IPPROTO_TCP, TCP_KEEPIDLE, (int)seconds,
                          "keep-alive seconds", err);
}

/* Messages are small and wanted now: Nagle's algorithm only waits (RFC 896). */
static enum mw_status tcp_tune(int fd, const struct mw__address *address,
                               const struct mw_socket_options *options,
                               struct mw_error *err)
{
    enum mw_status rc = mw__socket_tune(fd, options, err);

    if (rc == MW_OK && !options->delay) {
        rc = mw__socket_set(fd, IPPROTO_TCP, TCP_NODELAY, 1, "no delay", err);
    }
    if (rc == MW_OK && options->keepalive_s > 0) {
        rc = set_keepalive(fd, options->keepalive_s, err);
    }
    if (rc == MW_OK && options->congestion[0] != '\0') {
        rc = set_congestion(fd, options->congestion, err);
    }
    return rc == MW_OK ? mw__socket_set_ttl(fd, address, options, err) : rc;
}

static int tcp_bind(int fd, const struct mw__address *address,
                    const struct mw_socket_options *options,
                    struct mw__made *made)
{
    (void)made;
    if (bind(fd, &address->as.any, address->len) != 0) {
        return -errno;
    }
    return mw__socket_listen(fd, options);
}

static int tcp_adopt(uv_loop_t *loop, union mw__handle *handle, int fd)
{
    int rc = uv_tcp_init(loop, &handle->tcp);

    return rc != 0 ? rc : uv_tcp_open(&handle->tcp, fd);
}

const struct mw__transport mw__tcp = {
    .scheme = MW_TCP,
    .type = SOCK_STREAM,
    .tune = tcp_tune,
    .bind = tcp_bind,
    .adopt = tcp_adopt,
};
