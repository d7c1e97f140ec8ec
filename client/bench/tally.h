/* A tally: what becomes of each message is written down here, an interval at a
 * time; when one is over it is added to the result, if the run is measured. */
#ifndef CLIENT_BENCH_TALLY_H
#define CLIENT_BENCH_TALLY_H

#include "bench/result.h"

struct tally {
    struct bench_result *result; /* borrows */
    bool measuring;              /* else it is the warm-up */
    bool over;                   /* what still comes is not within the time */
    bool open;         /* when a message was due is not when it was sent */
    uint64_t began_ns; /* the measured part */
    struct bench_moment moment; /* the interval; at_ns by the clock */
    struct mw_histogram latency, service, lag; /* of it */
};

/* Returns MW_OK; MW_ENOMEM. */
enum mw_status tally_init(struct tally *tally, struct bench_result *result,
                          uint64_t now_ns, struct mw_error *err);
void tally_fini(struct tally *tally);

/* The measured part begins: what was before is forgotten. */
void tally_begin(struct tally *tally, uint64_t now_ns);

/* The interval is over.
 *
 * moment  set to it, its at_ns since the measured part, or the warm-up. */
void tally_close_moment(struct tally *tally, uint64_t now_ns,
                        struct bench_moment *moment);

/* The measured part is over, since a moment of its last interval; answers that
 * are still to come count, but not in the rate. */
void tally_end(struct tally *tally, uint64_t now_ns);

/* Messages that the schedule meant to send and that nobody will: each has been
 * late for as long as from when it was due to the end.
 *
 * first_due_ns, end_ns  when the first of them was due, and the run's end;
 *                       between them they are even. */
void tally_unsent(struct tally *tally, uint64_t count, uint64_t first_due_ns,
                  uint64_t end_ns);

static inline void tally_sent(struct tally *tally, uint64_t len)
{
    tally->moment.sent++;
    tally->result->sent++;
    tally->result->body_out += len;
}

/* How late a message was sent, for no other reason than that we were. */
static inline void tally_lag(struct tally *tally, uint64_t lag_ns)
{
    mw_histogram_record(&tally->lag, lag_ns);
}

static inline void tally_answered(struct tally *tally, uint64_t due_ns,
                                  uint64_t sent_ns, uint64_t now_ns)
{
    tally->moment.answered++;
    mw_histogram_record(&tally->latency, now_ns - due_ns);
    if (tally->open) {
        mw_histogram_record(&tally->service, now_ns - sent_ns);
    }
}

/* Messages that failed in another way than by their time-out. */
static inline void tally_failed(struct tally *tally, uint64_t *counter)
{
    tally->moment.failed++;
    ++*counter;
}

static inline void tally_lost(struct tally *tally)
{
    tally->moment.lost++;
    tally->result->timeouts++;
}

#endif
