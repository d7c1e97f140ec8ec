/* Connections: bodies in, frames out.
 *
 * A connection is a stream (TCP, Unix), or a datagram socket: a client's is
 * connected to its peer; a listener's is one for all peers, and what is sent
 * from within on_body goes to the body's sender.
 *
 * A call never runs a callback before it returns; an error is returned or
 * called back, never both. on_close is the last callback and runs once. */
#ifndef MSGWIRE_CONN_H
#define MSGWIRE_CONN_H

#include <msgwire/error.h>
#include <msgwire/link.h>
#include <msgwire/loop.h>

struct mw_conn;

enum mw_piece_kind {
    MW_PIECE_FRAME,   /* a whole frame, or a datagram */
    MW_PIECE_OUTSIDE, /* in no frame by agreement: the peer's preamble */
    MW_PIECE_LOOSE,   /* in no frame at all: see `why` */
};

/* A piece of what a peer sends, as it came; all of it a view. */
struct mw_piece {
    enum mw_piece_kind kind;
    struct mw_bytes bytes; /* with its prefix */
    struct mw_bytes body;  /* of a frame */

    /* FRAME: what is wrong with the body; NULL: nothing. LOOSE: why the
     * boundary is lost, or was not reached; NULL: it has been told. */
    const struct mw_error *why;
};

struct mw_conn_events {
    /* A client's connection stands. May be NULL. */
    void (*on_open)(struct mw_conn *conn, void *data);

    /* Asked first of each body that comes, before it is walked: for one who
     * knows byte for byte what must come, and need not have that walked to
     * trust it. Returns true if it was that, and has been taken; false leaves
     * it to the others, as if nobody had been asked. A view, borrowed until
     * this returns. May be NULL. */
    bool (*on_expected)(struct mw_conn *conn, struct mw_bytes body, void *data);

    /* One body came: exactly one msgpack value, walked; where the link allows
     * several in a frame, one or more, end to end, each of them walked (see
     * mw_conn_values). A view, borrowed until this returns. */
    void (*on_body)(struct mw_conn *conn, struct mw_bytes body, void *data);

    /* A body came that is not one valid value; the boundary is intact and the
     * conversation may go on. After max_bad in a row the connection fails by
     * itself. NULL: the first one fails it. */
    void (*on_bad)(struct mw_conn *conn, const struct mw_error *why,
                   void *data);

    /* For one who passes on what comes, byte for byte: takes the place of
     * on_body and on_bad, and sees each piece of a stream in its order, and
     * each datagram. No fault in them ends the conversation: what follows a
     * boundary that is lost comes as it is. Nor is the peer held back because
     * it does not take what is sent to it: mw_conn_pause is up to you. */
    void (*on_piece)(struct mw_conn *conn, const struct mw_piece *piece,
                     void *data);

    /* What was queued has fallen below limits.out_low, after mw_conn_queued
     * was above out_high. May be NULL. */
    void (*on_room)(struct mw_conn *conn, void *data);

    /* A datagram came that is not one valid value, or is too long; it is
     * dropped. mw_conn_peer tells whose it was. May be NULL. */
    void (*on_dropped)(struct mw_conn *conn, const struct mw_error *why,
                       void *data);

    /* The peer has sent all it will. NULL: mw_conn_finish, once no promise is
     * left. */
    void (*on_end)(struct mw_conn *conn, void *data);

    /* It is over, and `conn` gone when this returns. why->status is MW_OK if
     * both sides had finished. */
    void (*on_close)(struct mw_conn *conn, const struct mw_error *why,
                     void *data);
};

struct mw_conn_config {
    const struct mw_conn_events *events; /* borrows, as long as it lives */
    void *data;                          /* given to each callback */
    uint64_t connect_ms;                 /* 0: as long as the system tries */
};

/* Begins to connect: resolves the name, tries each of its addresses in turn.
 * on_open follows, or on_close with MW_ECONNECT or MW_ETIMEOUT. To a group (UDP
 * multicast, broadcast) each body goes to all of it, and on_body tells whatever
 * comes to the socket, from anyone.
 *
 * link  copied.
 *
 * Returns MW_OK; MW_ENOMEM; MW_ECONNECT or MW_ESYSTEM with a sentence. */
MW_API enum mw_status mw_conn_open(struct mw_loop *loop,
                                   const struct mw_link *link,
                                   const struct mw_conn_config *config,
                                   struct mw_conn **conn, struct mw_error *err);

/* Sets whose connection this is: for one that a listener has accepted. */
MW_API void mw_conn_attach(struct mw_conn *conn,
                           const struct mw_conn_events *events, void *data);
MW_API void *mw_conn_data(const struct mw_conn *conn);

/* Begins a body: append its value, or as many values as the peer takes in one
 * frame, to the buffer returned, then mw_conn_end. Between the two no other
 * call on this loop is allowed.
 *
 * Returns NULL if the connection takes no more (finishing, closing; a client's
 * datagram socket that is full, until on_room) or if there is no memory, and
 * then a stream has failed with MW_ENOMEM; nothing is to be ended then. */
