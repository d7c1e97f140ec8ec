/* Outputs: what becomes of a study: a report on stdout, files, and whether it
 * keeps the conditions that it was asked to keep. */
#ifndef CLIENT_COMPARE_OUTPUTS_H
#define CLIENT_COMPARE_OUTPUTS_H

#include "command.h"
#include "figures/gates.h"
#include "figures/study.h"

struct outputs {
    const struct job *job;
    struct gates gates;
    struct study baseline; /* empty if there is none */
};

/* Reads conditions and baseline, and looks whether files can be written: what
 * is wrong with them is told before anything is measured.
 *
 * Returns MW_OK; MW_EINVAL with a sentence; MW_EVALUE for what is no study. */
enum mw_status outputs_open(struct outputs *outputs, const struct job *job,
                            struct mw_error *err);

/* Writes all of them.
 *
 * Returns MW_OK; MW_EMISSED, and each missed condition has been said;
 * MW_ESYSTEM if a file or stdout can't be written. */
enum mw_status outputs_write(struct outputs *outputs, const struct study *study,
                             struct mw_error *err);

/* Says something in front of the report; on stderr if a file is on stdout in
 * its place. Returns as output_flush. */
enum mw_status outputs_say(const struct outputs *outputs, const char *sentence,
                           struct mw_error *err);

void outputs_close(struct outputs *outputs);

#endif
