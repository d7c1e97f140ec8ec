/* Listeners: they accept as long as the loop runs, whatever fails.
 *
 * libuv's own listening stops for good after an accept that fails (1.44), so
 * the socket is watched and accept4 called here. */
#include "conn/listener.h"

#include "base/alloc.h"
#include "base/container.h"
#include "conn/dgram.h"
#include "conn/ending.h"
#include "net/resolve.h"
#include "net/socket.h"

#include <msgwire/protocol.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum {
    ACCEPTS = 64,      /* per turn of the loop */
    REFUSING_MAX = 64, /* peers over the limit that are told so at once */
    AGAIN_MS = 100,    /* the system has no descriptor or memory: wait */
};

struct mw_listener {
    struct mw__node node;
    struct mw_loop *loop;
    const struct mw__transport *transport;
    struct mw_listener_config config;
    struct mw_link link;
    struct mw__address address;
    struct mw__made made; /* for the transport's unbind */
    uint64_t again_at;    /* when to accept again */
    int fd;
    uv_poll_t poll;        /* streams */
    struct mw_conn *dgram; /* datagrams: the socket's connection */
};

static void on_ready(uv_poll_t *poll, int status, int events);

/* --- accepting --- */

/* The peer is told why before its connection ends. */
static void refuse(struct mw_listener *listener, struct mw_conn *conn)
{
    static const struct mw_conn_events nothing;
    struct mw_error why;

    mw_error_set(&why, MW_ELIMIT, "the limit of %zu connections is reached",
                 conn->loop->limits.max_connections);
    conn->loop->counters.connections_refused++;
    conn->refused = true;
    conn->events = &nothing;
    mw__conn_opened(conn);
    mw__conn_greet(conn, &listener->link);
    mw_conn_fail(conn, MW_CODE_OVERLOADED, &why);
}

/* The owner says whose it is; it may also have closed it, or everything. */
static void ask_owner(struct mw_listener *listener, struct mw_conn *conn)
{
    conn->data = listener->config.on_accept(conn, listener->config.data);
    if (conn->data == NULL) {
        mw__ending_untold(conn);
    }
}

static void welcome(struct mw_listener *listener, struct mw_conn *conn)
{
    ask_owner(listener, conn);
    if (conn->state == MW__OPENING) {
        mw__conn_opened(conn);
        mw__conn_greet(conn, &listener->link);
    }
}

static void accepted(struct mw_listener *listener, int fd,
                     const struct mw__address *peer)
{
    struct mw_loop *loop = listener->loop;
    bool over = loop->accepted >= loop->limits.max_connections;
    struct mw_conn *conn = NULL;

    if (!over || loop->refusing < REFUSING_MAX) {
        conn = mw__conn_new(loop, listener->transport, &listener->link,
                            listener->config.events, NULL);
    }
    if (conn == NULL) {
        loop->counters.connections_refused++;
        close(fd);
        return;
    }
    conn->accepted = true;
    conn->has_handle = true;
    mw__conn_set_peer(conn, peer);
    if (listener->transport->adopt(loop->uv, &conn->handle, fd) != 0) {
        close(fd);
        mw__ending_untold(conn);
    } else if (over) {
        refuse(listener, conn);
    } else {
        welcome(listener, conn);
    }
}

static void accept_later(struct mw_listener *listener)
{
    uv_poll_stop(&listener->poll);
    listener->again_at = mw__loop_now(listener->loop) + AGAIN_MS;
    mw__loop_wake_at(listener->loop, listener->again_at);
}

/* No descriptor is left. The spare one is given up for a moment, so that the
 * peer is refused instead of left waiting; who comes later finds a pause. */
static void refuse_without_fd(struct mw_listener *listener)
{
    struct mw_loop *loop = listener->loop;
    int fd;

    if (loop->spare_fd >= 0) {
        close(loop->spare_fd);
        fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd >= 0) {
            loop->counters.connections_refused++;
            close(fd);
        }
        loop->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
    accept_later(listener);
}

static bool is_shortage(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOBUFS ||
           error == ENOMEM;
}

static void on_ready(uv_poll_t *poll, int status, int events)
{
    struct mw_listener *listener =
        MW__CONTAINER_OF(poll, struct mw_listener, poll);

    (void)events;
    if (status < 0) {
        accept_later(listener); /* libuv no longer watches it by itself */
        return;
    }
    for (int i = 0; i < ACCEPTS && listener->fd >= 0; i++) {
        struct mw__address peer = {.len = sizeof(peer.as)};
        int fd = accept4(listener->fd, &peer.as.any, &peer.len,
                         SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            accepted(listener, fd, &peer);
        } else if (errno == EAGAIN) {
            return;
        } else if (is_shortage(errno)) {
            refuse_without_fd(listener);
            return;
        }
        /* Any other fault is one peer's, such as ECONNABORTED. */
    }
}

uint64_t mw__listeners_tick(struct mw_loop *loop, uint64_t now)
{
    uint64_t next = MW__NEVER;

    for (struct mw__node *node = loop->listeners.next; node != &loop->listeners;
         node = node->next) {
        struct mw_listener *listener = mw__listener_of(node);
        if (now >= listener->again_at) {
            listener->again_at = MW__NEVER;
            if (loop->spare_fd < 0) {
                loop->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
            }
            uv_poll_start(&listener->poll, UV_READABLE, on_ready);
        }
        next = listener->again_at < next ? listener->again_at : next;
    }
    return next;
}

/* --- opening --- */

