/* Jitter: how late a program that does nothing but look at the clock finds
 * that a moment has come. What a measurement adds of its own is at least that:
 * the system had the processor, or the machine was not there.
 *
 * The moments are due at fixed times, so that one long gap makes all those
 * late that fall into it. */
#ifndef CLIENT_BENCH_JITTER_H
#define CLIENT_BENCH_JITTER_H

#include <stdint.h>

enum {
    JITTER_MOMENTS = 1000, /* so that ten are above the p99 */
    JITTER_EVERY_NS = 25 * 1000,
};

struct jitter {
    uint64_t p50_ns, p99_ns, max_ns;
};

/* Looks at the clock without a pause until all moments have come.
 *
 * now_ns  tells the time; it never goes back. */
void jitter_measure(uint64_t (*now_ns)(void *arg), void *arg,
                    struct jitter *jitter);

#endif
