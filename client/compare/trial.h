/* A trial: what `bench` and `compare` do, from the words to the status. */
#ifndef CLIENT_COMPARE_TRIAL_H
#define CLIENT_COMPARE_TRIAL_H

#include "compare/measure.h"

/* Measures what is wished, and gives the options' outputs: the report on
 * stdout, or files. A signal ends it before its time, with what there is, and
 * then the process.
 *
 * Returns as command.run: the status of the first target that failed, else
 * MW_EMISSED if a condition was missed. */
enum mw_status trial_run(const struct job *job, const struct measure_wish *wish,
                         struct mw_error *err);

#endif
