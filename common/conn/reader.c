/* The input of a stream: reads into the loop's buffer or a kept part, and sees
 * to what follows from what was cut: faults, deadlines, the peer's end. */
#include "conn/reader.h"

#include "base/container.h"
#include "base/uninitialized.h"
#include "conn/ending.h"
#include "conn/frames.h"
#include "conn/outbox.h"
#include "conn/promise.h"
#include "conn/trace.h"

#include <msgwire/protocol.h>

#include <errno.h>

/* What a cut began with. */
struct progress {
    size_t came; /* bytes */
    size_t need; /* the kept frame's whole length; 0: not known */
};

static void on_space(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
    struct mw_conn *conn = MW__CONTAINER_OF(handle, struct mw_conn, handle);
    struct mw_loop *loop = conn->loop;
    size_t len = 0;
    uint8_t *at = NULL;

    (void)suggested;
    if (loop->reading != conn) {
        loop->reading = conn;
        loop->read_now = 0;
    }
    if (loop->read_now < loop->limits.turn_bytes) {
        at = mw__inbox_space(&conn->inbox, &loop->intake, &len);
    }
    /* No room says "enough for this turn", and libuv comes back in the next;
     * or there is no memory. */
    *buf =
        uv_buf_init((char *)at, (unsigned)(len < INT32_MAX ? len : INT32_MAX));
}

/* The boundary can't be trusted any more. */
static void boundary_lost(struct mw_conn *conn, const struct mw_error *err)
{
    int code = err->status == MW_ETOOBIG  ? MW_CODE_FRAME_TOO_LARGE
               : err->status == MW_ENOMEM ? MW_CODE_OVERLOADED
                                          : MW_CODE_PARSE_ERROR;

    conn->loop->counters.frames_broken++;
    mw_conn_fail(conn, code, err);
}

static void no_memory(struct mw_conn *conn)
{
    struct mw_error why;

    mw_error_set(&why, MW_ENOMEM, "no memory for the rest of a frame");
    boundary_lost(conn, &why);
}

/* The time that so many bytes may take. */
static uint64_t time_for(const struct mw_conn *conn, size_t len)
{
    size_t rate = conn->loop->limits.frame_rate;

    return rate == 0 ? 0 : (uint64_t)len * 1000 / rate;
}

/* A frame that has begun must be whole in time: its own deadline, however its
 * bytes drip in. It is set anew once, when the frame's length is known; where
 * no prefix tells it, each byte that comes adds its own time. */
static void watch_frame(struct mw_conn *conn, const struct progress *progress)
{
    size_t need;

    if (mw__inbox_kept(&conn->inbox, &need) == 0 || conn->throttled ||
        conn->paused) {
        mw__frames_end_watch(conn);
        return;
    }
    if (conn->shut) {
        return;
    }
    if (conn->in_deadline == MW__NEVER || (progress->need == 0 && need > 0)) {
        conn->in_deadline = mw__loop_now(conn->loop) +
                            conn->loop->limits.frame_ms + time_for(conn, need);
        mw__loop_wake_at(conn->loop, conn->in_deadline);
    } else if (need == 0) {
        conn->in_deadline += time_for(conn, progress->came);
    }
}

/* What follows from cutting: a fault, a rest to watch, answers to write. */
static void after_cut(struct mw_conn *conn, enum mw_status rc,
                      const struct mw_error *err,
                      const struct progress *progress)
{
    if (conn->state >= MW__CLOSING) {
        return;
    }
    if (rc == MW_ENOMEM && conn->state < MW__FAILING) {
        no_memory(conn);
    } else if (rc != MW_OK && conn->state < MW__FAILING && !conn->loose) {
        boundary_lost(conn, err);
    }
    if (conn->state < MW__FAILING) {
        watch_frame(conn, progress);
        mw__conn_update_reading(conn);
    }
    mw__outbox_flush(conn);
    mw__loop_check_budget(conn->loop);
}

/* The peer ended inside a frame: while it is read, no whole one is kept. */
static bool was_cut(const struct mw_conn *conn, struct mw_error *err)
{
    size_t need;
    size_t kept = mw__inbox_kept(&conn->inbox, &need);

    if (conn->preamble > 0) {
        mw_error_set(err, MW_ECLOSED,
                     "the stream ended before its first frame, %u bytes short "
                     "of its preamble",
                     (unsigned)conn->preamble);
        return true;
    }
    if (kept == 0) {
        return false;
    }
    mw_error_set(err, MW_ECLOSED,
                 "the stream ended inside a frame, after %zu bytes of it",
                 kept);
    return true;
}

/* For its owner the beginning of a frame is worth something, too. */
static void tell_cut(struct mw_conn *conn)
{
    struct mw_error why;

    if (conn->state < MW__FAILING && was_cut(conn, &why)) {
        mw__frames_tell_loose(conn, mw__inbox_bytes(&conn->inbox), &why);
        mw__reader_drop(conn);
    }
    conn->preamble = 0;
}

