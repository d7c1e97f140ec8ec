/* A datagram socket as a connection: batches in, batches out. */
#include "conn/dgram.h"

#include "base/alloc.h"
#include "base/container.h"
#include "base/uninitialized.h"
#include "conn/ending.h"
#include "conn/listener.h"

#include <msgwire/walk.h>

#include <errno.h>
#include <unistd.h>

enum {
    BATCHES = 4,     /* read per turn of the loop */
    IP_AND_UDP = 28, /* bytes of header, RFC 791 and RFC 768 */
};

static void on_ready(uv_poll_t *poll, int status, int events);

static void dgram_free(struct mw__dgram *dgram)
{
    mw__inbound_free(dgram->in);
    mw__outbound_free(dgram->out);
    mw__free(dgram);
}

static struct mw__dgram *dgram_new(int fd)
{
    struct mw__dgram *dgram = mw__zalloc(sizeof(*dgram));

    if (dgram == NULL) {
        return NULL;
    }
    dgram->in = mw__inbound_new();
    dgram->out = mw__outbound_new();
    if (dgram->in == NULL || dgram->out == NULL) {
        dgram_free(dgram);
        return NULL;
    }
    dgram->fd = fd;
    return dgram;
}

enum mw_status mw__dgram_open(struct mw_conn *conn, int fd,
                              struct mw_error *err)
{
    int rc;

    conn->dgram = dgram_new(fd);
    if (conn->dgram == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for datagrams");
    }
    rc = uv_poll_init(conn->loop->uv, &conn->handle.poll, fd);
    if (rc != 0) {
        conn->dgram->fd = -1;
        return mw_error_set(err, MW_ESYSTEM, "can't watch a socket: %s",
                            uv_strerror(rc));
    }
    conn->has_handle = true;
    return MW_OK;
}

void mw__dgram_forget_listener(struct mw_conn *conn)
{
    if (conn->dgram->listener != NULL) {
        mw__listener_forget(conn->dgram->listener);
        conn->dgram->listener = NULL;
    }
}

void mw__dgram_free(struct mw_conn *conn)
{
    if (conn->dgram == NULL) {
        return;
    }
    mw__dgram_forget_listener(conn);
    if (conn->dgram->fd >= 0) {
        mw__dgram_count_dropped(conn);
        close(conn->dgram->fd);
    }
    dgram_free(conn->dgram);
    conn->dgram = NULL;
}

void mw__dgram_update_reading(struct mw_conn *conn)
{
    int events = (conn->reading ? UV_READABLE : 0) |
                 (conn->dgram->writable_wanted ? UV_WRITABLE : 0);

    if (events == 0) {
        uv_poll_stop(&conn->handle.poll);
    } else {
        uv_poll_start(&conn->handle.poll, events, on_ready);
    }
}

/* --- in --- */

void mw__dgram_trace(struct mw_conn *conn, enum mw__way way,
                     struct mw_bytes bytes, const struct mw__sender *peer)
{
    const struct mw__sender *before = conn->dgram->from;

    conn->dgram->from = peer->address.len > 0 ? peer : NULL;
    mw__trace_bytes(conn, MW_TRACE_FRAME, way, bytes);
    conn->dgram->from = before;
}

/* It is looked at once more for the sentence, if one is wanted. */
static void drop(struct mw_conn *conn, struct mw_bytes bytes)
{
    const struct mw_limits *limits = &conn->loop->limits;
    struct mw_error why;

    conn->dgram->allowance = 0;
    conn->loop->counters.datagrams_bad++;
    if (conn->events->on_dropped == NULL) {
        return;
    }
    if (bytes.len > limits->max_datagram) {
        mw_error_set(&why, MW_ETOOBIG, "a datagram of %zu bytes, limit is %zu",
                     bytes.len, limits->max_datagram);
    } else if (mw_walk_whole(bytes, limits->max_depth, &why) == MW_OK) {
        mw_error_set(&why, MW_ETOOBIG, "a datagram longer than any may be");
    }
    conn->events->on_dropped(conn, &why, conn->data);
}

/* Who passes datagrams on takes one that is no value, too: `why` says so. */
static bool is_wanted(struct mw_conn *conn, struct mw_bytes bytes,
                      struct mw_error *why)
{
    unsigned max_depth = conn->loop->limits.max_depth;

    why->status = MW_OK;
    if (conn->events->on_piece == NULL) {
        return mw_walk_whole(bytes, max_depth, NULL) == MW_OK;
    }
    if (mw_walk_whole(bytes, max_depth, why) != MW_OK) {
        conn->loop->counters.datagrams_bad++;
    }
    return bytes.len > 0;
}

