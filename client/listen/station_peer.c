#include "listen/station_peer.h"

#include <stdio.h>
#include <stdlib.h>

static const struct mw_conn_events conn_events, piece_events;

const struct mw_conn_events *station_peer_events(const struct station *station)
{
    return station->config.events->on_piece != NULL ? &piece_events
                                                    : &conn_events;
}

static void on_body(struct mw_conn *conn, struct mw_bytes body, void *data)
{
    struct station_peer *peer = data;
    struct station *station = peer->station;
    struct mw_bytes value;

    while (station_peer_heard(station) &&
           mw_conn_next_value(conn, &body, &value)) {
        station->config.events->on_body(station->config.data, conn, value);
    }
    station_printed(station);
}

static void on_piece(struct mw_conn *conn, const struct mw_piece *piece,
                     void *data)
{
    struct station_peer *peer = data;
    struct station *station = peer->station;

    if (station_peer_heard(station)) {
        station->config.events->on_piece(station->config.data, conn, piece);
        station_printed(station);
    }
}

static void on_room(struct mw_conn *conn, void *data)
{
    struct station_peer *peer = data;
    struct station *station = peer->station;

    if (station_peer_heard(station)) {
        station->config.events->on_room(station->config.data, conn);
    }
}

static void on_end(struct mw_conn *conn, void *data)
{
    struct station_peer *peer = data;
    struct station *station = peer->station;

    if (station_peer_heard(station)) {
        station->config.events->on_end(station->config.data, conn);
    }
}

static void on_bad(struct mw_conn *conn, const struct mw_error *why, void *data)
{
    struct station_peer *peer = data;
    struct station *station = peer->station;

    if (station_peer_heard(station) && station->config.events->on_bad != NULL) {
        station->config.events->on_bad(station->config.data, conn, why);
    }
}

void *station_peer_accept(struct mw_conn *conn, void *data)
{
    struct station_listener *listener = data;
    struct station *station = listener->station;
    struct station_peer *peer = malloc(sizeof(*peer));

    if (peer == NULL) {
        return NULL;
    }
    *peer = (struct station_peer){
        .station = station,
        .listener = listener,
        .conn = conn,
        .next = station->peers,
        .link = &station->peers,
    };
    if (peer->next != NULL) {
        peer->next->link = &peer->next;
    }
    station->peers = peer;
    mw_conn_attach(conn, station_peer_events(station), peer);
    if (station->pauses != 0) {
        mw_conn_pause(conn);
    }
    if (!mw_conn_is_datagram(conn) && station->config.events->on_come != NULL) {
        station->config.events->on_come(station->config.data, conn);
    }
    return peer;
}

static void forget(struct station_peer *peer)
{
    *peer->link = peer->next;
    if (peer->next != NULL) {
        peer->next->link = peer->link;
    }
    free(peer);
}

static void on_close(struct mw_conn *conn, const struct mw_error *why,
                     void *data)
{
    struct station_peer *peer = data;
    struct station *station;

    if (peer == NULL) { /* a datagram socket that ended before its first turn */
        return;
    }
    station = peer->station;
    if (station->state != STATION_OVER && !mw_conn_is_datagram(conn) &&
        station->config.events->on_gone != NULL) {
        station->config.events->on_gone(station->config.data, conn, why);
    }
    forget(peer);
    station_peer_left(station);
}

static const struct mw_conn_events conn_events = {
    .on_body = on_body,
    .on_bad = on_bad,
    .on_dropped = on_bad,
    .on_close = on_close,
};

static const struct mw_conn_events piece_events = {
    .on_piece = on_piece,
    .on_dropped = on_bad,
    .on_room = on_room,
    .on_end = on_end,
    .on_close = on_close,
};
