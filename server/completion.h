/* Completion: a script for a shell, and the answers to what it asks. */
#ifndef COMPLETION_H
#define COMPLETION_H

#include "options.h"

/* Appends what `--completion SHELL` prints, or what may stand in the place of
 * the last word behind `--completion words --`.
 *
 * Returns MW_OK; MW_EINVAL if it is none of the shells; MW_ENOMEM. */
enum mw_status completion_append(const struct options *options,
                                 struct mw_buffer *out, struct mw_error *err);

#endif
