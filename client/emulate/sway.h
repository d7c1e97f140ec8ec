/* Jitter: how much earlier or later than the delay a packet comes.
 *
 * It is a curve over time, and not drawn for each packet: a packet whose delay
 * is 4 ms less than that of the one before it would overtake it, and that is
 * what reordering is, which is asked for apart. To keep them in order by
 * holding back the later one would make the mean delay grow with the rate of
 * packets. The curve falls by half a second in a second at most: packets stay
 * in their order at any rate, and the mean is 0. So do the queues of real
 * networks, which are where jitter comes from. */
#ifndef CLIENT_EMULATE_SWAY_H
#define CLIENT_EMULATE_SWAY_H

#include <stdint.h>

/* Returns the curve's value at a time.
 *
 * key      as chance_key.
 * most_ns  the value lies between -most_ns and most_ns; 0: it is 0. */
int64_t sway_at(uint64_t key, uint64_t most_ns, uint64_t at_ns);

#endif
