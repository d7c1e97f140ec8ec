/* How a client's connection comes to stand: resolve the name, try each of its
 * addresses in turn, within a deadline. */
#include "conn/dial.h"

#include "base/alloc.h"
#include "base/container.h"
#include "conn/dgram.h"
#include "conn/ending.h"
#include "conn/trace.h"
#include "net/group.h"
#include "net/resolve.h"
#include "net/socket.h"

#include <errno.h>
#include <unistd.h>

enum { AGAIN_MS = 10 }; /* a Unix socket's backlog was full */

struct mw__dial {
    struct mw_conn *conn;
    struct mw__resolve resolve;
    uv_connect_t req;
    struct mw_link link;
    struct mw__addresses addresses;
    size_t next;       /* address to try */
    uint64_t deadline; /* of all attempts together */
    uint64_t again_at; /* when to try the same address again */
    uint64_t within_ms;
    struct mw_error err; /* why the last attempt failed */
    bool busy;           /* a callback is to come: look-up, closing handle */
    bool stopped;        /* the connection is to end in that callback */
};

static void try_addresses(struct mw_conn *conn);

static void note_failure(struct mw__dial *dial, int error)
{
    const char *hint = error == ECONNREFUSED || error == ENOENT
                           ? " (is msgwired running there?)"
                           : "";

    mw_error_set(&dial->err, MW_ECONNECT, "%s%s", uv_strerror(-error), hint);
    mw__trace_try(dial->conn, &dial->addresses.list[dial->next - 1],
                  &dial->err);
}

static void opened(struct mw_conn *conn)
{
    conn->announce = true;
    mw__conn_opened(conn);
    mw__conn_greet(conn, &conn->dial->link);
    mw__conn_mark_dirty(conn);
    mw__dial_free(conn);
}

/* --- one attempt --- */

/* The handle can't be used again: the next address gets a fresh one. */
static void on_attempt_closed(uv_handle_t *handle)
{
    struct mw_conn *conn = MW__CONTAINER_OF(handle, struct mw_conn, handle);
    struct mw__dial *dial = conn->dial;

    conn->has_handle = false;
    dial->busy = false;
    if (dial->stopped) {
        mw__ending_now(conn, NULL);
    } else {
        try_addresses(conn);
    }
}

static void close_attempt(struct mw_conn *conn)
{
    conn->dial->busy = true;
    uv_close(&conn->handle.any, on_attempt_closed);
}

static void on_connected(uv_connect_t *req, int status)
{
    struct mw__dial *dial = MW__CONTAINER_OF(req, struct mw__dial, req);
    struct mw_conn *conn = dial->conn;

    if (conn->state != MW__OPENING || dial->busy) {
        return;
    }
    if (status != 0) {
        note_failure(dial, -status);
        close_attempt(conn);
        return;
    }
    opened(conn);
}

/* Each returns 0 when the attempt is under way or done, or an errno. */
static int connect_tcp(struct mw_conn *conn, int fd,
                       const struct mw__address *address)
{
    int rc = conn->transport->adopt(conn->loop->uv, &conn->handle, fd);

    conn->has_handle = true;
    if (rc == 0) {
        rc = uv_tcp_connect(&conn->dial->req, &conn->handle.tcp,
                            &address->as.any, on_connected);
    } else {
        close(fd);
    }
    if (rc != 0) {
        note_failure(conn->dial, -rc);
        close_attempt(conn);
    }
    return 0;
}

static int connect_unix(struct mw_conn *conn, int fd,
                        const struct mw__address *address)
{
    struct mw__dial *dial = conn->dial;
    int rc;

    if (connect(fd, &address->as.any, address->len) != 0) {
        if (errno != EAGAIN) {
            return errno;
        }
        close(fd);
        dial->next--;
        dial->again_at = mw__loop_now(conn->loop) + AGAIN_MS;
        mw__loop_wake_at(conn->loop, dial->again_at);
        return 0;
    }
    rc = conn->transport->adopt(conn->loop->uv, &conn->handle, fd);
    conn->has_handle = true;
    if (rc != 0) {
        close(fd);
        note_failure(dial, -rc);
        close_attempt(conn);
        return 0;
    }
    opened(conn);
    return 0;
}

/* Answers from a group come from its members: a socket that is connected to
 * the group's own address would not hear them. */
static int connect_udp(struct mw_conn *conn, int fd,
                       const struct mw__address *address)
{
    bool group = mw__group_is(address);

    if (!group && connect(fd, &address->as.any, address->len) != 0) {
        if (errno != EACCES || mw__group_allow_broadcast(fd) != 0) {
            return errno;
        }
        group = true; /* a network's own broadcast address */
    }
    if (mw__dgram_open(conn, fd, &conn->dial->err) != MW_OK) {
        mw__dgram_free(conn);
        return ENOMEM;
    }
    if (group) {
        conn->dgram->group.address = *address;
    }
    opened(conn);
    return 0;
}

static int connect_to(struct mw_conn *conn, int fd,
                      const struct mw__address *address)
{
    switch (conn->transport->scheme) {
    case MW_TCP:
        return connect_tcp(conn, fd, address);
    case MW_UNIX:
        return connect_unix(conn, fd, address);
    case MW_UDP:
        return connect_udp(conn, fd, address);
    }
    return EINVAL;
}

