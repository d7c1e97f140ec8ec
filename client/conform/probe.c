#include "conform/probe.h"

#include "conform/place.h"

#include <msgwire/frame.h>

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 1 << 16 };

static uint64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static enum mw_status refuse(struct mw_error *err, enum mw_status status)
{
    return mw_error_set(err, status, "%s", strerror(errno));
}

static bool is_datagram(const struct probe *probe)
{
    return probe->config->link.endpoint.scheme == MW_UDP;
}

/* Waits until the socket can do it. Returns false when it is late, or stopped.
 */
static bool wait_until(const struct probe *probe, short events,
                       uint64_t late_ms)
{
    struct pollfd two[] = {
        {.fd = probe->fd, .events = events},
        {.fd = probe->stop == NULL ? -1 : probe->stop->fd, .events = POLLIN},
    };
    uint64_t now = now_ms();
    int rc = -1;

    errno = EINTR;
    while (rc < 0 && errno == EINTR) {
        int left = now < late_ms ? (int)(late_ms - now) : 0;

        rc = poll(two, 2, left);
        now = now_ms();
    }
    return rc > 0 && !stop_came(probe->stop);
}

/* --- connecting --- */

static enum mw_status connect_to(struct probe *probe, const struct place *place,
                                 uint64_t late_ms, struct mw_error *err)
{
    int on = 1, failed = 0;
    socklen_t size = sizeof(failed);

    probe->fd =
        place_socket(&probe->config->link.endpoint, place, SOCK_NONBLOCK);
    if (probe->fd < 0) {
        return refuse(err, MW_ESYSTEM);
    }
    if (connect(probe->fd, (const struct sockaddr *)&place->address,
                place->len) < 0 &&
        errno != EINPROGRESS) {
        return refuse(err, MW_ECONNECT);
    }
    if (!wait_until(probe, POLLOUT, late_ms)) {
        return mw_error_set(err, MW_ETIMEOUT, "no connection in time");
    }
    getsockopt(probe->fd, SOL_SOCKET, SO_ERROR, &failed, &size);
    if (failed != 0) {
        errno = failed;
        return refuse(err, MW_ECONNECT);
    }
    /* What is sent in pieces is to leave in pieces. */
    (void)setsockopt(probe->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return MW_OK;
}

/* Tries each place of the name in turn. */
static enum mw_status connect_any(struct probe *probe, uint64_t late_ms,
                                  struct mw_error *err)
{
    struct place places[PLACES];
    size_t count = 0;
    enum mw_status rc =
        place_find(&probe->config->link.endpoint, places, &count, err);

    if (rc != MW_OK) {
        return rc;
    }
    rc = connect_to(probe, &places[0], late_ms, err);
    for (size_t i = 1; i < count && rc != MW_OK; i++) {
        probe_close(probe, false);
        rc = connect_to(probe, &places[i], late_ms, err);
    }
    return rc;
}

/* --- reading --- */

/* Reads what is there, which may be nothing. */
static enum mw_status read_on(struct probe *probe, uint64_t late_ms,
                              struct mw_error *err)
{
    ssize_t came;

    if (!wait_until(probe, POLLIN, late_ms)) {
        return mw_error_set(err, MW_ETIMEOUT, "silence");
    }
    if (mw_buffer_reserve(&probe->in, CHUNK) != MW_OK) {
        return mw_error_set(err, MW_ENOMEM, "no memory for what came");
    }
    came = recv(probe->fd, probe->in.at + probe->in.len, CHUNK, MSG_DONTWAIT);
    if (came == 0 && !is_datagram(probe)) {
        return mw_error_set(err, MW_ECLOSED, "the end of the connection");
    }
    if (came < 0 && errno == ECONNREFUSED) {
        return refuse(err, MW_ECONNECT); /* datagrams learn it only now */
    }
    if (came < 0 && errno != EAGAIN && errno != EINTR) {
        return refuse(err, MW_ESYSTEM);
    }
    probe->in.len += came > 0 ? (size_t)came : 0;
    return MW_OK;
}

static enum mw_status skip_preamble(struct probe *probe, uint64_t late_ms,
                                    struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && probe->in.len < probe->config->link.preamble) {
        rc = read_on(probe, late_ms, err);
    }
    probe->taken = rc == MW_OK ? probe->config->link.preamble : 0;
    return rc;
}

