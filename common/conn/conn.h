/* A connection's inside. */
#ifndef MSGWIRE_CONN_CONN_H
#define MSGWIRE_CONN_CONN_H

#include <msgwire/conn.h>
#include <msgwire/listener.h>

#include "conn/loop.h"
#include "net/datagram.h"
#include "net/transport.h"

struct mw__dial;

enum mw__conn_state {
    MW__OPENING, /* resolving, connecting */
    MW__OPEN,
    MW__FINISHING, /* writes what is queued, reads on, takes nothing more */
    MW__FAILING,   /* writes what is queued, discards what comes */
    MW__CLOSING,   /* libuv has the handle */
};

/* A datagram socket's share. */
struct mw__dgram {
    struct mw__datagrams *io;
    int fd;
    bool connected;                 /* one peer: a client's */
    bool writable_wanted;           /* the socket is full */
    const struct mw__address *from; /* of the body being handed on */
    size_t allowance;               /* bytes an answer to it may have */
    struct mw_listener *listener;   /* whose socket this is; NULL: a client's */
};

/* Kept small: an idle connection is this and nothing else. */
struct mw_conn {
    union mw__handle handle;
    struct mw_loop *loop;
    struct mw__link link;  /* in loop->conns */
    struct mw__link dirty; /* in loop->dirty, or alone */
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
    uint64_t in_deadline;      /* a frame to be whole; the peer's end */
    uint64_t out_deadline;     /* the peer to take a byte */
    uint64_t last_in;          /* when it last sent */
    uint8_t state;             /* enum mw__conn_state */
    uint8_t bad;               /* bad bodies in a row */
    bool accepted : 1;         /* by a listener */
    bool refused : 1;          /* over the limit: not counted */
    bool has_handle : 1;       /* libuv knows the handle */
    bool reading : 1;
    bool paused : 1;    /* by its owner */
    bool throttled : 1; /* its queue is over out_high */
    bool full : 1;      /* so is its owner to be told of room */
    bool peer_done : 1; /* it half-closed */
    bool shut : 1;      /* we half-closed */
    bool resume : 1;    /* kept bytes may hold whole frames */
    bool announce : 1;  /* on_open, or a datagram socket's on_accept, is due */
};

/* A connection in MW__OPENING, in loop->conns. NULL if there is no memory. */
struct mw_conn *mw__conn_new(struct mw_loop *loop,
                             const struct mw__transport *transport,
                             const struct mw_framing *framing,
                             const struct mw_conn_events *events, void *data);

/* Moves to another state; asserts that there is such a move. */
void mw__conn_move(struct mw_conn *conn, enum mw__conn_state next);

/* It stands: counts it and begins to read. */
void mw__conn_opened(struct mw_conn *conn);

/* Sees to it in this turn of the loop. */
void mw__conn_mark_dirty(struct mw_conn *conn);

/* What a turn of the loop does for it: events due, kept frames, writing. */
void mw__conn_turn(struct mw_conn *conn);

/* Handles deadlines that have passed. Returns the next one, or MW__NEVER. */
uint64_t mw__conn_tick(struct mw_conn *conn, uint64_t now);

/* Keeps the first reason to end. */
void mw__conn_set_why(struct mw_conn *conn, const struct mw_error *why);

/* Closes now, for this reason unless there is an earlier one. */
void mw__conn_end(struct mw_conn *conn, const struct mw_error *why);

/* Starts or stops reading as its flags say. */
void mw__conn_update_reading(struct mw_conn *conn);

/* Bytes of memory in its buffers. */
size_t mw__conn_held(const struct mw_conn *conn);

/* Nothing is left to write: what follows from that. */
void mw__conn_flushed(struct mw_conn *conn);

/* One body that came, checked: hands it on. `why` is what is wrong with it,
 * or NULL. */
void mw__conn_body(struct mw_conn *conn, struct mw_bytes body,
                   const struct mw_error *why);

/* --- outbox.c: the queue of a stream --- */

struct mw_buffer *mw__outbox_begin(struct mw_conn *conn);
enum mw_status mw__outbox_end(struct mw_conn *conn, struct mw_error *err);
size_t mw__outbox_queued(const struct mw_conn *conn);

/* Writes what is queued: at once what the system takes, the rest by libuv. */
void mw__outbox_flush(struct mw_conn *conn);

/* Drops what is queued; libuv keeps what it has until its callback. */
void mw__outbox_fini(struct mw_conn *conn);

/* The peer has had no byte for too long. */
bool mw__outbox_stalled(struct mw_conn *conn, uint64_t now);

/* --- reader.c: the input of a stream --- */

void mw__reader_start(struct mw_conn *conn);
void mw__reader_resume(struct mw_conn *conn);

/* --- dgram.c: a datagram socket --- */

/* Takes a bound (listener) or connected (NULL) socket, which the connection
 * then closes. Returns MW_OK; MW_ENOMEM or MW_ESYSTEM, and then the descriptor
 * is still the caller's. */
enum mw_status mw__dgram_open(struct mw_conn *conn, int fd,
                              struct mw_listener *listener,
                              struct mw_error *err);
struct mw_buffer *mw__dgram_begin(struct mw_conn *conn);
enum mw_status mw__dgram_end(struct mw_conn *conn, struct mw_error *err);
void mw__dgram_flush(struct mw_conn *conn);
void mw__dgram_update_reading(struct mw_conn *conn);
void mw__dgram_free(struct mw_conn *conn);

/* What the system knows against the peer by now: an ICMP refusal. Ends the
 * connection with it, or with nothing. */
void mw__dgram_finished(struct mw_conn *conn);

/* --- dial.c: how a client's connection comes to stand --- */

/* Stops what is under way. Returns false if it ends in a callback of its own,
 * which then ends the connection. */
bool mw__dial_stop(struct mw_conn *conn);
void mw__dial_free(struct mw_conn *conn);

/* Tries again, or gives up, when it is time. Returns the next deadline. */
uint64_t mw__dial_tick(struct mw_conn *conn, uint64_t now);

/* --- listener.c --- */

/* Accepts again where that had to wait. Returns the next deadline. */
uint64_t mw__listeners_tick(struct mw_loop *loop, uint64_t now);
struct mw_listener *mw__listener_of(struct mw__link *link);

/* A datagram socket's owner is asked for its data, as a stream's is when it
 * is accepted; false: it does not want it. */
bool mw__listener_announce(struct mw_conn *conn);

/* The datagram socket is gone. */
void mw__listener_forget(struct mw_conn *conn);

#endif