static enum mw_status open_socket(struct mw__dial *dial,
                                  const struct mw__address *address, int *fd)
{
    enum mw_status rc = mw__socket_dial(
        dial->conn->transport, &dial->link.socket, address, fd, &dial->err);

    if (rc == MW_EAGAIN && dial->next == 1) {
        mw_error_set(&dial->err, MW_ECONNECT,
                     "can't speak from %s: the peer's address is of another "
                     "family",
                     dial->link.socket.local_host);
    }
    return rc;
}

/* Goes through the addresses until one is under way; none left: the end. */
static void try_addresses(struct mw_conn *conn)
{
    struct mw__dial *dial = conn->dial;

    while (dial->next < dial->addresses.count) {
        struct mw__address *address = &dial->addresses.list[dial->next++];
        int fd, error;

        mw__trace_try(conn, address, NULL);
        mw__group_scope(address, &dial->link.socket);
        if (open_socket(dial, address, &fd) != MW_OK) {
            mw__trace_try(conn, address, &dial->err);
            continue;
        }
        error = connect_to(conn, fd, address);
        if (error == 0) {
            return;
        }
        close(fd);
        note_failure(dial, error);
    }
    mw__ending_now(conn, &dial->err);
}

/* --- the whole --- */

static void on_resolved(struct mw__resolve *resolve, enum mw_status rc,
                        const struct mw__addresses *addresses,
                        const struct mw_error *err)
{
    struct mw__dial *dial = MW__CONTAINER_OF(resolve, struct mw__dial, resolve);
    struct mw_conn *conn = dial->conn;

    dial->busy = false;
    dial->addresses = *addresses;
    if (rc != MW_OK && !dial->stopped) {
        mw__trace_try(conn, NULL, err);
    }
    if (dial->stopped || rc != MW_OK) {
        mw__ending_now(conn, err);
    } else {
        try_addresses(conn);
    }
}

static struct mw__dial *
dial_new(struct mw_conn *conn, const struct mw_link *link, uint64_t connect_ms)
{
    struct mw__dial *dial = mw__zalloc(sizeof(*dial));

    if (dial == NULL) {
        return NULL;
    }
    dial->conn = conn;
    mw_error_set(&dial->err, MW_ECONNECT, "the name has no address");
    dial->again_at = dial->deadline = MW__NEVER;
    dial->link = *link;
    if (connect_ms > 0) {
        dial->within_ms = connect_ms;
        dial->deadline = mw__loop_now(conn->loop) + connect_ms;
        mw__loop_wake_at(conn->loop, dial->deadline);
    }
    return dial;
}

/* Begins. What fails at once fails here, before the owner has it. */
static enum mw_status start(struct mw_conn *conn, struct mw_error *err)
{
    struct mw__dial *dial = conn->dial;
    const struct mw_endpoint *endpoint = &dial->link.endpoint;
    enum mw_status rc;

    if (mw__address_known(endpoint, false, &dial->addresses)) {
        try_addresses(conn);
        if (conn->state == MW__CLOSING) {
            *err = dial->err;
            return err->status;
        }
        return MW_OK;
    }
    mw__trace_lookup(conn, endpoint->host);
    rc = mw__resolve_start(conn->loop->uv, &dial->resolve, endpoint,
                           conn->transport->type, on_resolved, err);
    dial->busy = rc == MW_OK;
    return rc;
}

enum mw_status mw__dial_start(struct mw_conn *conn, const struct mw_link *link,
                              uint64_t connect_ms, struct mw_error *err)
{
    struct mw_error unsaid = {0};
    enum mw_status rc;

    uv_update_time(conn->loop->uv);
    conn->dial = dial_new(conn, link, connect_ms);
    if (conn->dial == NULL) {
        mw__ending_untold(conn);
        return mw_error_set(err, MW_ENOMEM, "no memory for a connection");
    }
    rc = start(conn, &unsaid);
    if (rc != MW_OK) {
        mw__ending_untold(conn);
        return mw_error_set(err, rc, "%s", unsaid.text);
    }
    return MW_OK;
}

bool mw__dial_stop(struct mw_conn *conn)
{
    struct mw__dial *dial = conn->dial;

    if (dial == NULL || !dial->busy) {
        return true;
    }
    if (!dial->stopped && !conn->has_handle) {
        (void)uv_cancel((uv_req_t *)&dial->resolve.req);
    }
    dial->stopped = true;
    return false;
}

void mw__dial_free(struct mw_conn *conn)
{
    mw__free(conn->dial);
    conn->dial = NULL;
}

uint64_t mw__dial_tick(struct mw_conn *conn, uint64_t now)
{
    struct mw__dial *dial = conn->dial;
    struct mw_error why;

    if (now >= dial->deadline) {
        mw_error_set(&why, MW_ETIMEOUT, "can't connect within %llu ms",
                     (unsigned long long)dial->within_ms);
        dial->deadline = MW__NEVER;
        mw__trace_try(conn, NULL, &why);
        mw__ending_now(conn, &why);
        return MW__NEVER;
    }
    if (now >= dial->again_at) {
        dial->again_at = MW__NEVER;
        try_addresses(conn);
        if (conn->state != MW__OPENING) {
            return MW__NEVER;
        }
    }
    return dial->deadline < dial->again_at ? dial->deadline : dial->again_at;
}
