/* What the server itself counts; the loop counts the rest.
 * Rows: schema/messages.json, "stats". */
#ifndef STATS_H
#define STATS_H

#include <stdint.h>

struct stats {
#define STAT(name, summary)
#define SERVER_STAT(name, summary) uint64_t name;
#include "stats.inc"
#undef SERVER_STAT
#undef STAT
};

#endif
