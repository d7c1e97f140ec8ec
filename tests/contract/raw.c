/* Plain sockets beside the loop. */
#include "contract.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { CHUNK = 1 << 16 };

static socklen_t unix_address(const struct mw_endpoint *endpoint,
                              struct sockaddr_un *un)
{
    size_t head = offsetof(struct sockaddr_un, sun_path);
    size_t len = strlen(endpoint->path);

    un->sun_family = AF_UNIX;
    memcpy(un->sun_path + endpoint->abstract, endpoint->path, len);
    return (socklen_t)(head + len + 1);
}

int raw_connect(struct ground *ground)
{
    int fd = raw_connect_unseen(ground);

    run_now(ground);
    return fd;
}

int raw_connect_unseen(struct ground *ground)
{
    const struct mw_endpoint *to = mw_listener_endpoint(ground->listener);
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    struct sockaddr_un un = {0};
    struct sockaddr *address = (struct sockaddr *)&un;
    int type = to->scheme == MW_UDP ? SOCK_DGRAM : SOCK_STREAM;
    socklen_t len = unix_address(to, &un);
    int fd, on = 1;

    if (inet_pton(AF_INET, to->host, &v4.sin_addr) == 1) {
        v4.sin_port = htons(to->port);
        address = (struct sockaddr *)&v4;
        len = sizeof(v4);
    } else if (inet_pton(AF_INET6, to->host, &v6.sin6_addr) == 1) {
        v6.sin6_port = htons(to->port);
        address = (struct sockaddr *)&v6;
        len = sizeof(v6);
    }
    fd = socket(address->sa_family, type | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, address, len), 0);
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return fd;
}

/* Gives the loop its turn, and waits a moment if nothing was to be done. */
static void run_beside(struct ground *ground, int fd, short events)
{
    struct pollfd watch = {.fd = fd, .events = events};

    uv_run(&ground->uv, UV_RUN_NOWAIT);
    (void)poll(&watch, 1, 1);
}

void raw_send(struct ground *ground, int fd, struct mw_bytes bytes)
{
    uint64_t late = now_ms() + GUARD_MS;

    while (bytes.len > 0 && now_ms() < late) {
        ssize_t sent =
            send(fd, bytes.at, bytes.len, MSG_NOSIGNAL | MSG_DONTWAIT);
        assert_true(sent > 0 || errno == EAGAIN);
        mw_bytes_skip(&bytes, sent > 0 ? (size_t)sent : 0);
        if (bytes.len > 0) {
            run_beside(ground, fd, POLLOUT);
        }
    }
    assert_int_equal(bytes.len, 0);
    run_now(ground);
}

void raw_send_body(struct ground *ground, int fd, struct mw_bytes body)
{
    struct mw_buffer out = {0};

    put_frame(ground, &out, body);
    raw_send(ground, fd, mw_buffer_bytes(&out));
    mw_buffer_fini(&out);
}

enum raw_end raw_read(struct ground *ground, int fd, size_t len,
                      struct mw_buffer *in)
{
    uint64_t late = now_ms() + GUARD_MS;

    while (in->len < len) {
        ssize_t came;
        assert_int_equal(mw_buffer_reserve(in, CHUNK), MW_OK);
        came = recv(fd, in->at + in->len, CHUNK, MSG_DONTWAIT);
        if (came == 0 && !contract_is_datagram()) {
            return RAW_FIN;
        }
        if (came < 0 && errno != EAGAIN) {
            return RAW_RESET;
        }
        in->len += came > 0 ? (size_t)came : 0;
        if (came < 0) {
            assert_true(now_ms() < late);
            run_beside(ground, fd, POLLIN);
        }
    }
    return RAW_OPEN;
}

void raw_reset(int fd)
{
    struct linger now = {.l_onoff = 1};

    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    close(fd);
}
