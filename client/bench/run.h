/* A run: one plan done against one address, and what it has measured. */
#ifndef CLIENT_BENCH_RUN_H
#define CLIENT_BENCH_RUN_H

#include "bench/plan.h"
#include "bench/result.h"

#include <msgwire/link.h>

/* Connects, warms up, measures, waits for what is still in the air.
 *
 * SIGINT, SIGTERM and SIGHUP end it before its time, with what was measured.
 * A connection that is lost is dialled again; when none is left that can be,
 * the run ends. What went wrong is in the result, not in the status.
 *
 * watch   may be NULL.
 * result  made by bench_result_init; added to nothing: it must be empty.
 *
 * Returns MW_OK if anything was measured; MW_ECONNECT, MW_ETIMEOUT, ... with
 * a sentence if the connections did not stand; MW_ENOMEM; MW_ESYSTEM. */
enum mw_status bench_run(const struct bench_plan *plan,
                         const struct mw_link *link,
                         const struct bench_watch *watch,
                         struct bench_result *result, struct mw_error *err);

#endif