static void on_end(struct mw_conn *conn)
{
    struct mw_error err;

    conn->peer_done = true;
    mw__conn_update_reading(conn);
    if (conn->events->on_piece != NULL) {
        tell_cut(conn);
    }
    if (conn->state < MW__FAILING && was_cut(conn, &err)) {
        boundary_lost(conn, &err);
    } else if (conn->state == MW__FINISHING || conn->state == MW__FAILING) {
        mw__conn_mark_dirty(conn);
    } else if (conn->events->on_end != NULL) {
        conn->events->on_end(conn, conn->data);
    } else if (!mw__promise_due(conn)) {
        mw_conn_finish(conn);
    }
}

static void on_read_error(struct mw_conn *conn, int error)
{
    struct mw_error why;

    mw_error_set(&why, MW_ECLOSED, "the peer closed the connection: %s",
                 uv_strerror(error));
    mw__ending_now(conn, &why);
}

/* A read that brought no bytes. */
static void on_nothing(struct mw_conn *conn, int why)
{
    const struct mw_loop *loop = conn->loop;

    if (why == UV_EOF) {
        on_end(conn);
    } else if (why == UV_ENOBUFS) {
        if (loop->read_now < loop->limits.turn_bytes) {
            no_memory(conn);
        }
    } else if (why != 0) {
        on_read_error(conn, why);
    }
}

/* What stands before the first frame. */
static void skip_preamble(struct mw_conn *conn, struct mw_bytes *in)
{
    struct mw_bytes part = *in;

    if (part.len > conn->preamble) {
        part.len = conn->preamble;
    }
    conn->preamble -= (uint32_t)part.len;
    mw_bytes_skip(in, part.len);
    mw__trace_bytes(conn, MW_TRACE_OUTSIDE, MW__IN, part);
    mw__conn_piece(conn, &(const struct mw_piece){.kind = MW_PIECE_OUTSIDE,
                                                  .bytes = part});
}

/* Bytes that belong to no conversation any more, or to one without frames. */
static void take_loose(struct mw_conn *conn, struct mw_bytes bytes)
{
    mw__trace_bytes(conn, MW_TRACE_REST, MW__IN, bytes);
    if (conn->state < MW__FAILING) {
        mw__frames_tell_loose(conn, bytes, NULL);
    }
}

static void on_read(uv_stream_t *stream, ssize_t came, const uv_buf_t *buf)
{
    struct mw_conn *conn = MW__CONTAINER_OF(stream, struct mw_conn, handle);
    struct mw_loop *loop = conn->loop;
    struct mw_bytes in = mw_bytes(buf->base, (size_t)came);
    struct mw__cutter cutter = mw__frames_cutter(conn);
    struct progress progress = {.came = (size_t)came};
    struct mw_error err MW__UNINITIALIZED; /* read where rc says so */
    enum mw_status rc;

    if (came <= 0) {
        on_nothing(conn, (int)came);
        return;
    }
    loop->read_now += progress.came;
    loop->counters.bytes_in += progress.came;
    conn->last_in = mw__loop_now(loop);
    if (conn->state == MW__FAILING || conn->loose) {
        take_loose(conn, in);
        return;
    }
    if (conn->preamble > 0) {
        skip_preamble(conn, &in);
        if (in.len == 0) {
            return;
        }
    }
    (void)mw__inbox_kept(&conn->inbox, &progress.need);
    rc = mw__inbox_filled(&conn->inbox, &loop->intake, &cutter, in.at, in.len,
                          &err);
    after_cut(conn, rc, &err, &progress);
}

void mw__reader_start(struct mw_conn *conn)
{
    uv_read_start(&conn->handle.stream, on_space, on_read);
}

void mw__reader_wait(struct mw_conn *conn, int fd)
{
    uv_buf_t space;
    ssize_t came;

    conn->loop->reading = NULL; /* each wait is a turn of its own */
    on_space(&conn->handle.any, 0, &space);
    if (space.len == 0) {
        on_nothing(conn, UV_ENOBUFS);
        return;
    }
    came = recv(fd, space.base, space.len, 0);
    if (came == 0) {
        came = UV_EOF;
    } else if (came < 0) {
        came = errno == EAGAIN || errno == EINTR ? 0 : -errno;
    }
    on_read(&conn->handle.stream, came, &space);
}

void mw__reader_drop(struct mw_conn *conn)
{
    mw__trace_bytes(conn, MW_TRACE_REST, MW__IN, mw__inbox_bytes(&conn->inbox));
    mw__inbox_fini(&conn->inbox, &conn->loop->intake);
}

void mw__reader_resume(struct mw_conn *conn)
{
    struct mw__cutter cutter = mw__frames_cutter(conn);
    struct progress progress = {0};
    struct mw_error err = {0};
    enum mw_status rc = MW_OK;

    (void)mw__inbox_kept(&conn->inbox, &progress.need);
    if (!conn->throttled && !conn->paused) {
        rc = mw__inbox_resume(&conn->inbox, &conn->loop->intake, &cutter, &err);
    }
    after_cut(conn, rc, &err, &progress);
}
