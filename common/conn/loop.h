/* The loop's inside: what connections and listeners of one thread share. */
#ifndef MSGWIRE_CONN_LOOP_H
#define MSGWIRE_CONN_LOOP_H

#include <msgwire/loop.h>

#include "base/list.h"
#include "conn/block.h"
#include "conn/inbox.h"

#include <msgwire/trace.h>

#include <uv.h>

struct mw_conn;

struct mw_loop {
    uv_loop_t *uv;
    uv_prepare_t turn; /* before the loop sleeps: write what is queued */
    uv_idle_t again;   /* runs while there is more to do: don't sleep */
    uv_timer_t timer;  /* the next deadline of any connection */
    uint64_t deadline; /* when it fires, in the loop's ms */
    struct mw_limits limits;
    struct mw_counters counters;
    mw_trace_fn trace; /* NULL: nobody looks on */
    void *trace_data;
    struct mw__intake intake;
    struct mw__pool pool;
    struct mw__node conns, listeners;
    struct mw__node dirty;   /* connections with something to do this turn */
    struct mw_conn *reading; /* which connection is read now ... */
    size_t read_now;         /* ... and how much this turn of it brought */
    size_t mark;             /* where the body being written begins */
    size_t alive;            /* handles that have not yet been closed */
    size_t accepted;         /* streams that listeners made, open now */
    size_t refusing;         /* connections over the limit, being told so */
    int spare_fd;            /* given up to refuse when there is no other */
    uint64_t draining_since;
    bool draining, closing;
};

/* No deadline. */
#define MW__NEVER UINT64_MAX

/* Milliseconds of the loop's clock. */
static inline uint64_t mw__loop_now(const struct mw_loop *loop)
{
    return uv_now(loop->uv);
}

/* Makes the timer fire at `when` or before. */
void mw__loop_wake_at(struct mw_loop *loop, uint64_t when);

/* One handle more, or one fewer: the last one frees a loop that is closing. */
void mw__loop_hold(struct mw_loop *loop);
void mw__loop_release(struct mw_loop *loop);

/* Keeps the loop's buffers within max_buffered: the largest pays. */
void mw__loop_check_budget(struct mw_loop *loop);

#endif