enum mw_status probe_open(struct probe *probe,
                          const struct probe_config *config,
                          struct mw_error *err)
{
    const struct mw_link *link = &config->link;
    uint64_t late_ms = now_ms() + config->patience_ms;
    enum mw_status rc;

    *probe = (struct probe){.config = config, .fd = -1};
    rc = connect_any(probe, late_ms, err);
    if (rc == MW_OK && link->greeting_len > 0) {
        rc =
            probe_put(probe, mw_bytes(link->greeting, link->greeting_len), err);
    }
    if (rc == MW_OK && !is_datagram(probe)) {
        rc = skip_preamble(probe, late_ms, err);
    }
    if (rc != MW_OK) {
        probe_close(probe, false);
    }
    return rc;
}

void probe_adopt(struct probe *probe, const struct probe_config *config, int fd,
                 struct stop *stop)
{
    int on = 1;

    *probe = (struct probe){.config = config, .stop = stop, .fd = fd};
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

enum mw_status probe_put(struct probe *probe, struct mw_bytes bytes,
                         struct mw_error *err)
{
    uint64_t late_ms = now_ms() + probe->config->patience_ms;

    if (stop_came(probe->stop)) { /* a long answer goes byte by byte */
        return mw_error_set(err, MW_ETIMEOUT, "a stop");
    }
    while (bytes.len > 0) {
        ssize_t sent =
            send(probe->fd, bytes.at, bytes.len, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (sent < 0 && errno != EAGAIN && errno != EINTR) {
            return refuse(err, MW_ESYSTEM);
        }
        mw_bytes_skip(&bytes, sent > 0 ? (size_t)sent : 0);
        if (sent < 0 && !wait_until(probe, POLLOUT, late_ms)) {
            return mw_error_set(err, MW_ETIMEOUT, "%zu bytes that nobody takes",
                                bytes.len);
        }
    }
    return MW_OK;
}

/* A datagram is a body as it is. */
static enum mw_status cut(struct probe *probe, struct mw_bytes *body,
                          struct mw_error *err)
{
    struct mw_bytes in = probe_rest(probe);
    struct mw_frame frame = {0};
    enum mw_status rc;

    if (is_datagram(probe)) {
        *body = in;
        probe->taken += in.len;
        return in.len > 0 ? MW_OK : MW_EAGAIN;
    }
    rc = mw_frame_next(probe->config->link.framing, probe->config->max_frame,
                       NULL, &in, &frame, err);
    if (rc == MW_OK) {
        *body = frame.body;
        probe->taken = (size_t)(in.at - probe->in.at);
    }
    return rc;
}

enum mw_status probe_next(struct probe *probe, struct mw_bytes *body,
                          struct mw_error *err)
{
    uint64_t late_ms = now_ms() + probe->config->patience_ms;
    enum mw_status rc;

    mw_buffer_drop(&probe->in, probe->taken);
    probe->taken = 0;
    rc = cut(probe, body, err);
    while (rc == MW_EAGAIN) {
        rc = read_on(probe, late_ms, err);
        rc = rc == MW_OK ? cut(probe, body, err) : rc;
    }
    return rc;
}

struct mw_bytes probe_rest(const struct probe *probe)
{
    struct mw_bytes in = mw_buffer_bytes(&probe->in);

    mw_bytes_skip(&in, probe->taken);
    return in;
}

bool probe_is_silent(struct probe *probe, int pause_ms)
{
    struct pollfd one = {.fd = probe->fd, .events = POLLIN};

    return probe_rest(probe).len == 0 && poll(&one, 1, pause_ms) == 0;
}

void probe_finish(struct probe *probe)
{
    (void)shutdown(probe->fd, SHUT_WR);
}

void probe_close(struct probe *probe, bool reset)
{
    const struct linger now = {.l_onoff = 1};

    if (probe->fd >= 0) {
        if (reset) {
            (void)setsockopt(probe->fd, SOL_SOCKET, SO_LINGER, &now,
                             sizeof(now));
        }
        close(probe->fd);
    }
    probe->fd = -1;
    mw_buffer_fini(&probe->in);
    probe->taken = 0;
}
