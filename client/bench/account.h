/* The account of a run: what is told of its measured part not message by
 * message but by counters that only grow, as they were before and are then. */
#ifndef CLIENT_BENCH_ACCOUNT_H
#define CLIENT_BENCH_ACCOUNT_H

#include "bench/drive.h"
#include "bench/server.h"

struct account {
    uint64_t cpu_ns;
    struct mw_counters counters;
    struct server server;
    struct server_sight sight;
};

/* The measured part begins. */
void account_begin(struct account *account, struct drive *drive);

/* It is over: processor time is written to the result. */
void account_stop(const struct account *account, struct drive *drive);

/* Nothing more can come: so are bytes on the wire, what became of datagrams,
 * and the verdict. */
void account_conclude(const struct account *account, struct drive *drive);

#endif
