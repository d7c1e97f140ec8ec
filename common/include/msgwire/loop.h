/* A loop: what all connections of one thread share.
 *
 * It wraps a libuv loop that the caller runs: one read buffer, a pool of
 * output buffers, the list of connections that have something to write (each
 * is written once per turn), deadlines, counters. Nothing here is shared with
 * another loop. */
#ifndef MSGWIRE_LOOP_H
#define MSGWIRE_LOOP_H

#include <msgwire/error.h>
#include <msgwire/limits.h>

struct mw_loop;
struct uv_loop_s;

/* Counters since the loop began, and gauges. All are readable at any time. */
struct mw_counters {
    uint64_t frames_in, frames_out; /* on streams */
    uint64_t bytes_in, bytes_out;   /* on the wire, prefixes included */
    uint64_t datagrams_in, datagrams_out;
    uint64_t datagrams_bad;       /* dropped: cut, trailing bytes, no value */
    uint64_t datagrams_dropped;   /* by the system: a socket had no room; see
                                   * mw_loop_count_dropped */
    uint64_t datagrams_unsent;    /* refused by rule or by the system */
    uint64_t connections;         /* gauge: streams open now */
    uint64_t connections_total;   /* accepted or connected */
    uint64_t connections_refused; /* over the limit, or no descriptor left */
    uint64_t frames_bad;          /* bodies that were no value */
    uint64_t frames_broken;       /* boundaries lost: the connection ended */
    uint64_t errors_told;         /* `error` notifications: mw_conn_fail */
    uint64_t slow_peers_closed;   /* stalled, or a frame not whole in time */
    uint64_t idle_closed;
    uint64_t over_budget_closed; /* the largest, when max_buffered was passed */
    uint64_t reads_paused;       /* times a peer was not read: queue too long */
    uint64_t buffered;           /* gauge: bytes held in buffers */
};

/* Begins a loop on libuv's. The program must ignore SIGPIPE, as for any use of
 * libuv: a peer that has gone would end it.
 *
 * uv      borrows, until the loop is closed; the caller runs it.
 * limits  copied; may be NULL for the defaults. */
MW_API enum mw_status mw_loop_new(struct uv_loop_s *uv,
                                  const struct mw_limits *limits,
                                  struct mw_loop **loop, struct mw_error *err);

/* Closes every connection and listener that is left, at once, then itself:
 * uv_run returns when that is done. Takes. May be NULL. */
MW_API void mw_loop_close(struct mw_loop *loop);

/* Raises the process's soft limit of descriptors to the hard one: each
 * connection is one. Returns how many it may have. */
MW_API size_t mw_loop_descriptors(void);

/* Views that live as long as the loop. */
MW_API const struct mw_counters *mw_loop_counters(const struct mw_loop *loop);
MW_API const struct mw_limits *mw_loop_limits(const struct mw_loop *loop);

/* Brings the counter datagrams_dropped up to date: by itself it knows only
 * what was dropped before the last datagram that came, or before its socket
 * was closed. Costs a system call for each datagram socket. May be NULL. */
MW_API void mw_loop_count_dropped(struct mw_loop *loop);

/* Stops listening, and finishes every accepted connection (mw_conn_finish)
 * once all that its peer sent has been handed on and the peer has been silent
 * for a moment; who never pauses is heard for two seconds at most. */
MW_API void mw_loop_drain(struct mw_loop *loop);

#endif