static void hand_on(struct mw_conn *conn, struct mw_bytes bytes)
{
    struct mw_piece piece = {MW_PIECE_FRAME, bytes, bytes, NULL};
    struct mw_error why MW__UNINITIALIZED; /* is_wanted sets its status */

    if (!is_wanted(conn, bytes, &why)) {
        drop(conn, bytes);
        return;
    }
    piece.why = why.status == MW_OK ? NULL : &why;
    mw__conn_frame(conn, &piece);
}

/* One that is whole, from its sender, who may have so much in answer. */
static void take(struct mw_conn *conn, struct mw_bytes bytes)
{
    if (conn->accepted) {
        conn->dgram->allowance = 2 * (bytes.len + IP_AND_UDP) - IP_AND_UDP;
    }
    if (!mw__conn_expected(conn, bytes)) {
        hand_on(conn, bytes);
    }
    conn->dgram->allowance = 0;
}

static void on_datagram(void *arg, struct mw_bytes bytes, bool cut,
                        const struct mw__sender *from)
{
    struct mw_conn *conn = arg;
    struct mw_loop *loop = conn->loop;

    if (conn->state >= MW__FAILING) {
        return;
    }
    loop->counters.datagrams_in++;
    loop->counters.bytes_in += bytes.len;
    if (mw__traced(conn)) {
        mw__dgram_trace(conn, MW__IN, bytes, from);
    }
    conn->dgram->from = from;
    if (cut || bytes.len > loop->limits.max_datagram) {
        drop(conn, bytes);
    } else {
        take(conn, bytes);
    }
    conn->dgram->from = NULL;
}

const struct mw__sender *mw__dgram_peer(const struct mw__dgram *dgram)
{
    return dgram->from != NULL            ? dgram->from
           : dgram->group.address.len > 0 ? &dgram->group
                                          : NULL;
}

void mw__dgram_count_dropped(struct mw_conn *conn)
{
    conn->loop->counters.datagrams_dropped +=
        mw__inbound_ask_dropped(conn->dgram->in, conn->dgram->fd);
}

void mw__dgram_refused(struct mw_conn *conn, int error)
{
    struct mw_error why;

    mw_error_set(&why, MW_ECONNECT, "%s%s", uv_strerror(-error),
                 error == ECONNREFUSED ? " (nothing listens there)" : "");
    mw__ending_now(conn, &why);
}

/* What follows from receiving. */
static void after_receive(struct mw_conn *conn, int came)
{
    conn->loop->counters.datagrams_dropped +=
        mw__inbound_dropped(conn->dgram->in);
    if (came > 0) {
        conn->last_in = mw__loop_now(conn->loop);
    }
    if (came < 0 && !conn->accepted) {
        mw__dgram_refused(conn, -came);
    }
}

static int receive(struct mw_conn *conn, bool wait)
{
    return mw__inbound_receive(conn->dgram->in, conn->dgram->fd, wait,
                               on_datagram, conn);
}

static void read_batches(struct mw_conn *conn)
{
    int came = MW__BATCH;

    for (int i = 0; i < BATCHES && came >= MW__BATCH; i++) {
        if (!conn->reading) {
            return;
        }
        came = receive(conn, false);
    }
    after_receive(conn, came);
}

void mw__dgram_wait(struct mw_conn *conn)
{
    after_receive(conn, receive(conn, true));
    if (conn->state < MW__CLOSING) {
        mw__dgram_flush(conn);
    }
}

static void on_ready(uv_poll_t *poll, int status, int events)
{
    struct mw_conn *conn = MW__CONTAINER_OF(poll, struct mw_conn, handle);

    if (conn->reading && (status < 0 || (events & UV_READABLE) != 0)) {
        read_batches(conn);
    }
    if (conn->state < MW__CLOSING) {
        mw__dgram_flush(conn);
    }
    if (status < 0 && conn->state < MW__CLOSING) {
        mw__dgram_update_reading(conn); /* libuv no longer watches by itself */
    }
}

void mw__dgram_finished(struct mw_conn *conn)
{
    int error = 0;
    socklen_t len = sizeof(error);

    if (!conn->accepted &&
        getsockopt(conn->dgram->fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0 &&
        error != 0) {
        mw__dgram_refused(conn, error);
    } else {
        mw__ending_now(conn, NULL);
    }
}
