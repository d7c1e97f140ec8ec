/* The verdict: whether what was measured is the server's doing, or ours. */
#ifndef CLIENT_BENCH_VERDICT_H
#define CLIENT_BENCH_VERDICT_H

#include "bench/result.h"

/* True if the generator was the limit: it had no processor time left, or was
 * late by its own schedule, while the server, as far as that is known, could
 * have done more. One that waits for room to send is not late.
 *
 * open  by a schedule, for which it may spin: what that takes is no sign. */
bool verdict_generator_limited(const struct bench_result *result, bool open);

#endif
