/* Host: what the machine itself tells of a run: its clock, its jitter, the
 * processor time that processes take. */
#ifndef CLIENT_BENCH_HOST_H
#define CLIENT_BENCH_HOST_H

#include "bench/jitter.h"

#include <stdbool.h>

/* Returns the time since some moment in the past; never goes back. */
uint64_t host_now_ns(void);

/* Measures the host's jitter, which takes 25 ms and all of one processor. */
void host_jitter(struct jitter *jitter);

/* Returns the processor time that this process has taken so far, all threads
 * and the system's part included. */
uint64_t host_cpu_ns(void);

/* As host_cpu_ns, for another process of this machine: a server whose `stats`
 * do not tell. What it has started is not included.
 *
 * pid  as mw_conn_peer_pid tells it, or a person.
 *
 * Returns false if it is not known: there is no such process, or none that can
 * be seen from here. */
bool host_cpu_of(int64_t pid, uint64_t *ns);

#endif
