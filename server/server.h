/* A server: one loop's listeners, and the sessions of all who connect.
 *
 *        drain              all peers gone, or grace_ms passed, or stop
 *   RUNNING ---> DRAINING ---> STOPPED
 *      |                          ^
 *      +--------- stop -----------+
 *
 * Nothing in it is shared with another loop, so that a process may run
 * several. Not movable once open: callbacks point into it. */
#ifndef SERVER_H
#define SERVER_H

#include "memory.h"
#include "options.h"
#include "service.h"

#include <msgwire/listener.h>

#include <uv.h>

enum server_state { SERVER_RUNNING, SERVER_DRAINING, SERVER_STOPPED };

struct server {
    enum server_state state;
    struct host host; /* the data of every connection's callbacks */
    uv_loop_t *uv;
    struct mw_loop *loop;
    struct memory memory;
    struct mw_listener_config config;
    uv_timer_t grace;
    uint64_t grace_ms;
    uint64_t spin_ns;
    uint64_t busy_at; /* when a turn of the loop last moved a byte */
    size_t peers;     /* connections and datagram sockets not yet closed */
    size_t listeners_count;
    struct mw_listener *listeners[MW_OPTION_LIST_MAX];
};

/* Begins a server without listeners.
 *
 * uv, log  borrow, until the loop has run after server_close.
 * options  borrows nothing. */
enum mw_status server_open(struct server *server, uv_loop_t *uv,
                           const struct options *options, struct log *log,
                           struct mw_error *err);

/* Listens on one more address, at most MW_OPTION_LIST_MAX in all.
 *
 * Returns as mw_listener_open. */
enum mw_status server_listen(struct server *server, const struct mw_link *link,
                             struct mw_error *err);

/* Serves until the server is stopped. */
void server_run(struct server *server);

/* Stops in order: no new peers; what was received is answered. */
void server_drain(struct server *server);

/* Stops now: server_run returns after this turn of the loop. */
void server_stop(struct server *server);

/* Closes what is left: `server` may go once the loop has run. */
void server_close(struct server *server);

#endif