MW_API struct mw_buffer *mw_conn_begin(struct mw_conn *conn);

/* Ends the body: it goes out with all others of this turn of the loop.
 *
 * Returns MW_OK; MW_ETOOBIG, MW_EFRAME (empty): taken back, nothing sent; for
 * a datagram also MW_ELIMIT if it would be more than the rules allow in
 * answer (the contract's "Datagrams": at most one, at most twice as long). */
MW_API enum mw_status mw_conn_end(struct mw_conn *conn, struct mw_error *err);

/* Takes back what was appended since mw_conn_begin. */
MW_API void mw_conn_undo(struct mw_conn *conn);

/* Begin, append a copy of `body`, end. */
MW_API enum mw_status mw_conn_send(struct mw_conn *conn, struct mw_bytes body,
                                   struct mw_error *err);

/* Sends a piece that came on another connection as it is, prefix and all: both
 * are streams, of one framing if it is a frame.
 *
 * Returns MW_OK; MW_ECLOSED if the connection takes nothing more; MW_ENOMEM,
 * and then it has failed. */
MW_API enum mw_status mw_conn_pass(struct mw_conn *conn,
                                   const struct mw_piece *piece,
                                   struct mw_error *err);

/* Bytes queued and not yet taken by the system. */
MW_API size_t mw_conn_queued(const struct mw_conn *conn);

/* Waits for what comes next in the read itself, for some 10 ms at most: a
 * system call less than a turn of the loop needs. It is for one who has nothing
 * else to wait for, such as a client with a request at a time; callbacks run as
 * in a turn. The loop must still be run now and then, without waiting, for its
 * timers and signals.
 *
 * Returns false if there is more to do than to read: run the loop instead. */
MW_API bool mw_conn_wait(struct mw_conn *conn);

/* Stops and starts reading the peer, for a receiver that can't keep up. */
MW_API void mw_conn_pause(struct mw_conn *conn);
MW_API void mw_conn_resume(struct mw_conn *conn);

/* Writes what is queued, half-closes, reads on until the peer has finished
 * too (at most limits.linger_ms), closes. May be called twice. */
MW_API void mw_conn_finish(struct mw_conn *conn);

/* As mw_conn_finish, but what the peer still has to say may take as long as it
 * likes: a half-close that is passed on. */
MW_API void mw_conn_shut(struct mw_conn *conn);

/* Ends a conversation that can't go on: writes what is queued and, if `code`
 * is not 0, the `error` notification with this code and why's sentence; half-
 * closes, discards what still comes for at most limits.linger_ms, so that no
 * reset eats the answers, closes. on_close gets a copy of `why`.
 *
 * A stream that was open lets what was promised go first: it takes nothing else
 * from here on, discards what comes, and goes on with its end when the last
 * promise is freed, or when none was freed for limits.frame_ms. */
MW_API void mw_conn_fail(struct mw_conn *conn, int code,
                         const struct mw_error *why);

/* Tells of a conversation that can't go on and is on its way to its end, for
 * one who does not wait for that. Borrowed, as long as the connection lives.
 *
 * Returns NULL while it goes on, and when it ends in order. */
MW_API const struct mw_error *mw_conn_fault(const struct mw_conn *conn);

/* Closes now; what is queued is lost. on_close follows with MW_ECANCELED. */
MW_API void mw_conn_close(struct mw_conn *conn);

/* True for a datagram socket: each body is one datagram. */
MW_API bool mw_conn_is_datagram(const struct mw_conn *conn);
MW_API enum mw_scheme mw_conn_scheme(const struct mw_conn *conn);

/* The most values that a body which comes may have. */
MW_API uint32_t mw_conn_values(const struct mw_conn *conn);

/* Takes the next value off the front of a body that came: a body that may have
 * but one is not walked again.
 *
 * body   moved past it.
 * value  a view into the body.
 *
 * Returns false when there is none left. */
MW_API bool mw_conn_next_value(const struct mw_conn *conn,
                               struct mw_bytes *body, struct mw_bytes *value);

/* The two ends' addresses as URLs; within on_body of a listener's datagram
 * socket, or a group's, the peer is the body's sender. A Unix peer without a
 * name is "unix:". Return `out`, terminated. */
MW_API const char *mw_conn_peer(const struct mw_conn *conn,
                                char out[MW_ENDPOINT_TEXT]);
MW_API const char *mw_conn_local(const struct mw_conn *conn,
                                 char out[MW_ENDPOINT_TEXT]);

/* Returns the process that the peer of a Unix socket is, or the one that
 * listens there; 0 where the system does not tell. */
MW_API int64_t mw_conn_peer_pid(const struct mw_conn *conn);

/* The loop it lives on. */
MW_API struct mw_loop *mw_conn_loop(const struct mw_conn *conn);

#endif
