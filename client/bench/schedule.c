#include "bench/schedule.h"

#include <assert.h>

#define SECOND UINT64_C(1000000000)

void schedule_init(struct schedule *schedule, uint64_t start_ns, uint64_t rate)
{
    assert(rate > 0 && rate <= SECOND);
    *schedule = (struct schedule){
        .rate = rate,
        .due_ns = start_ns,
        .step_ns = SECOND / rate,
        .step_rest = SECOND % rate,
    };
}

/* The k-th from here is due at due_ns + floor((rest + k * SECOND) / rate): it
 * is before the end if k * SECOND < (end - due) * rate - rest. Seconds and the
 * rest of them apart, so that nothing overflows. */
uint64_t schedule_left(const struct schedule *schedule, uint64_t end_ns)
{
    uint64_t time, parts, whole;

    if (end_ns <= schedule->due_ns) {
        return 0;
    }
    time = end_ns - schedule->due_ns;
    whole = time / SECOND * schedule->rate;
    parts = time % SECOND * schedule->rate;
    if (parts < schedule->rest) {
        whole -= 1;
        parts += SECOND;
    }
    parts -= schedule->rest;
    return whole + parts / SECOND + (parts % SECOND != 0);
}
