#include "server.h"

#include "log.h"
#include "session.h"

#include <assert.h>

static struct server *server_of(struct host *host)
{
    return (struct server *)((char *)host - offsetof(struct server, host));
}

static void *on_accept(struct mw_conn *conn, void *data)
{
    struct server *server = data;
    char peer[MW_ENDPOINT_TEXT];

    server->peers++;
    if (log_wants(server->host.log, LEVEL_DEBUG) &&
        !mw_conn_is_datagram(conn)) {
        log_line(server->host.log, LEVEL_DEBUG, LOG_PEER, "%s: connected",
                 mw_conn_peer(conn, peer));
    }
    return &server->host;
}

/* A peer may go as it likes; what it did wrong is worth a line. */
static enum log_level level_of(enum mw_status status)
{
    switch (status) {
    case MW_OK:
    case MW_ECLOSED:
    case MW_ECANCELED:
        return LEVEL_DEBUG;
    case MW_ENOMEM:
    case MW_ESYSTEM:
        return LEVEL_ERROR;
    default:
        return LEVEL_WARNING;
    }
}

static void log_end(struct server *server, const struct mw_conn *conn,
                    const struct mw_error *why)
{
    enum log_level level = level_of(why->status);
    char peer[MW_ENDPOINT_TEXT];

    if (log_wants(server->host.log, level)) {
        log_line(server->host.log, level, LOG_PEER, "%s: %s",
                 mw_conn_is_datagram(conn) ? mw_conn_local(conn, peer)
                                           : mw_conn_peer(conn, peer),
                 why->status == MW_OK ? "done" : why->text);
    }
}

static void on_close(struct mw_conn *conn, const struct mw_error *why,
                     void *data)
{
    struct server *server;

    if (data == NULL) { /* a datagram socket that ended before its first turn */
        return;
    }
    server = server_of(data);
    log_end(server, conn, why);
    server->peers--;
    if (server->peers == 0 && server->state == SERVER_DRAINING) {
        server_stop(server);
    }
}

static const struct mw_conn_events events = {
    .on_body = session_on_body,
    .on_bad = session_on_bad,
    .on_close = on_close,
};

enum mw_status server_open(struct server *server, uv_loop_t *uv,
                           const struct options *options, struct log *log,
                           struct mw_error *err)
{
    enum mw_status rc;

    *server = (struct server){
        .uv = uv,
        .grace_ms = options->grace_ms,
        .spin_ns = options->spin_ns,
        .host = {.log = log},
        .config = {.events = &events, .on_accept = on_accept, .data = server},
    };
    rc = mw_loop_new(uv, &options->limits, &server->loop, err);
    if (rc != MW_OK) {
        return rc;
    }
    server->host.loop = server->loop;
    server->host.limits = mw_loop_limits(server->loop);
    server->host.counters = mw_loop_counters(server->loop);
    memory_open(&server->memory, uv, server->host.counters);
    uv_timer_init(uv, &server->grace);
    return MW_OK;
}

enum mw_status server_listen(struct server *server, const struct mw_link *link,
                             struct mw_error *err)
{
    struct mw_listener **listener = &server->listeners[server->listeners_count];
    char url[MW_ENDPOINT_TEXT];
    enum mw_status rc;

    assert(server->listeners_count < MW_OPTION_LIST_MAX);
    rc = mw_listener_open(server->loop, link, &server->config, listener, err);
    if (rc != MW_OK) {
        mw_error_prefix(err, "%s", mw_endpoint_format(&link->endpoint, url));
        return rc;
    }
    server->listeners_count++;
    return MW_OK;
}

/* What changes whenever a byte has moved. */
static uint64_t traffic(const struct mw_counters *counters)
{
    return counters->bytes_in + counters->bytes_out + counters->datagrams_in +
           counters->connections_total;
}

/* One turn of the loop that does not sleep, or, if nothing has moved for
 * spin_ns, one that does. */
static void spin(struct server *server)
{
    uint64_t before = traffic(server->host.counters);

    uv_run(server->uv, UV_RUN_NOWAIT);
    if (traffic(server->host.counters) != before) {
        server->busy_at = uv_hrtime();
    } else if (uv_hrtime() - server->busy_at > server->spin_ns) {
        uv_run(server->uv, UV_RUN_ONCE);
        server->busy_at = uv_hrtime();
    }
}

void server_run(struct server *server)
{
    while (server->state != SERVER_STOPPED) {
        if (server->spin_ns == 0) {
            uv_run(server->uv, UV_RUN_DEFAULT);
        } else {
            spin(server);
        }
    }
}

static void on_grace(uv_timer_t *timer)
{
    struct server *server = timer->data;

    log_line(server->host.log, LEVEL_WARNING, LOG_SERVER,
             "%zu peers did not take their answers in %llu ms", server->peers,
             (unsigned long long)server->grace_ms);
    server_stop(server);
}

void server_drain(struct server *server)
{
    if (server->state != SERVER_RUNNING) {
        return;
    }
    server->state = SERVER_DRAINING;
    log_line(server->host.log, LEVEL_INFO, LOG_SERVER,
             "stopping: %llu connections open",
             (unsigned long long)server->host.counters->connections);
    server->grace.data = server;
    uv_timer_start(&server->grace, on_grace, server->grace_ms, 0);
    mw_loop_drain(server->loop);
    if (server->peers == 0) {
        server_stop(server);
    }
}

void server_stop(struct server *server)
{
    server->state = SERVER_STOPPED;
    uv_stop(server->uv);
}

void server_close(struct server *server)
{
    server->state = SERVER_STOPPED;
    uv_close((uv_handle_t *)&server->grace, NULL);
    memory_close(&server->memory);
    mw_loop_close(server->loop);
    mw_buffer_fini(&server->host.scratch);
}
