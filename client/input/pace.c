#include "input/pace.h"

static const uint64_t SECOND = 1000000000;
static const uint64_t LATE_MAX = 50000000; /* what a busy machine may cost */

static uint64_t next_due(const struct pace *pace)
{
    return pace->from_ns + pace->gone * SECOND / pace->per_second;
}

uint64_t pace_wait_ns(const struct pace *pace, uint64_t now_ns)
{
    uint64_t due;

    if (pace->per_second == 0 || !pace->begun) {
        return 0;
    }
    due = next_due(pace);
    return due > now_ns ? due - now_ns : 0;
}

void pace_note(struct pace *pace, uint64_t now_ns)
{
    if (pace->per_second == 0) {
        return;
    }
    if (!pace->begun || now_ns > next_due(pace) + LATE_MAX) {
        pace->from_ns = now_ns;
        pace->gone = 0;
        pace->begun = true;
    }
    pace->gone++;
    if (pace->gone == pace->per_second) {
        pace->from_ns += SECOND;
        pace->gone = 0;
    }
}
