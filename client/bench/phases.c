#include "bench/phases.h"

#include "bench/send.h"

#include <uv.h>

static void enter(struct phases *phases, enum drive_phase phase)
{
    phases->drive->phase = phase;
    phases->began_ns = uv_hrtime();
}

void phases_fill(struct drive *drive)
{
    drive->again = false;
    for (uint32_t i = 0; i < drive->lane_count; i++) {
        send_fill(&drive->lanes[i]);
    }
}

static void begin_measuring(struct phases *phases, uint64_t now)
{
    struct drive *drive = phases->drive;
    const struct bench_plan *plan = drive->plan;

    enter(phases, DRIVE_MEASURING);
    account_begin(&phases->account, drive);
    tally_begin(&drive->tally, now);
    drive->measured_from = drive->flights.next;
    drive->to_send = plan->count > 0 ? plan->count : UINT64_MAX;
    if (plan->duration_ns > 0) {
        drive->end_ns = now + plan->duration_ns;
    }
    phases_fill(drive);
}

static void begin_warming(struct phases *phases)
{
    struct drive *drive = phases->drive;

    enter(phases, DRIVE_WARMING);
    phases->stood = true;
    drive->heard_ns = phases->began_ns;
    if (drive->plan->rate > 0) {
        schedule_init(&drive->schedule, phases->began_ns, drive->plan->rate);
    }
    if (drive->plan->warmup_ns == 0) {
        begin_measuring(phases, phases->began_ns);
    } else {
        phases_fill(drive);
    }
}

/* What was due in the time and has not been sent will not be. */
static void count_unsent(struct drive *drive, uint64_t now)
{
    uint64_t first = drive->schedule.due_ns;
    uint64_t end = now < drive->end_ns ? now : drive->end_ns;
    uint64_t left = schedule_left(&drive->schedule, end);

    left = left < drive->to_send ? left : drive->to_send;
    drive->result->due = drive->result->sent + left;
    drive->result->unsent = left;
    if (left > 0 && !drive->plan->notify) {
        tally_unsent(&drive->tally, left, first, end);
    }
}

/* The measured part is over, at `end_ns`. */
static void stop_measuring(struct phases *phases, uint64_t end_ns)
{
    struct drive *drive = phases->drive;
    struct bench_result *result = drive->result;

    if (drive->plan->notify) {
        drive->tally.moment.answered = result->sent - result->answered;
    }
    tally_end(&drive->tally, end_ns);
    account_stop(&phases->account, drive);
    phases->measured = true;
}

/* All has been answered that is to be: lanes just close. One-way, they end in
 * order: when the peer ends too it has taken all. */
static void begin_ending(struct phases *phases)
{
    struct drive *drive = phases->drive;

    if (drive->phase == DRIVE_MEASURING && !drive->plan->notify) {
        stop_measuring(phases, uv_hrtime());
    }
    phases->ends_measured = drive->phase == DRIVE_MEASURING;
    enter(phases, DRIVE_ENDING);
    for (uint32_t i = 0; i < drive->lane_count; i++) {
        lane_end(&drive->lanes[i]);
    }
}

/* When a run by count ended is known better than by the tick. */
static void stop_sending(struct phases *phases, uint64_t now)
{
    struct drive *drive = phases->drive;
    bool by_time = now >= drive->end_ns;

    if (drive->plan->rate > 0) {
        send_pump(drive, now); /* what was due a moment ago */
        count_unsent(drive, now);
    }
    if (drive->plan->notify) {
        begin_ending(phases);
        return;
    }
    stop_measuring(phases,
                   by_time || drive->stamp_ns == 0 ? now : drive->stamp_ns);
    enter(phases, DRIVE_DRAINING);
}

/* A peer that does not end in time may not have taken all: then what the
 * system took counts. */
static void finish(struct phases *phases, uint64_t now)
{
    struct drive *drive = phases->drive;
    uint64_t linger = mw_loop_limits(drive->loop)->linger_ms * 1000000;

    if (phases->ends_measured && !phases->measured) {
        stop_measuring(
            phases, now - phases->began_ns < linger ? now : phases->began_ns);
    }
    enter(phases, DRIVE_OVER);
}

/* --- when one phase becomes the next --- */

/* All was sent, and all of it has come down. */
static bool is_done(const struct drive *drive, uint64_t now)
{
    return now >= drive->end_ns ||
           (drive->to_send == 0 && drive->flights.count == 0);
}

void phases_step(struct phases *phases, uint64_t now)
{
    struct drive *drive = phases->drive;

    if ((drive->failed || drive->result->interrupted != 0) &&
        drive->phase < DRIVE_ENDING) {
        begin_ending(phases);
    }
    switch (drive->phase) {
    case DRIVE_CONNECTING:
        drive->failed = drive->gone > 0;
        if (drive->standing == drive->lane_count) {
            begin_warming(phases);
        }
        break;
    case DRIVE_WARMING:
        if (now >= phases->began_ns + drive->plan->warmup_ns) {
            send_pump(drive, now); /* what was due until now is not measured */
            begin_measuring(phases, now);
        }
        break;
    case DRIVE_MEASURING:
        if (is_done(drive, now)) {
            stop_sending(phases, now);
        }
        break;
    case DRIVE_DRAINING:
        if (drive->flights.count == 0) {
            begin_ending(phases);
        }
        break;
    case DRIVE_ENDING:
        if (drive->standing + drive->dialling == 0) {
            finish(phases, now);
        }
        break;
    case DRIVE_OVER:
        break;
    }
}
