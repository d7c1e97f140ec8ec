#include "bench/host.h"

#include <sys/types.h>
#include <time.h>

/* The largest that Linux has; a clock has no room for one beyond 2^29. */
enum { PID_MAX = 1 << 22 };

static uint64_t read_clock(clockid_t clock)
{
    struct timespec now = {0};

    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

uint64_t host_now_ns(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

static uint64_t now_ns(void *arg)
{
    (void)arg;
    return host_now_ns();
}

void host_jitter(struct jitter *jitter)
{
    jitter_measure(now_ns, NULL, jitter);
}

uint64_t host_cpu_ns(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

/* 0 would be this process. */
bool host_cpu_of(int64_t pid, uint64_t *ns)
{
    struct timespec taken;
    clockid_t clock;

    if (pid <= 0 || pid > PID_MAX ||
        clock_getcpuclockid((pid_t)pid, &clock) != 0 ||
        clock_gettime(clock, &taken) != 0) {
        return false;
    }
    *ns = (uint64_t)taken.tv_sec * 1000000000 + (uint64_t)taken.tv_nsec;
    return true;
}
