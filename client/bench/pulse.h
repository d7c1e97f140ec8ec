/* The pulse of a run: waits for the loop's events and for a moment to come, by
 * the clock's nanoseconds, where a loop's own timers know milliseconds. */
#ifndef CLIENT_BENCH_PULSE_H
#define CLIENT_BENCH_PULSE_H

#include <msgwire/conn.h>

#include <uv.h>

#define PULSE_NEVER UINT64_MAX

struct pulse {
    uv_loop_t *uv;
    uint64_t turn_ns;  /* pulse_wait: the loop's next turn */
    uint64_t early_ns; /* waits end so long before the moment: see pulse.c */
    unsigned long slack_ns; /* the thread's own, to be put back */
};

/* While it is open, the system wakes this thread as exactly as it can. */
void pulse_open(struct pulse *pulse, uv_loop_t *uv);
void pulse_close(struct pulse *pulse);

/* Runs what the loop has ready; if it has nothing, waits until it has, or
 * until `until_ns` by uv_hrtime, whichever is first. */
void pulse_beat(struct pulse *pulse, uint64_t until_ns);

/* As pulse_beat, where nothing but one connection is waited for, and no moment
 * is to come. The loop has its turn when its events are due.
 *
 * now_ns  by uv_hrtime. */
void pulse_wait(struct pulse *pulse, struct mw_conn *conn, uint64_t now_ns);

#endif
