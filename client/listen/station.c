#include "listen/station.h"

#include "address.h"
#include "listen/station_peer.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    OUTPUT_HIGH = 1 << 20, /* bytes printed in one turn before it is written */
    GRACE_MS = 5000,       /* for peers to take their answers */
    SPARE_DESCRIPTORS = 64,
};

void station_end(struct station *station, enum mw_status status,
                 const struct mw_error *why)
{
    if (station->state == STATION_OVER) {
        return;
    }
    station->state = STATION_OVER;
    station->status = status;
    if (why != NULL) {
        station->why = *why;
    }
    uv_stop(&station->uv);
}

/* --- pauses --- */

/* Tells who pauses peers by itself. */
static bool leaves_pauses(struct station *station)
{
    if (station->config.events->on_pauses == NULL) {
        return false;
    }
    station->config.events->on_pauses(station->config.data);
    return true;
}

void station_pause(struct station *station, unsigned reason)
{
    bool paused = station->pauses != 0;

    station->pauses |= reason;
    if (paused || leaves_pauses(station)) {
        return;
    }
    for (struct station_peer *at = station->peers; at != NULL; at = at->next) {
        mw_conn_pause(at->conn);
    }
}

void station_resume(struct station *station, unsigned reason)
{
    bool paused = station->pauses != 0;

    station->pauses &= ~reason;
    if (!paused || station->pauses != 0 || leaves_pauses(station)) {
        return;
    }
    for (struct station_peer *at = station->peers; at != NULL; at = at->next) {
        mw_conn_resume(at->conn);
    }
}

/* --- output --- */

void station_write(struct station *station)
{
    struct mw_error err;
    enum mw_status rc = outflow_push(&station->outflow, &err);

    if (rc == MW_OK && station->outflow.full) {
        station_pause(station, STATION_OUTPUT);
    } else if (rc == MW_ESYSTEM && station->config.events->on_unwritten) {
        station->config.events->on_unwritten(station->config.data, &err);
    } else if (rc != MW_OK) {
        station_end(station, rc, &err);
    }
}

static void on_output_room(void *data)
{
    struct station *station = data;

    station_write(station);
    if (station->state != STATION_OVER && !station->outflow.full) {
        station_resume(station, STATION_OUTPUT);
    }
}

/* What was printed leaves before the loop waits, and not later. */
static void on_before_wait(uv_prepare_t *handle)
{
    station_write(handle->data);
}

void station_printed(struct station *station)
{
    if (outflow_waiting(&station->outflow) >= OUTPUT_HIGH) {
        station_write(station);
    }
}

/* --- peers --- */

const char *station_name(const struct mw_conn *peer, char out[STATION_NAME])
{
    const struct station_peer *known = mw_conn_data(peer);

    if (mw_conn_scheme(peer) == MW_UNIX && known != NULL) {
        snprintf(out, STATION_NAME, "a peer of %.*s", MW_ENDPOINT_TEXT,
                 known->listener->url);
        return out;
    }
    return mw_conn_peer(peer, out);
}

void station_own(struct mw_conn *peer, void *owner)
{
    struct station_peer *known = mw_conn_data(peer);

    known->owner = owner;
}

void *station_owner(const struct mw_conn *peer)
{
    const struct station_peer *known = mw_conn_data(peer);

    return known->owner;
}

/* --- ending in order --- */

static bool is_leaving(const struct station *station)
{
    return station->state == STATION_DRAINING ||
           station->state == STATION_FINISHING;
}

void station_peer_left(struct station *station)
{
    if (is_leaving(station) && station->peers == NULL) {
        station_end(station, MW_OK, NULL);
    }
}

static void on_grace(uv_timer_t *timer)
{
    station_end(timer->data, MW_OK, NULL);
}

static void begin_to_leave(struct station *station, enum station_state state)
{
    station->state = state;
    uv_timer_start(&station->grace, on_grace, GRACE_MS, 0);
}

/* They have been closed, or are by the loop. Their names are still good. */
static void forget_listeners(struct station *station)
{
    for (size_t i = 0; i < station->listeners_count; i++) {
        station->listeners[i].listener = NULL;
    }
}

void station_drain(struct station *station)
{
    if (station->state != STATION_RUNNING) {
        return;
    }
    begin_to_leave(station, STATION_DRAINING);
    forget_listeners(station);
    mw_loop_drain(station->loop);
    station_peer_left(station);
}

static void close_listeners(struct station *station)
{
    for (size_t i = 0; i < station->listeners_count; i++) {
        if (station->listeners[i].listener != NULL) {
            mw_listener_close(station->listeners[i].listener);
        }
    }
    forget_listeners(station);
}

/* A datagram socket stays: answers leave by it. */
void station_shut(struct station *station)
{
    for (size_t i = 0; i < station->listeners_count; i++) {
        struct mw_listener *listener = station->listeners[i].listener;
        if (listener != NULL &&
            mw_listener_endpoint(listener)->scheme != MW_UDP) {
            mw_listener_close(listener);
            station->listeners[i].listener = NULL;
        }
    }
    for (struct station_peer *at = station->peers; at != NULL; at = at->next) {
        if (mw_conn_is_datagram(at->conn)) {
            mw_conn_pause(at->conn);
        }
    }
}

