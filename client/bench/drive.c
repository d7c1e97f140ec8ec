#include "bench/drive.h"

#include "bench/pulse.h"
#include "bench/workload.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    LEDGER_WINDOW = 1 << 16, /* datagrams whose order is told, on one lane */
    LEDGERS = 1 << 20,       /* and on all of them, about */
    QUEUE_LEAST = 256 << 10, /* bytes that may wait on a lane ... */
    QUEUE_MOST = 16 << 20,
    QUEUES = 64 << 20, /* ... and on all of them, about */
};

void drive_blame(struct drive *drive, enum mw_status status,
                 const char *sentence, ...)
{
    struct mw_error why = {.status = status};
    va_list args;

    va_start(args, sentence);
    vsnprintf(why.text, sizeof(why.text), sentence, args);
    va_end(args);
    bench_result_blame(drive->result, &why);
}

void drive_give_up(struct drive *drive)
{
    drive->failed = true;
}

/* --- setting up --- */

/* How much may wait to be sent, on a lane and on all of them, is bounded here;
 * how long anything may take, by each request's own time. */
struct mw_limits drive_limits(const struct bench_plan *plan)
{
    struct mw_limits limits = mw_limits_default();
    uint64_t timeout_ms = plan->timeout_ns / 1000000 + 1;
    size_t share = QUEUES / (size_t)plan->connections;

    limits.out_high = share < QUEUE_LEAST  ? QUEUE_LEAST
                      : share > QUEUE_MOST ? QUEUE_MOST
                                           : share;
    limits.out_low = limits.out_high / 2;
    limits.max_buffered += 4 * (size_t)plan->connections *
                           (limits.out_high + workload_largest(plan->workload));
    limits.frame_ms = UINT64_MAX / 4;
    limits.stall_ms = plan->notify ? timeout_ms : UINT64_MAX / 4;
    limits.linger_ms = timeout_ms;
    if (plan->max_frame > 0) {
        limits.max_frame = (size_t)plan->max_frame;
    }
    return limits;
}

static uint64_t unix_now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_REALTIME, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static enum mw_status init_lanes(struct drive *drive, struct mw_error *err)
{
    size_t window = LEDGERS / drive->lane_count;
    enum mw_status rc = MW_OK;

    drive->lanes = calloc(drive->lane_count, sizeof(*drive->lanes));
    if (drive->lanes == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for %u connections",
                            (unsigned)drive->lane_count);
    }
    window = window < LEDGER_WINDOW ? window : LEDGER_WINDOW;
    for (uint32_t i = 0; i < drive->lane_count && rc == MW_OK; i++) {
        lane_init(&drive->lanes[i], drive, i);
        if (drive->datagrams) {
            rc = ledger_init(&drive->lanes[i].ledger, window, err);
        }
    }
    return rc;
}

enum mw_status drive_init(struct drive *drive, const struct bench_plan *plan,
                          const struct mw_link *link,
                          struct bench_result *result, struct mw_error *err)
{
    uint64_t now = uv_hrtime();
    enum mw_status rc;

    *drive = (struct drive){
        .plan = plan,
        .link = link,
        .result = result,
        .lane_count = (uint32_t)plan->connections,
        .measured_from = UINT64_MAX,
        .to_send = UINT64_MAX,
        .end_ns = PULSE_NEVER,
        .unix_ns = unix_now() - now,
        .datagrams = link->endpoint.scheme == MW_UDP,
    };
    rc = tally_init(&drive->tally, result, now, err);
    drive->tally.open = plan->rate > 0;
    if (rc == MW_OK) {
        rc = flights_init(&drive->flights, err);
    }
    return rc == MW_OK ? init_lanes(drive, err) : rc;
}

void drive_fini(struct drive *drive)
{
    for (uint32_t i = 0; drive->lanes != NULL && i < drive->lane_count; i++) {
        ledger_fini(&drive->lanes[i].ledger);
    }
    free(drive->lanes);
    flights_fini(&drive->flights);
    tally_fini(&drive->tally);
}
