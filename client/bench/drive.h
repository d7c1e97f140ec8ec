/* The drive: what a run sends with, and what it has on its way. Messages leave
 * it by send.h and come back by take.h; its phases are run.c's. */
#ifndef CLIENT_BENCH_DRIVE_H
#define CLIENT_BENCH_DRIVE_H

#include "bench/flights.h"
#include "bench/lane.h"
#include "bench/plan.h"
#include "bench/schedule.h"
#include "bench/tally.h"

#include <msgwire/link.h>
#include <msgwire/loop.h>

enum drive_phase {
    DRIVE_CONNECTING, /* until every lane stands */
    DRIVE_WARMING,    /* what is sent is not measured */
    DRIVE_MEASURING,
    DRIVE_DRAINING, /* nothing is sent, what is in the air comes down */
    DRIVE_ENDING,   /* lanes end in order */
    DRIVE_OVER,
};

struct drive {
    const struct bench_plan *plan;
    const struct mw_link *link;
    struct bench_result *result;
    struct mw_loop *loop;
    enum drive_phase phase;
    struct lane *lanes;
    uint32_t lane_count, next_lane;
    uint32_t standing, gone, dialling; /* how many of them are */
    struct flights flights;
    struct tally tally;
    struct schedule schedule; /* open loop */
    uint64_t measured_from;   /* the first number that is measured */
    uint64_t to_send;         /* measured messages that are left to be sent */
    uint64_t end_ns;          /* nothing is due from here on */
    uint64_t unix_ns;         /* what to add to the clock for time since 1970 */
    uint64_t wire_seen, stamp_ns; /* when the last bytes came */
    uint64_t heard_ns;            /* when the last message came */
    bool datagrams;
    bool held;   /* the schedule waits for room: it is not our lag */
    bool again;  /* a lane was not filled, for no reason that it tells of */
    bool failed; /* it can't go on: see the result's why */
    struct mw_error
        why; /* of the message at hand: none need make room for it */
};

/* True while messages are sent. */
static inline bool drive_is_on(const struct drive *drive)
{
    return drive->phase == DRIVE_WARMING || drive->phase == DRIVE_MEASURING;
}

/* True for a message of the measured part. */
static inline bool drive_measures(const struct drive *drive, uint64_t number)
{
    return number >= drive->measured_from;
}

/* How long a run's loop lets anything be, and take. */
struct mw_limits drive_limits(const struct bench_plan *plan);

/* Makes it, but for its loop. drive_fini frees, also after an error.
 *
 * Returns MW_OK; MW_ENOMEM. */
enum mw_status drive_init(struct drive *drive, const struct bench_plan *plan,
                          const struct mw_link *link,
                          struct bench_result *result, struct mw_error *err);
void drive_fini(struct drive *drive);

/* Notes what went wrong; the first one stays. */
void drive_blame(struct drive *drive, enum mw_status status,
                 const char *sentence, ...) MW_PRINTF(3, 4);

/* It can't go on. */
void drive_give_up(struct drive *drive);

#endif
