/* A station: a command's event loop, its listeners, and all who come to them;
 * the counterpart of a line. It ends by signals as by its owner: SIGINT and
 * SIGHUP at once, SIGTERM when what is due has gone out.
 *
 *     RUNNING --station_drain, SIGTERM--> DRAINING --all have gone--> OVER
 *        |   `--station_finish---------> FINISHING --all have gone-----^
 *        `------ station_end, SIGINT, an output that fails ------------^
 *
 * What is printed leaves without holding up the loop. Who does not read it
 * stops the peers, by way of their own sockets: nothing piles up here. */
#ifndef CLIENT_LISTEN_STATION_H
#define CLIENT_LISTEN_STATION_H

#include "options.h"
#include "output/outflow.h"
#include "output/render.h"
#include "signals.h"
#include "talk/trace.h"

#include <msgwire/listener.h>

#include <uv.h>

/* What a command wants to hear; each may be NULL, but on_body and on_piece not
 * both. Peers are connections, and for udp:// the socket that all of them
 * share. */
struct station_events {
    void (*on_body)(void *data, struct mw_conn *peer, struct mw_bytes value);

    /* A body or datagram came that is not one valid value. */
    void (*on_bad)(void *data, struct mw_conn *peer,
                   const struct mw_error *why);

    /* A connection has come, and has gone. */
    void (*on_come)(void *data, struct mw_conn *peer);
    void (*on_gone)(void *data, struct mw_conn *peer,
                    const struct mw_error *why);

    /* For a command that passes on what comes: these take the place of on_body,
     * see struct mw_conn_events, and it pauses peers itself: on_pauses says
     * that `pauses` has changed. */
    void (*on_piece)(void *data, struct mw_conn *peer,
                     const struct mw_piece *piece);
    void (*on_room)(void *data, struct mw_conn *peer);
    void (*on_end)(void *data, struct mw_conn *peer);
    void (*on_pauses)(void *data);

    /* A signal has come: the command is to end. NULL: see above. */
    void (*on_stop)(void *data);

    /* What was printed can't be written. NULL: that ends the station. */
    void (*on_unwritten)(void *data, const struct mw_error *why);
};

struct station_config {
    const struct options *opt; /* borrows */
    const struct station_events *events;
    void *data;
    struct render *render; /* is written before each wait */
};

enum station_state {
    STATION_RUNNING,
    STATION_DRAINING,  /* hears out, answers */
    STATION_FINISHING, /* hears nothing more */
    STATION_OVER,
};

/* Why nobody is listened to for the moment: bits. */
enum { STATION_OUTPUT = 1, STATION_OWNER = 2 };

enum { STATION_URLS_MAX = 64 };

enum { STATION_NAME = MW_ENDPOINT_TEXT + 16 };

struct station;
struct station_peer;

struct station_listener {
    struct station *station;
    struct mw_listener *listener; /* NULL: it is closed */
    char url[MW_LINK_TEXT];       /* see station_url */
};

struct station {
    struct station_config config;
    enum station_state state;
    uv_loop_t uv;
    uv_prepare_t before_wait;
    uv_timer_t grace;
    struct signals signals; /* its `came`: what has ended it */
    struct outflow outflow;
    struct trace trace;
    struct mw_loop *loop;
    struct station_listener listeners[STATION_URLS_MAX];
    size_t listeners_count;
    struct station_peer *peers;
    unsigned pauses;
    enum mw_status status;
    struct mw_error why;
};

/* Listens on all of the addresses, or on none. Gives; station_close frees. Not
 * movable: callbacks point into it.
 *
 * urls  at most STATION_URLS_MAX; one without a host is on the loopback.
 *
 * Returns MW_OK; MW_EINVAL for a wrong address; MW_ECONNECT if one can't be
 * bound; MW_ENOMEM; MW_ESYSTEM. */
enum mw_status station_open(struct station *station, char **urls, size_t count,
                            const struct station_config *config,
                            struct mw_error *err);

/* The URL by which others speak with a listener, by its index: with the real
 * port, and what both sides must agree on. */
const char *station_url(const struct station *station, size_t index);

/* Writes what a sentence calls a peer: its address; of a Unix socket, whose
 * peers have none, "a peer of URL". Within a callback about it only. Returns
 * `out`. */
const char *station_name(const struct mw_conn *peer, char out[STATION_NAME]);

/* Something was printed outside of on_body and on_piece: much of it is written
 * at once. */
void station_printed(struct station *station);

/* Writes what its reader takes now. */
void station_write(struct station *station);

/* What a command keeps for a peer of its own; NULL before it does. */
void station_own(struct mw_conn *peer, void *owner);
void *station_owner(const struct mw_conn *peer);

/* Runs until it is over. Returns with what it was ended. */
enum mw_status station_run(struct station *station, struct mw_error *err);

/* Stops and starts listening to who is there, for one reason of several. */
void station_pause(struct station *station, unsigned reason);
void station_resume(struct station *station, unsigned reason);

/* Takes no new peers, and no more datagrams. */
void station_shut(struct station *station);

/* Takes no new peers, hears out who is there, ends when all have their
 * answers, or after some seconds. */
void station_drain(struct station *station);

/* Hears nobody any more; ends when what was answered has gone out. */
void station_finish(struct station *station);

/* Ends it now; the first call counts.
 *
 * why  the sentence; NULL: nothing is left to be said. */
void station_end(struct station *station, enum mw_status status,
                 const struct mw_error *why);

/* Closes and frees all of it. Other handles on its loop must be closing. */
void station_close(struct station *station);

#endif
