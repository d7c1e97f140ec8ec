/* Rounds: in which order a comparison's runs are made.
 *
 * A round has each size once, and for each size all targets one after another,
 * so that what the machine does meanwhile is shared by all. Who is first
 * changes from size to size and from round to round:
 *
 *     round 0   64 B: tcp udp unix   512 B: udp unix tcp   ...
 *     round 1   64 B: udp unix tcp   512 B: unix tcp udp   ...
 */
#ifndef CLIENT_COMPARE_ROUNDS_H
#define CLIENT_COMPARE_ROUNDS_H

#include <stddef.h>

struct rounds {
    size_t rounds, sizes, targets; /* each at least 1 */
};

struct rounds_run {
    size_t round, size, target;
};

/* Returns how many runs there are. */
size_t rounds_count(const struct rounds *rounds);

/* Returns the run at a place of the order: 0 to the count less 1. */
struct rounds_run rounds_at(const struct rounds *rounds, size_t index);

#endif
