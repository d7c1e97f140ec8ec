/* The look: what a command shows people beside its data: its colours, its
 * sentences, and how far it has come. */
#ifndef CLIENT_LOOK_H
#define CLIENT_LOOK_H

#include "command.h"

/* Runs the command with its look: sets what its report and its options need
 * for that. Colours that can't be read are told to whoever would see them.
 *
 * opt  those of the job.
 *
 * Returns as command.run. */
enum mw_status look_run(struct job *job, struct options *opt,
                        struct mw_error *err);

#endif
