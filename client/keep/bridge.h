/* A bridge: one client of a relay, the connection to the target that was made
 * for it, and what goes between the two, byte for byte.
 *
 *     client --in--> bridge --in--> target
 *            <-out--        <-out--
 *
 * A side that takes no more stops the other one from being read. An end that
 * one side says is passed on to the other; where one dies, what it had said
 * still reaches the other. */
#ifndef CLIENT_KEEP_BRIDGE_H
#define CLIENT_KEEP_BRIDGE_H

#include "keep/dues.h"
#include "keep/record.h"
#include "keep/senders.h"

#include <msgwire/conn.h>
#include <msgwire/promise.h>

struct relay;

struct bridge_side {
    struct mw_conn *conn; /* NULL: not any more */
    bool open;            /* it stands */
    bool full;            /* it takes no more for now */
    bool ended;           /* it has said all it will */
};

struct bridge {
    struct relay *relay;
    struct bridge *next, **link; /* of the relay's; link: what points here */
    struct bridge_side client, target;

    /* A sender of datagrams: client.conn is the socket of all senders. */
    bool sends_datagrams;
    struct sender sender;
    struct mw_promise *promise; /* how to speak to it */
    struct dues dues;           /* what it may get from a stream */

    struct mw_buffer waiting; /* frames of u32be: bodies for the target */
    uint64_t due;             /* requests passed in and not yet answered */
    uint64_t passed_ms;       /* when something was passed on last */
    bool leaving;             /* it goes when all that is due has come */
    char name[RECORD_NAME];
};

/* A client has come: begins to connect to the target.
 *
 * client  of a stream; or the socket that a datagram came to, within its
 *         on_piece.
 * name    copied.
 *
 * Returns NULL if there is no memory, or no connection can be begun, which has
 * been told; then a client of a stream is still the caller's. */
struct bridge *bridge_open(struct relay *relay, struct mw_conn *client,
                           const char *name);

/* What the relay hears of its client. bridge_gone frees in time. */
void bridge_piece(struct bridge *bridge, const struct mw_piece *piece);
void bridge_room(struct bridge *bridge);
void bridge_end(struct bridge *bridge);
void bridge_gone(struct bridge *bridge, const struct mw_error *why);

/* Reads its sides, or does not, as their queues and the relay's have it. */
void bridge_update(struct bridge *bridge);

/* True if nothing is due or on its way, and it has been silent for a moment. */
bool bridge_is_quiet(const struct bridge *bridge, uint64_t now_ms);

/* Ends both sides in order; the bridge of a sender may be gone with it. */
void bridge_leave(struct bridge *bridge);

/* Frees it, whatever it is doing: its loop is closed. */
void bridge_free(struct bridge *bridge);

#endif
