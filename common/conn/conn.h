/* A connection's inside. */
#ifndef MSGWIRE_CONN_CONN_H
#define MSGWIRE_CONN_CONN_H

#include "conn/loop.h"
#include "net/transport.h"

#include <msgwire/conn.h>

struct mw__dgram;
struct mw__dial;

enum mw__conn_state {
    MW__OPENING, /* resolving, connecting */
    MW__OPEN,
    MW__FINISHING, /* writes what is queued, reads on, takes nothing more */
    MW__FAILING,   /* writes what is due, discards what comes */
    MW__CLOSING,   /* libuv has the handle */
};

/* Kept small: an idle connection is this and nothing else. */
struct mw_conn {
    union mw__handle handle;
    struct mw_loop *loop;
    struct mw__node node;     /* in loop->conns */
    struct mw__node dirty;    /* in loop->dirty, or alone */
    struct mw__node promises; /* answers that are due later */
    const struct mw__transport *transport;
    const struct mw_framing *framing;
    const struct mw_conn_events *events;
    void *data;
    struct mw__inbox inbox;
    struct mw__block *pending; /* filled this turn */
    struct mw__block *sending; /* libuv writes it */
    struct mw__dial *dial;     /* MW__OPENING */
    struct mw__dgram *dgram;   /* datagrams */
    struct mw_error *why;      /* the first reason to end */
    uint64_t in_deadline;      /* a frame's, a promise's, the peer's end */
    uint64_t out_deadline;     /* the peer to take a byte */
    uint64_t last_in;          /* when it last sent */
    uint8_t peer_ip[16];       /* of an accepted TCP peer; IPv4 is mapped */
    uint16_t peer_port;        /* kept here, since a closed socket forgets */
    uint32_t bad;              /* bad bodies in a row */
    uint32_t values;           /* most values in a body */
    uint32_t preamble;         /* bytes of it that have not come yet */
    int code;                  /* MW__FAILING: of the last words; 0: none */
    uint8_t state;             /* enum mw__conn_state */
    bool accepted : 1;         /* by a listener */
    bool refused : 1;          /* over the limit: not counted */
    bool has_handle : 1;       /* libuv knows the handle */
    bool reading : 1;
    bool paused : 1;    /* by its owner */
    bool throttled : 1; /* its queue is over out_high */
    bool full : 1;      /* so is its owner to be told of room */
    bool peer_done : 1; /* it half-closed */
    bool shut : 1;      /* we half-closed */
    bool patient : 1;   /* the peer's end may then take any time */
    bool loose : 1;     /* what comes is in no frame any more */
    bool resume : 1;    /* kept bytes may hold whole frames */
    bool unsaid : 1;    /* there was a reason, but no memory to keep it */
    bool stood : 1;     /* it has been open */
    bool announce : 1;  /* on_open, or a datagram socket's on_accept, is due */
    bool owing : 1;     /* MW__FAILING: what was promised is waited for */
    bool waits : 1;     /* its descriptor does: mw_conn_wait */
};

/* A connection in MW__OPENING, in loop->conns. NULL if there is no memory. */
struct mw_conn *mw__conn_new(struct mw_loop *loop,
                             const struct mw__transport *transport,
                             const struct mw_link *link,
                             const struct mw_conn_events *events, void *data);

/* Queues the link's greeting, before all else. */
void mw__conn_greet(struct mw_conn *conn, const struct mw_link *link);

/* Moves to another state; asserts that there is such a move. */
void mw__conn_move(struct mw_conn *conn, enum mw__conn_state next);

/* It stands: counts it and begins to read. */
void mw__conn_opened(struct mw_conn *conn);

/* Sees to it in this turn of the loop, or in the next one if it has been seen
 * to in this; does nothing for one that is closing. */
void mw__conn_mark_dirty(struct mw_conn *conn);

/* What a turn of the loop does for it: events due, kept frames, writing. */
void mw__conn_turn(struct mw_conn *conn);

/* Keeps who it was that a listener accepted. */
void mw__conn_set_peer(struct mw_conn *conn, const struct mw__address *address);

/* Starts or stops reading as its flags say. */
void mw__conn_update_reading(struct mw_conn *conn);

/* Bytes of memory in its buffers. */
size_t mw__conn_held(const struct mw_conn *conn);

/* A frame or datagram that came, not checked yet. Returns true if nothing more
 * is to be done with it: its owner has taken it as what it expected, or has
 * closed the connection. */
static inline bool mw__conn_expected(struct mw_conn *conn, struct mw_bytes body)
{
    if (conn->events->on_expected == NULL) {
        return false;
    }
    if (!conn->events->on_expected(conn, body, conn->data)) {
        return conn->state >= MW__FAILING;
    }
    conn->bad = 0;
    return true;
}

/* A frame or datagram that came, checked: hands it on. */
void mw__conn_frame(struct mw_conn *conn, const struct mw_piece *frame);

/* Tells of a piece, if its owner wants to see them. */
void mw__conn_piece(struct mw_conn *conn, const struct mw_piece *piece);

#endif
