#include "conn/frames.h"

#include "conn/outbox.h"
#include "conn/trace.h"

#include <msgwire/walk.h>

/* The queue to an accepted peer decides whether its next frame is looked at.
 * Who asks reads on: if neither did, each would wait for the other. */
static enum mw__verdict verdict_for(struct mw_conn *conn)
{
    if (conn->state >= MW__FAILING) {
        return MW__STOP;
    }
    if (conn->accepted && !conn->throttled && conn->events->on_piece == NULL &&
        mw__outbox_queued(conn) >= conn->loop->limits.out_high) {
        mw__outbox_flush(conn);
        if (conn->state >= MW__FAILING) {
            return MW__STOP;
        }
        conn->throttled =
            mw__outbox_queued(conn) >= conn->loop->limits.out_high;
        conn->loop->counters.reads_paused += conn->throttled;
    }
    return conn->throttled || conn->paused ? MW__PAUSE : MW__GO_ON;
}

static enum mw_status walk_body(const struct mw_conn *conn,
                                struct mw_bytes body, struct mw_error *err)
{
    unsigned max_depth = conn->loop->limits.max_depth;

    return conn->values == 1
               ? mw_walk_whole(body, max_depth, err)
               : mw_walk_values(body, conn->values, max_depth, err);
}

/* Walks it again for the sentence, which good bodies need not pay for. */
static void bad_body(struct mw_conn *conn, struct mw_piece *frame)
{
    struct mw_error why;

    (void)walk_body(conn, frame->body, &why);
    frame->why = &why;
    mw__conn_frame(conn, frame);
    frame->why = NULL;
}

void mw__frames_end_watch(struct mw_conn *conn)
{
    if (!conn->shut) {
        conn->in_deadline = MW__NEVER;
    }
}

static struct mw_bytes with_prefix(const struct mw_frame *frame)
{
    return mw_bytes(frame->body.at - frame->header_len,
                    frame->header_len + frame->body.len);
}

static void hand_on(struct mw_conn *conn, const struct mw_frame *frame)
{
    struct mw_piece piece = {
        .kind = MW_PIECE_FRAME,
        .bytes = with_prefix(frame),
        .body = frame->body,
    };

    if (frame->walked || walk_body(conn, frame->body, NULL) == MW_OK) {
        mw__conn_frame(conn, &piece);
    } else {
        bad_body(conn, &piece);
    }
}

static enum mw__verdict on_frame(void *arg, const struct mw_frame *frame)
{
    struct mw_conn *conn = arg;

    conn->loop->counters.frames_in++;
    mw__trace_bytes(conn, MW_TRACE_FRAME, MW__IN, with_prefix(frame));
    mw__frames_end_watch(conn);
    if (!mw__conn_expected(conn, frame->body)) {
        hand_on(conn, frame);
    }
    return verdict_for(conn);
}

void mw__frames_tell_loose(struct mw_conn *conn, struct mw_bytes bytes,
                           const struct mw_error *why)
{
    const struct mw_piece piece = {
        .kind = MW_PIECE_LOOSE,
        .bytes = bytes,
        .why = why,
    };

    mw__conn_piece(conn, &piece);
}

/* The boundary is lost, but its owner does not need it. The frame is looked at
 * once more for the sentence. */
static void go_loose(struct mw_conn *conn, struct mw_bytes rest)
{
    const struct mw_limits *limits = &conn->loop->limits;
    struct mw_walk *walk = &conn->loop->intake.walk;
    struct mw_bytes in = rest;
    struct mw_frame frame;
    struct mw_error why = {0};

    mw_walk_init(walk, limits->max_depth, limits->max_frame);
    (void)mw_frame_next(conn->framing, limits->max_frame, walk, &in, &frame,
                        &why);
    conn->loop->counters.frames_broken++;
    conn->loose = true;
    mw__frames_end_watch(conn);
    mw__frames_tell_loose(conn, rest, &why);
}

/* Of a conversation that goes on only a lost boundary leaves a rest. */
static void on_rest(void *arg, struct mw_bytes rest)
{
    struct mw_conn *conn = arg;

    mw__trace_bytes(conn, MW_TRACE_REST, MW__IN, rest);
    if (rest.len > 0 && conn->state < MW__FAILING &&
        conn->events->on_piece != NULL) {
        go_loose(conn, rest);
    }
}

struct mw__cutter mw__frames_cutter(struct mw_conn *conn)
{
    return (struct mw__cutter){
        .framing = conn->framing,
        .limit = conn->loop->limits.max_frame,
        .max_depth = conn->loop->limits.max_depth,
        .fn = on_frame,
        .on_rest = on_rest,
        .arg = conn,
    };
}