/* Connections end in order once they are read again. */
void station_finish(struct station *station)
{
    if (!station_peer_heard(station)) {
        return;
    }
    begin_to_leave(station, STATION_FINISHING);
    close_listeners(station);
    for (struct station_peer *at = station->peers; at != NULL; at = at->next) {
        mw_conn_finish(at->conn);
    }
    station_resume(station, ~0u);
    station_peer_left(station);
}

static void on_signal(void *data, int number)
{
    struct station *station = data;

    if (station->config.events->on_stop != NULL) {
        station->config.events->on_stop(station->config.data);
        return;
    }
    if (number == SIGTERM && station->state == STATION_RUNNING) {
        station_drain(station);
        return;
    }
    (void)outflow_push(&station->outflow, NULL);
    station_end(station, MW_OK, NULL);
}

/* --- the whole --- */

static void open_handles(struct station *station)
{
    uv_prepare_init(&station->uv, &station->before_wait);
    uv_timer_init(&station->uv, &station->grace);
    station->before_wait.data = station->grace.data = station;
    signals_open(&station->signals, &station->uv, on_signal, station);
    outflow_open(&station->outflow, &station->uv, &station->config.render->out,
                 on_output_room, station);
    uv_prepare_start(&station->before_wait, on_before_wait);
}

static void close_handles(struct station *station)
{
    uv_close((uv_handle_t *)&station->before_wait, NULL);
    uv_close((uv_handle_t *)&station->grace, NULL);
    signals_close(&station->signals);
    while (uv_run(&station->uv, UV_RUN_DEFAULT) != 0) {
    }
    uv_loop_close(&station->uv);
}

static struct mw_limits limits_of(const struct options *opt)
{
    struct mw_limits limits = mw_limits_default();
    size_t descriptors = mw_loop_descriptors();
    size_t most =
        descriptors > SPARE_DESCRIPTORS ? descriptors - SPARE_DESCRIPTORS : 1;

    limits.max_frame = (size_t)opt->max_frame;
    limits.max_buffered += 4 * limits.max_frame;
    limits.frame_ms = options_patience_ms(opt);
    limits.stall_ms = limits.frame_ms;
    limits.max_connections = (size_t)opt->max_connections;
    if (limits.max_connections > most) {
        limits.max_connections = most;
    }
    return limits;
}

static enum mw_status listen_on(struct station *station, const char *url,
                                struct mw_error *err)
{
    struct station_listener *at = &station->listeners[station->listeners_count];
    const struct mw_listener_config config = {
        .events = station_peer_events(station),
        .on_accept = station_peer_accept,
        .data = at,
    };
    struct mw_endpoint *endpoint;
    struct mw_link link;
    enum mw_status rc =
        address_read(url, MW_LINK_LISTENS, station->config.opt, &link, err);

    if (rc != MW_OK) {
        return rc;
    }
    endpoint = &link.endpoint;
    if (endpoint->scheme != MW_UNIX && endpoint->host[0] == '\0') {
        snprintf(endpoint->host, sizeof(endpoint->host), "127.0.0.1");
    }
    at->station = station;
    rc = mw_listener_open(station->loop, &link, &config, &at->listener, err);
    if (rc == MW_OK) {
        mw_link_invite(mw_listener_link(at->listener), at->url);
        station->listeners_count++;
    }
    return rc;
}

static enum mw_status listen_on_all(struct station *station, char **urls,
                                    size_t count, struct mw_error *err)
{
    if (count > STATION_URLS_MAX) {
        return mw_error_set(err, MW_EINVAL, "expected at most %d addresses",
                            STATION_URLS_MAX);
    }
    for (size_t i = 0; i < count; i++) {
        enum mw_status rc = listen_on(station, urls[i], err);
        if (rc != MW_OK) {
            if (count > 1) {
                mw_error_prefix(err, "%s", urls[i]);
            }
            return rc;
        }
    }
    return MW_OK;
}

enum mw_status station_open(struct station *station, char **urls, size_t count,
                            const struct station_config *config,
                            struct mw_error *err)
{
    const struct mw_limits limits = limits_of(config->opt);
    enum mw_status rc;
    int failed;

    *station = (struct station){.config = *config};
    failed = uv_loop_init(&station->uv);
    if (failed < 0) {
        return mw_error_set(err, MW_ESYSTEM, "no event loop: %s",
                            uv_strerror(failed));
    }
    open_handles(station);
    rc = mw_loop_new(&station->uv, &limits, &station->loop, err);
    if (rc == MW_OK) {
        trace_begin(&station->trace, config->opt, station->loop);
        rc = listen_on_all(station, urls, count, err);
    }
    if (rc != MW_OK) {
        station_close(station);
    }
    return rc;
}

const char *station_url(const struct station *station, size_t index)
{
    return station->listeners[index].url;
}

enum mw_status station_run(struct station *station, struct mw_error *err)
{
    if (station->state != STATION_OVER) {
        uv_run(&station->uv, UV_RUN_DEFAULT);
    }
    *err = station->why;
    return station->status;
}

void station_close(struct station *station)
{
    station->state = STATION_OVER;
    outflow_close(&station->outflow, station->signals.came == 0);
    mw_loop_close(station->loop);
    close_handles(station);
    trace_end(&station->trace);
}
