#include "output/outflow.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

static void watch(struct outflow *flow);

static void on_ready(uv_poll_t *poll, int status, int events)
{
    struct outflow *flow = poll->data;

    (void)events;
    flow->full = false;
    flow->gone = status != 0 && flow->is_pipe;
    if (status == 0) {
        watch(flow);
    }
    flow->on_room(flow->data);
}

/* A reader that goes is noticed while nothing is written, too. */
static void watch(struct outflow *flow)
{
    int events =
        (flow->full ? UV_WRITABLE : 0) | (flow->is_pipe ? UV_DISCONNECT : 0);

    if (!flow->watched) {
        return;
    }
    if (events != 0) {
        uv_poll_start(&flow->poll, events, on_ready);
    } else {
        uv_poll_stop(&flow->poll);
    }
}

/* libuv makes a descriptor that it watches non-blocking. This one is shared
 * with whoever started us, who expects that it waits, and so do we: see chunk.
 * What can't be watched, a file, never makes us wait. */
static bool begin_to_watch(struct outflow *flow, uv_loop_t *uv)
{
    int fd = flow->out->fd;
    int flags = fcntl(fd, F_GETFL);
    bool can = flags >= 0 && uv_poll_init(uv, &flow->poll, fd) == 0;

    if (flags >= 0) {
        fcntl(fd, F_SETFL, flags);
    }
    return can;
}

void outflow_open(struct outflow *flow, uv_loop_t *uv, struct output *out,
                  void (*on_room)(void *data), void *data)
{
    struct stat about;
    bool known = fstat(out->fd, &about) == 0;

    *flow = (struct outflow){.out = out, .on_room = on_room, .data = data};
    flow->is_pipe = known && S_ISFIFO(about.st_mode);
    flow->watched = begin_to_watch(flow, uv);
    flow->chunk = flow->watched ? PIPE_BUF : SIZE_MAX;
    flow->poll.data = flow;
    watch(flow);
}

size_t outflow_waiting(const struct outflow *flow)
{
    return flow->out->buffer.len - flow->at;
}

static void forget(struct outflow *flow)
{
    flow->at = 0;
    flow->out->buffer.len = 0;
}

/* A pipe that is ready takes PIPE_BUF bytes at once. */
static bool takes_more(const struct outflow *flow)
{
    struct pollfd one = {.fd = flow->out->fd, .events = POLLOUT};

    return !flow->watched || poll(&one, 1, 0) != 0;
}

static enum mw_status write_chunk(struct outflow *flow, struct mw_error *err)
{
    size_t len = outflow_waiting(flow);
    ssize_t written = write(flow->out->fd, flow->out->buffer.at + flow->at,
                            len < flow->chunk ? len : flow->chunk);

    if (written >= 0) {
        flow->at += (size_t)written;
        return MW_OK;
    }
    if (errno == EINTR) {
        return MW_OK;
    }
    if (errno == EAGAIN) {
        flow->full = true;
        return MW_OK;
    }
    if (errno == EPIPE) {
        return mw_error_set(err, MW_ECANCELED, "%s", "");
    }
    return mw_error_set(err, MW_ESYSTEM, "can't write the output: %s",
                        strerror(errno));
}

static void move_up(struct outflow *flow)
{
    struct mw_buffer *buffer = &flow->out->buffer;

    if (flow->at > 0) {
        memmove(buffer->at, buffer->at + flow->at, buffer->len - flow->at);
        buffer->len -= flow->at;
        flow->at = 0;
    }
}

enum mw_status outflow_push(struct outflow *flow, struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    if (flow->gone) {
        forget(flow);
        return mw_error_set(err, MW_ECANCELED, "%s", "");
    }
    while (rc == MW_OK && !flow->full && outflow_waiting(flow) > 0) {
        flow->full = !takes_more(flow);
        if (!flow->full) {
            rc = write_chunk(flow, err);
        }
    }
    if (rc != MW_OK || outflow_waiting(flow) == 0) {
        forget(flow);
    }
    if (flow->full) {
        if (flow->at > flow->out->buffer.len / 2) {
            move_up(flow); /* not each time: it may be long */
        }
        watch(flow);
    }
    return rc;
}

void outflow_close(struct outflow *flow, bool keep)
{
    if (keep) {
        move_up(flow);
    } else {
        forget(flow);
    }
    if (flow->watched) {
        uv_close((uv_handle_t *)&flow->poll, NULL);
    }
}
