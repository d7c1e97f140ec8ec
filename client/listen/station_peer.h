/* What a station does for each who comes to it. */
#ifndef CLIENT_LISTEN_STATION_PEER_H
#define CLIENT_LISTEN_STATION_PEER_H

#include "listen/station.h"

/* The data of a connection's callbacks. */
struct station_peer {
    struct station *station;
    const struct station_listener *listener;
    struct mw_conn *conn;
    void *owner;
    struct station_peer *next, **link; /* link: what points here */
};

/* True while what comes is handed on. */
static inline bool station_peer_heard(const struct station *station)
{
    return station->state < STATION_FINISHING;
}

/* The callbacks of its connections, and what makes a peer of one: see struct
 * mw_listener_config. `data` is the struct station_listener. */
const struct mw_conn_events *station_peer_events(const struct station *station);
void *station_peer_accept(struct mw_conn *conn, void *data);

/* One has gone: a station that waits for that is over with the last one. */
void station_peer_left(struct station *station);

#endif
