/* The loop that drives a run through its phases. */
#include "bench/run.h"

#include "bench/host.h"
#include "bench/phases.h"
#include "bench/pulse.h"
#include "bench/send.h"
#include "bench/take.h"
#include "signals.h"

enum {
    TICK_MS = 10,
    DIALS_AT_ONCE = 128, /* a server's backlog is not to overflow */
    SILENCES = 3,        /* time-outs without a word may end a run */
};

struct run {
    const struct bench_watch *watch;
    struct drive drive;
    struct phases phases;
    struct pulse pulse;
    struct signals signals;
    uv_loop_t uv;
    uv_timer_t tick;
};

/* --- the tick --- */

/* A server that has not said a word for the time of a request; of datagrams the
 * first may be lost as any other. One that has spoken before may be waited for,
 * as long as the run has an end. */
static bool is_silent(const struct drive *drive, uint64_t silence)
{
    bool spoken = drive->wire_seen > 0;

    if (!drive_is_on(drive) || drive->plan->notify ||
        drive->flights.count == 0 || (spoken && drive->end_ns != PULSE_NEVER)) {
        return false;
    }
    return silence / (spoken || drive->datagrams ? SILENCES : 1) >
           drive->plan->timeout_ns;
}

static void give_up_if_silent(struct drive *drive, uint64_t now)
{
    uint64_t silence = now - drive->heard_ns;

    if (is_silent(drive, silence)) {
        drive_blame(drive, MW_ETIMEOUT, "no answer to anything for %llu ms",
                    (unsigned long long)(silence / 1000000));
        drive_give_up(drive);
    }
}

static void dial_lanes(struct drive *drive, uint64_t now_ms)
{
    if (drive->phase >= DRIVE_DRAINING ||
        drive->standing + drive->gone == drive->lane_count) {
        return;
    }
    for (uint32_t i = 0; i < drive->lane_count; i++) {
        lane_tick(&drive->lanes[i], now_ms, drive->dialling < DIALS_AT_ONCE);
    }
}

static uint64_t time_left(const struct run *run, uint64_t now)
{
    const struct drive *drive = &run->drive;
    const struct bench_plan *plan = drive->plan;

    if (plan->duration_ns == 0) {
        return UINT64_MAX;
    }
    if (drive->phase == DRIVE_WARMING) {
        return run->phases.began_ns + plan->warmup_ns + plan->duration_ns - now;
    }
    return drive->phase == DRIVE_MEASURING && now < drive->end_ns
               ? drive->end_ns - now
               : 0;
}

static void close_moment(struct run *run, uint64_t now)
{
    struct drive *drive = &run->drive;
    struct bench_moment moment;

    if (now - drive->tally.moment.at_ns < BENCH_MOMENT_NS ||
        drive->phase < DRIVE_WARMING || drive->phase > DRIVE_DRAINING) {
        return;
    }
    if (drive->plan->notify) {
        drive->tally.moment.answered = drive->tally.moment.sent;
    }
    tally_close_moment(&drive->tally, now, &moment);
    if (run->watch != NULL) {
        run->watch->on_moment(run->watch->data, &moment, time_left(run, now),
                              drive->phase == DRIVE_WARMING);
    }
}

static void on_tick(uv_timer_t *tick)
{
    struct run *run = tick->data;
    struct drive *drive = &run->drive;
    uint64_t now = uv_hrtime();

    dial_lanes(drive, now / 1000000);
    take_expire(drive, now);
    give_up_if_silent(drive, now);
    close_moment(run, now);
    if (drive->again) {
        phases_fill(drive);
    }
}

static void on_signal(void *data, int number)
{
    struct run *run = data;

    run->drive.result->interrupted = number;
}

/* --- the whole --- */

static enum mw_status open_loop(struct run *run, struct mw_error *err)
{
    const struct mw_limits limits = drive_limits(run->drive.plan);
    int failed = uv_loop_init(&run->uv);
    enum mw_status rc;

