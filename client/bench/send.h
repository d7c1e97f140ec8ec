/* Sending: what goes out on the lanes, in each kind of loop. */
#ifndef CLIENT_BENCH_SEND_H
#define CLIENT_BENCH_SEND_H

#include "bench/drive.h"

/* Closed loop: sends as much on a lane as it may have in the air. */
void send_fill(struct lane *lane);

/* One-way without a rate: sends as much as the lanes take.
 *
 * Returns when there may be more to send: now, or PULSE_NEVER. */
uint64_t send_pour(struct drive *drive, uint64_t now_ns);

/* Open loop: sends what is due.
 *
 * Returns when the next message is, PULSE_NEVER if none may be sent. */
uint64_t send_pump(struct drive *drive, uint64_t now_ns);

#endif
