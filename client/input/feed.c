#include "input/feed.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void on_turn(uv_idle_t *idle);
static void on_readable(uv_poll_t *poll, int status, int events);

static void turn_again(struct feed *feed, bool wanted)
{
    if (wanted) {
        uv_idle_start(&feed->idle, on_turn);
    } else {
        uv_idle_stop(&feed->idle);
    }
}

static void watch(struct feed *feed, bool wanted)
{
    if (!feed->waits ||
        wanted == (uv_is_active((uv_handle_t *)&feed->poll) != 0)) {
        return;
    }
    if (wanted) {
        uv_poll_start(&feed->poll, UV_READABLE, on_readable);
    } else {
        uv_poll_stop(&feed->poll);
    }
}

/* True if a value may come without reading. */
static bool has_more(const struct feed *feed)
{
    return feed->refused || !feed->source.starved;
}

/* Says what wakes us next: a turn for what is here, or bytes to come. */
static void arm(struct feed *feed)
{
    bool wanted = !feed->paused && !feed->ended;
    bool here = !feed->waits || has_more(feed);

    turn_again(feed, wanted && here);
    watch(feed, wanted && !here);
}

/* Frames that can't be parted are bad input here: nothing that was said to the
 * peer is broken. */
static void end(struct feed *feed, enum mw_status rc, struct mw_error *err)
{
    feed->ended = true;
    if (rc == MW_ECLOSED) {
        *err = (struct mw_error){.status = MW_OK};
    } else if (rc == MW_EFRAME) {
        err->status = MW_EVALUE;
    }
    feed->events->on_end(feed->data, err);
}

/* The next value, or the one that was not taken. */
static enum mw_status next_value(struct feed *feed, struct mw_error *err)
{
    return feed->refused ? MW_OK
                         : source_next(&feed->source, &feed->value, err);
}

static void hand_out(struct feed *feed)
{
    struct mw_error err = {0};
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && !feed->paused) {
        rc = next_value(feed, &err);
        if (rc == MW_OK) {
            feed->refused = !feed->events->on_value(feed->data, feed->value);
            feed->paused = feed->paused || feed->refused;
        }
    }
    if (rc != MW_OK && rc != MW_EAGAIN) {
        end(feed, rc, &err);
    }
}

static void fill_and_hand_out(struct feed *feed)
{
    struct mw_error err;
    enum mw_status rc = source_fill(&feed->source, &err);

    if (rc == MW_OK) {
        hand_out(feed);
    } else if (rc != MW_EAGAIN) {
        end(feed, rc, &err);
    }
}

static void on_turn(uv_idle_t *idle)
{
    struct feed *feed = idle->data;

    if (has_more(feed)) {
        hand_out(feed);
    } else {
        fill_and_hand_out(feed);
    }
    arm(feed);
}

/* Reading tells what is wrong with the descriptor, if anything is. */
static void on_readable(uv_poll_t *poll, int status, int events)
{
    struct feed *feed = poll->data;

    (void)status;
    (void)events;
    fill_and_hand_out(feed);
    arm(feed);
}

/* Others hold stdin too, and a descriptor that does not block is not what they
 * expect: so a pipe or terminal is opened anew, for us alone.
 *
 * Returns -1 if it can't be. */
static int open_anew(int fd)
{
    struct stat info;
    char path[32];

    if (fstat(fd, &info) < 0 ||
        !(S_ISFIFO(info.st_mode) || S_ISCHR(info.st_mode))) {
        return -1;
    }
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    return open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

/* Finds out whether the descriptor can be waited for (epoll takes no files). */
static enum mw_status take_stdin(struct feed *feed, uv_loop_t *uv,
                                 struct mw_error *err)
{
    int fd = open_anew(STDIN_FILENO);
    int rc;

    if (fd >= 0) {
        feed->source.input.fd = fd;
    } else {
        feed->flags = fcntl(STDIN_FILENO, F_GETFL);
    }
    rc = uv_poll_init(uv, &feed->poll, feed->source.input.fd);
    feed->waits = rc == 0;
    if (rc < 0 && rc != UV_EPERM) {
        return mw_error_set(err, MW_ESYSTEM, "can't read stdin: %s",
                            uv_strerror(rc));
    }
    feed->poll.data = feed;
    return MW_OK;
}

enum mw_status feed_open(struct feed *feed, uv_loop_t *uv,
                         const struct source_config *config,
                         const struct feed_events *events, void *data,
                         struct mw_error *err)
{
    enum mw_status rc;

    *feed = (struct feed){.events = events, .data = data, .flags = -1};
    rc = source_open(&feed->source, NULL, config, err);
    if (rc != MW_OK) {
        return rc;
    }
    rc = take_stdin(feed, uv, err);
    if (rc != MW_OK) {
        source_close(&feed->source);
        return rc;
    }
    uv_idle_init(uv, &feed->idle);
    feed->idle.data = feed;
    arm(feed);
    return MW_OK;
}

void feed_pause(struct feed *feed)
{
    feed->paused = true;
    arm(feed);
}

void feed_resume(struct feed *feed)
{
    feed->paused = false;
    arm(feed);
}

void feed_close(struct feed *feed)
{
    feed->ended = true;
    if (feed->waits) {
        uv_close((uv_handle_t *)&feed->poll, NULL);
    }
    uv_close((uv_handle_t *)&feed->idle, NULL);
    if (feed->flags >= 0) {
        fcntl(STDIN_FILENO, F_SETFL, feed->flags);
    }
    source_close(&feed->source);
}