    if (failed < 0) {
        return mw_error_set(err, MW_ESYSTEM, "no event loop: %s",
                            uv_strerror(failed));
    }
    mw_loop_descriptors(); /* where they don't suffice, dialling says so */
    rc = mw_loop_new(&run->uv, &limits, &run->drive.loop, err);
    if (rc != MW_OK) {
        uv_loop_close(&run->uv);
        return rc;
    }
    uv_timer_init(&run->uv, &run->tick);
    run->tick.data = run;
    uv_timer_start(&run->tick, on_tick, 0, TICK_MS);
    signals_open(&run->signals, &run->uv, on_signal, run);
    if (run->watch != NULL) {
        run->drive.result->interrupted = run->watch->came(run->watch->data);
    }
    return MW_OK;
}

static void close_loop(struct run *run)
{
    signals_close(&run->signals);
    uv_close((uv_handle_t *)&run->tick, NULL);
    mw_loop_close(run->drive.loop);
    while (uv_run(&run->uv, UV_RUN_DEFAULT) != 0) {
    }
    uv_loop_close(&run->uv);
}

/* Sends what may be sent without having been asked for by an answer. Returns
 * when the loop has to come back, whatever happens. */
static uint64_t send_more(struct drive *drive, uint64_t now)
{
    const struct bench_plan *plan = drive->plan;
    uint64_t next;

    if (!drive_is_on(drive) || (plan->rate == 0 && !plan->notify)) {
        return PULSE_NEVER;
    }
    next = plan->rate > 0 ? send_pump(drive, now) : send_pour(drive, now);
    return next < drive->end_ns ? next : drive->end_ns;
}

/* Returns the connection that nothing is waited for but its answers, if there
 * is but one. */
static struct mw_conn *only_conn(const struct drive *drive)
{
    bool closed = drive->plan->rate == 0 && !drive->plan->notify;
    bool only = closed && drive_is_on(drive) && drive->lane_count == 1;

    return only && drive->lanes[0].state == LANE_OPEN ? drive->lanes[0].conn
                                                      : NULL;
}

static void beat(struct run *run, uint64_t now)
{
    struct mw_conn *conn = only_conn(&run->drive);

    if (conn != NULL) {
        pulse_wait(&run->pulse, conn, now);
    } else {
        pulse_beat(&run->pulse, send_more(&run->drive, now));
    }
}

static void go(struct run *run)
{
    uint64_t now = uv_hrtime();

    pulse_open(&run->pulse, &run->uv);
    while (run->drive.phase != DRIVE_OVER) {
        beat(run, now);
        now = uv_hrtime();
        phases_step(&run->phases, now);
    }
    pulse_close(&run->pulse);
}

/* What is left to be added up when nothing more can come. */
static enum mw_status conclude(struct run *run, struct mw_error *err)
{
    struct bench_result *result = run->drive.result;
    struct bench_moment rest;

    tally_close_moment(&run->drive.tally, uv_hrtime(), &rest);
    if (!run->phases.stood && result->interrupted == 0) {
        return mw_error_set(err, result->status, "%s", result->why);
    }
    if (run->phases.stood) {
        account_conclude(&run->phases.account, &run->drive);
    }
    result->runs = 1;
    return MW_OK;
}

/* What the host itself is late by, just before it measures others. */
static void note_jitter(struct bench_result *result)
{
    struct jitter jitter;

    host_jitter(&jitter);
    result->jitter_p50_ns = jitter.p50_ns;
    result->jitter_p99_ns = jitter.p99_ns;
    result->jitter_max_ns = jitter.max_ns;
}

enum mw_status bench_run(const struct bench_plan *plan,
                         const struct mw_link *link,
                         const struct bench_watch *watch,
                         struct bench_result *result, struct mw_error *err)
{
    struct run run = {.watch = watch, .phases.drive = &run.drive};
    enum mw_status rc = drive_init(&run.drive, plan, link, result, err);

    if (rc == MW_OK) {
        if (plan->jitter) {
            note_jitter(result);
        }
        rc = open_loop(&run, err);
    }
    if (rc == MW_OK) {
        go(&run);
        rc = conclude(&run, err);
        close_loop(&run);
    }
    drive_fini(&run.drive);
    return rc;
}
