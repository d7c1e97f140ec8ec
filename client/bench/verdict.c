#include "bench/verdict.h"

/* Of one processor, as both have one loop. */
#define FULL 0.9

/* That one message in ten is so late is no longer the host's jitter. */
enum { LATE_NS = 1000 * 1000 };

static double busy(uint64_t cpu_ns, uint64_t elapsed_ns)
{
    return elapsed_ns == 0 ? 0 : (double)cpu_ns / (double)elapsed_ns;
}

bool verdict_generator_limited(const struct bench_result *result, bool open)
{
    bool late = mw_histogram_at(&result->lag, 0.9) >= LATE_NS;
    bool server_full = result->server_cpu_known &&
                       busy(result->server_cpu_ns, result->elapsed_ns) >= FULL;

    if (server_full) {
        return false;
    }
    return open ? late
                : busy(result->client_cpu_ns, result->elapsed_ns) >= FULL;
}