static enum mw_status open_stream(struct mw_listener *listener,
                                  struct mw_error *err)
{
    int rc = uv_poll_init(listener->loop->uv, &listener->poll, listener->fd);

    if (rc == 0) {
        rc = uv_poll_start(&listener->poll, UV_READABLE, on_ready);
    }
    if (rc != 0) {
        return mw_error_set(err, MW_ESYSTEM, "can't watch a socket: %s",
                            uv_strerror(rc));
    }
    mw__loop_hold(listener->loop);
    return MW_OK;
}

static enum mw_status open_dgram(struct mw_listener *listener,
                                 struct mw_error *err)
{
    struct mw_conn *conn =
        mw__conn_new(listener->loop, listener->transport, &listener->link,
                     listener->config.events, NULL);
    enum mw_status rc;

    if (conn == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for a socket");
    }
    conn->accepted = true;
    rc = mw__dgram_open(conn, listener->fd, err);
    if (rc != MW_OK) {
        mw__ending_untold(conn);
        return rc;
    }
    conn->dgram->listener = listener;
    listener->dgram = conn;
    conn->announce = true;
    mw__conn_opened(conn);
    mw__conn_mark_dirty(conn);
    return MW_OK;
}

/* The first address of the host that can be bound. */
static enum mw_status bind_first(struct mw_listener *listener,
                                 struct mw_error *err)
{
    struct mw_endpoint *endpoint = &listener->link.endpoint;
    struct mw__addresses addresses;
    enum mw_status rc =
        mw__resolve_now(endpoint, listener->transport->type, &addresses, err);

    for (size_t i = 0; rc == MW_OK && i < addresses.count; i++) {
        listener->address = addresses.list[i];
        rc = mw__socket_bind(listener->transport, &listener->link.socket,
                             &listener->address, &listener->fd, &listener->made,
                             err);
        if (rc == MW_OK) {
            mw__address_endpoint(&listener->address, endpoint->scheme,
                                 endpoint);
            return MW_OK;
        }
        if (i + 1 < addresses.count) {
            rc = MW_OK;
        }
    }
    return rc;
}

static struct mw_listener *listener_new(struct mw_loop *loop,
                                        const struct mw_link *link,
                                        const struct mw_listener_config *config)
{
    struct mw_listener *listener = mw__zalloc(sizeof(*listener));

    if (listener == NULL) {
        return NULL;
    }
    listener->loop = loop;
    listener->transport = mw__transport_of(link->endpoint.scheme);
    listener->link = *link;
    listener->config = *config;
    listener->again_at = MW__NEVER;
    mw__node_init(&listener->node);
    return listener;
}

static void unbind(struct mw_listener *listener)
{
    if (listener->transport->unbind != NULL) {
        listener->transport->unbind(&listener->address, &listener->made);
    }
}

enum mw_status mw_listener_open(struct mw_loop *loop,
                                const struct mw_link *link,
                                const struct mw_listener_config *config,
                                struct mw_listener **out, struct mw_error *err)
{
    struct mw_listener *listener = listener_new(loop, link, config);
    enum mw_status rc;

    if (listener == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for a listener");
    }
    if (loop->closing) {
        rc = mw_error_set(err, MW_ECANCELED, "the loop is closing");
        goto free_listener;
    }
    rc = bind_first(listener, err);
    if (rc != MW_OK) {
        goto free_listener;
    }
    rc = listener->transport->type == SOCK_DGRAM ? open_dgram(listener, err)
                                                 : open_stream(listener, err);
    if (rc != MW_OK) {
        goto close_fd;
    }
    mw__node_append(&loop->listeners, &listener->node);
    *out = listener;
    return MW_OK;

close_fd:
    unbind(listener);
    close(listener->fd);
free_listener:
    mw__free(listener);
    return rc;
}

const struct mw_link *mw_listener_link(const struct mw_listener *listener)
{
    return &listener->link;
}

const struct mw_endpoint *
mw_listener_endpoint(const struct mw_listener *listener)
{
    return &listener->link.endpoint;
}

struct mw_listener *mw__listener_of(struct mw__node *node)
{
    return MW__CONTAINER_OF(node, struct mw_listener, node);
}

void mw__listener_announce(struct mw_conn *conn)
{
    if (conn->dgram->listener == NULL) {
        mw__ending_untold(conn);
    } else {
        ask_owner(conn->dgram->listener, conn);
    }
}

/* --- closing --- */

void mw__listener_forget(struct mw_listener *listener)
{
    listener->dgram = NULL;
}

static void on_closed(uv_handle_t *handle)
{
    uv_poll_t *poll = (uv_poll_t *)(void *)handle;
    struct mw_listener *listener =
        MW__CONTAINER_OF(poll, struct mw_listener, poll);
    struct mw_loop *loop = listener->loop;

    mw__free(listener);
    mw__loop_release(loop);
}

/* A datagram socket that a draining loop still hears out ends by itself. */
static void close_dgram(struct mw_listener *listener)
{
    struct mw_conn *conn = listener->dgram;

    if (conn == NULL) {
        return;
    }
    mw__dgram_forget_listener(conn);
    if (!listener->loop->draining) {
        mw_conn_finish(conn);
    }
}

void mw_listener_close(struct mw_listener *listener)
{
    mw__node_remove(&listener->node);
    unbind(listener);
    if (listener->transport->type == SOCK_DGRAM) {
        close_dgram(listener);
        mw__free(listener);
    } else {
        uv_close((uv_handle_t *)&listener->poll, on_closed);
        close(listener->fd);
        listener->fd = -1;
    }
}
