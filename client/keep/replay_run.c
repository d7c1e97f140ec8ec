/* A replay from its first to its last: its loop, its end, its sum. */
#include "address.h"
#include "keep/replay.h"
#include "keep/verdict.h"

#include <fcntl.h>
#include <sys/timerfd.h>
#include <unistd.h>

static void on_due(uv_poll_t *poll, int status, int events)
{
    struct replay *replay = poll->data;
    uint64_t times;

    (void)status;
    (void)events;
    if (read(replay->timer_fd, &times, sizeof(times)) > 0) {
        replay_due(replay);
    }
}

static void on_before_wait(uv_prepare_t *handle)
{
    struct replay *replay = handle->data;
    struct mw_error err;

    if (replay->render.out.buffer.len > 0 &&
        render_flush(&replay->render, &err) != MW_OK) {
        replay_end(replay, &err);
    }
}

static void on_signal(void *data, int number)
{
    (void)number;
    replay_end(data, NULL);
}

/* libuv makes what it watches non-blocking, and stdin is others' too: they
 * expect that it waits. What can't be watched, a file, always has more. */
static void watch_tape(struct replay *replay)
{
    int fd = replay->tape.input.fd;
    int flags = fcntl(fd, F_GETFL);

    replay->watched = replay->tape.is_pipe && flags >= 0 &&
                      uv_poll_init(&replay->uv, &replay->more, fd) == 0;
    replay->tape.is_pipe = replay->watched;
    replay->more.data = replay;
    if (flags >= 0) {
        fcntl(fd, F_SETFL, flags);
    }
}

static void open_handles(struct replay *replay)
{
    uv_poll_init(&replay->uv, &replay->due, replay->timer_fd);
    uv_timer_init(&replay->uv, &replay->late);
    uv_prepare_init(&replay->uv, &replay->before_wait);
    replay->due.data = replay->late.data = replay->before_wait.data = replay;
    watch_tape(replay);
    uv_poll_start(&replay->due, UV_READABLE, on_due);
    uv_prepare_start(&replay->before_wait, on_before_wait);
    signals_open(&replay->signals, &replay->uv, on_signal, replay);
}

static void close_handles(struct replay *replay)
{
    uv_close((uv_handle_t *)&replay->due, NULL);
    uv_close((uv_handle_t *)&replay->late, NULL);
    if (replay->watched) {
        uv_close((uv_handle_t *)&replay->more, NULL);
    }
    uv_close((uv_handle_t *)&replay->before_wait, NULL);
    signals_close(&replay->signals);
    while (uv_run(&replay->uv, UV_RUN_DEFAULT) != 0) {
    }
    uv_loop_close(&replay->uv);
}

static struct mw_limits limits_of(const struct options *opt)
{
    struct mw_limits limits = mw_limits_default();

    limits.max_frame = (size_t)opt->max_frame;
    limits.max_buffered += 4 * limits.max_frame;
    limits.stall_ms = limits.frame_ms = options_patience_ms(opt);
    mw_loop_descriptors();
    return limits;
}

static enum mw_status play(struct replay *replay, struct mw_error *err)
{
    const struct mw_limits limits = limits_of(replay->job->opt);
    enum mw_status rc = mw_loop_new(&replay->uv, &limits, &replay->loop, err);

    if (rc != MW_OK) {
        return rc;
    }
    trace_begin(&replay->trace, replay->job->opt, replay->loop);
    replay->began_ns = replay_now_ns();
    replay_pump(replay);
    if (!replay->over) {
        uv_run(&replay->uv, UV_RUN_DEFAULT);
    }
    replay->over = true;
    progress_clear(replay->job->opt->progress);
    mw_loop_close(replay->loop);
    *err = replay->why;
    return replay->why.status;
}

static enum mw_status open_and_play(struct replay *replay, struct mw_error *err)
{
    enum mw_status rc;

    replay->timer_fd =
        timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (replay->timer_fd < 0 || uv_loop_init(&replay->uv) != 0) {
        return mw_error_set(err, MW_ESYSTEM, "no event loop");
    }
    open_handles(replay);
    rc = play(replay, err);
    close_handles(replay);
    close(replay->timer_fd);
    if (replay->loop != NULL) {
        trace_end(&replay->trace);
    }
    return rc;
}

/* What was due and has not come, without --expect. */
static void count_due(struct replay *replay)
{
    for (struct player *at = replay->players; at != NULL; at = at->next) {
        replay->missing += replay->expects ? 0 : at->due;
    }
}

static void free_players(struct replay *replay)
{
    while (replay->players != NULL) {
        struct player *player = replay->players;
        replay->players = player->next;
        player_free(player);
    }
}

static void sum_up(struct replay *replay)
{
    const struct verdict_sum sum = {
        .expects = replay->expects,
        .messages = replay->messages,
        .sent = replay->sent,
        .connections = replay->connections,
        .answers = replay->answers,
        .equal = replay->equal,
        .different = replay->different,
        .missing = replay->missing,
        .unexpected = replay->unexpected,
        .faults = replay->faults,
        .took_ns = replay_now_ns() - replay->began_ns,
    };
    struct mw_buffer text = {0};

    verdict_sum_put(&sum, &text);
    report_say(&replay->job->report, mw_buffer_bytes(&text));
    mw_buffer_fini(&text);
}

/* The worst of it makes the status; its sentences have been said. */
static enum mw_status judge(const struct replay *replay, struct mw_error *err)
{
    bool missed =
        replay->expects && (replay->different > 0 || replay->missing > 0 ||
                            replay->unexpected > 0);

    err->text[0] = '\0';
    if (replay->worst != MW_OK) {
        return err->status = replay->worst;
    }
    if (missed) {
        return err->status = MW_EMISSED;
    }
    if (replay->missing > 0 || replay->sent < replay->messages) {
        return err->status = MW_ETIMEOUT;
    }
    return MW_OK;
}

static enum mw_status prepare(struct replay *replay, struct mw_error *err)
{
    const struct options *opt = replay->job->opt;
    enum mw_status rc = tempo_init(&replay->tempo, opt->speed, err);

    if (rc == MW_OK) {
        rc = address_read(replay->job->words[1], MW_LINK_DIALS, opt,
                          &replay->link, err);
    }
    if (rc == MW_OK) {
        rc = render_init(&replay->render, STDOUT_FILENO, &opt->output,
                         RENDER_JSON, err);
    }
    return rc == MW_OK ? tape_open(&replay->tape, replay->job->words[0], err)
                       : rc;
}

enum mw_status replay_run(struct replay *replay, const struct job *job,
                          struct mw_error *err)
{
    enum mw_status rc;

    *replay = (struct replay){
        .job = job,
        .expects = job->opt->expect,
        .one = job->opt->one_connection,
    };
    rc = prepare(replay, err);
    if (rc != MW_OK) {
        return rc;
    }
    progress_begin(job->opt->progress, replay->tape.input.fd);
    rc = open_and_play(replay, err);
    rc = render_end(&replay->render, rc, err);
    count_due(replay);
    free_players(replay);
    tape_close(&replay->tape);
    if (rc == MW_OK) {
        sum_up(replay);
        rc = judge(replay, err);
    }
    return rc;
}
