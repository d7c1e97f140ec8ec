#include "conform/host.h"

#include "conform/answers.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    BACKLOG = 16,
    HEARD_MAX = 100000, /* messages: who never ends has shown enough */
};

/* --- listening --- */

static bool is_datagram(const struct host *host)
{
    return host->config->link.endpoint.scheme == MW_UDP;
}

static enum mw_status refuse(struct mw_error *err, enum mw_status status)
{
    return mw_error_set(err, status, "%s", strerror(errno));
}

static enum mw_status bind_to(struct host *host, const struct place *place,
                              struct mw_error *err)
{
    int on = 1;

    host->fd = place_socket(&host->config->link.endpoint, place, 0);
    if (host->fd < 0) {
        return refuse(err, MW_ESYSTEM);
    }
    (void)setsockopt(host->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (place_bind(host->fd, &host->config->link.endpoint, place, &host->file) <
            0 ||
        (!is_datagram(host) && listen(host->fd, BACKLOG) < 0)) {
        return refuse(err, MW_ECONNECT);
    }
    return MW_OK;
}

/* With the port that the system gave. */
static void name(struct host *host)
{
    struct mw_link link = host->config->link;
    struct sockaddr_in6 v6 = {0};
    socklen_t len = sizeof(v6);

    if (link.endpoint.scheme != MW_UNIX &&
        getsockname(host->fd, (struct sockaddr *)&v6, &len) == 0) {
        link.endpoint.port = ntohs(v6.sin6_port); /* of IPv4 in its place too */
    }
    mw_link_invite(&link, host->url);
}

enum mw_status host_open(struct host *host, const struct probe_config *config,
                         struct mw_error *err)
{
    struct place places[PLACES];
    size_t count;
    enum mw_status rc;

    *host = (struct host){.config = config, .fd = -1, .stop = {.fd = -1}};
    rc = place_find(&config->link.endpoint, places, &count, err);
    if (rc == MW_OK) {
        rc = bind_to(host, &places[0], err);
    }
    if (rc != MW_OK) {
        host_close(host);
        return rc;
    }
    name(host);
    stop_open(&host->stop);
    return MW_OK;
}

void host_close(struct host *host)
{
    if (host->fd < 0) {
        return;
    }
    close(host->fd);
    host->fd = -1;
    place_leave(&host->config->link.endpoint, &host->file);
    stop_close(&host->stop);
}

/* --- hearing --- */

static enum mw_status await_client(struct host *host, uint64_t wait_ms,
                                   struct mw_error *err)
{
    struct pollfd two[] = {{.fd = host->fd, .events = POLLIN},
                           {.fd = host->stop.fd, .events = POLLIN}};
    int ready, most = wait_ms == 0 || wait_ms > INT_MAX ? -1 : (int)wait_ms;

    do {
        ready = poll(two, 2, most);
    } while (ready < 0 && errno == EINTR); /* it was put aside for a while */
    return ready > 0 && !stop_came(&host->stop)
               ? MW_OK
               : mw_error_set(err, MW_ETIMEOUT, "no client came");
}

/* A datagram socket is the client's from its first datagram on. */
static enum mw_status meet(struct host *host, struct probe *probe,
                           struct mw_error *err)
{
    struct sockaddr_storage peer = {0};
    socklen_t len = sizeof(peer);
    int fd;

    if (!is_datagram(host)) {
        fd = accept4(host->fd, NULL, NULL, SOCK_CLOEXEC);
    } else {
        fd = recvfrom(host->fd, NULL, 0, MSG_PEEK, (struct sockaddr *)&peer,
                      &len) < 0 ||
                     connect(host->fd, (struct sockaddr *)&peer, len) < 0
                 ? -1
                 : fcntl(host->fd, F_DUPFD_CLOEXEC, 0);
    }
    if (fd < 0) {
        return refuse(err, MW_ESYSTEM);
    }
    probe_adopt(probe, host->config, fd, &host->stop);
    return MW_OK;
}

/* Its greeting is our preamble. */
static enum mw_status greet(struct probe *probe, struct mw_error *err)
{
    const struct mw_link *link = &probe->config->link;

    if (link->endpoint.scheme == MW_UDP || link->greeting_len == 0) {
        return MW_OK;
    }
    return probe_put(probe, mw_bytes(link->greeting, link->greeting_len), err);
}

static void hear(struct probe *probe, struct watch *watch)
{
    struct answers answers;
    struct mw_message message;
    struct mw_bytes body;
    struct mw_error err = {0};
    enum mw_status rc = greet(probe, &err);

    answers_begin(&answers, probe, watch);
    for (unsigned heard = 0; rc == MW_OK && heard < HEARD_MAX; heard++) {
        rc = probe_next(probe, &body, &err);
        if (rc == MW_OK && watch_body(watch, body, &message)) {
            answers_add(&answers, &message);
        }
        if (rc == MW_OK &&
            (answers_full(&answers) || probe_is_silent(probe, 0))) {
            rc = answers_send(&answers, &err);
        }
    }
    if (stop_came(probe->stop)) {
        answers_stop(&answers);
    } else {
        answers_end(&answers, rc, &err);
    }
}

enum mw_status host_serve(struct host *host, uint64_t wait_ms,
                          struct watch *watch, struct mw_error *err)
{
    enum mw_status rc = await_client(host, wait_ms, err);
    struct probe probe = {.config = host->config, .fd = -1};

    if (rc == MW_OK) {
        rc = meet(host, &probe, err);
    }
    if (rc == MW_OK) {
        hear(&probe, watch);
        probe_close(&probe, false);
    }
    return rc;
}
