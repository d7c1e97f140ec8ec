/* A schedule: when each message of an open loop is due. Evenly, to the
 * nanosecond: its error does not add up, however long it goes on. */
#ifndef CLIENT_BENCH_SCHEDULE_H
#define CLIENT_BENCH_SCHEDULE_H

#include <stdint.h>

struct schedule {
    uint64_t rate;      /* messages a second */
    uint64_t due_ns;    /* when the next one is due */
    uint64_t step_ns;   /* from one to the next, whole nanoseconds, ... */
    uint64_t step_rest; /* ... and parts of one, of `rate` */
    uint64_t rest;      /* such parts that due_ns does not show */
};

/* The first message is due at `start_ns`. rate: 1 to 1,000,000,000. */
void schedule_init(struct schedule *schedule, uint64_t start_ns, uint64_t rate);

/* How many are due before `end_ns` and have not been taken. */
uint64_t schedule_left(const struct schedule *schedule, uint64_t end_ns);

/* Takes the next one. */
static inline void schedule_step(struct schedule *schedule)
{
    schedule->due_ns += schedule->step_ns;
    schedule->rest += schedule->step_rest;
    if (schedule->rest >= schedule->rate) {
        schedule->rest -= schedule->rate;
        schedule->due_ns++;
    }
}

#endif
