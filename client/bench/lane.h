/* A lane: one of a run's connections. It is dialled, and dialled again when it
 * is lost, with as much patience as the plan has.
 *
 *     WAITING --its time--> DIALLING --it stands--> OPEN
 *        ^                     |                      |
 *        |<------failed--------'<-------lost----------'
 *        `--no patience left--> GONE
 *
 * A datagram socket stands at once, which says nothing: where there is patience
 * it is DIALLING until the peer has answered a ping.
 *
 * A connection that is lost before it was of any use is a try that has failed:
 * who accepts and closes at once is not dialled for ever. */
#ifndef CLIENT_BENCH_LANE_H
#define CLIENT_BENCH_LANE_H

#include "bench/ledger.h"

#include <msgwire/conn.h>

struct drive;

enum { LANE_PROBE = 0 }; /* the msgid of a probe; no message has it */

enum lane_state { LANE_WAITING, LANE_DIALLING, LANE_OPEN, LANE_GONE };

struct lane {
    struct drive *drive;
    struct mw_conn *conn; /* LANE_DIALLING, LANE_OPEN */
    enum lane_state state;
    uint32_t index, in_air;
    bool heard;   /* it has brought something since it was opened */
    bool probing; /* an answer is waited for, before it stands */
    uint64_t again_ms, patient_ms, pause_ms, opened_ms;
    struct ledger ledger; /* of datagrams: their order */
};

/* The first try is due at once. */
void lane_init(struct lane *lane, struct drive *drive, uint32_t index);

/* Dials, or probes again, if it is time: by uv_hrtime, in milliseconds.
 *
 * may_dial  not too many others do. */
void lane_tick(struct lane *lane, uint64_t now_ms, bool may_dial);

/* Ends it: at once, or one-way in order, so that what is queued is taken. */
void lane_end(struct lane *lane);

#endif
