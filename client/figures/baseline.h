/* Baselines: an older study that a new one is held against; study_json_read
 * reads it. */
#ifndef CLIENT_FIGURES_BASELINE_H
#define CLIENT_FIGURES_BASELINE_H

#include "figures/study.h"

/* Finds the cell that answers to a cell of a study: its target has the same
 * name, or is the only one of its scheme in both; its size is the same.
 *
 * target, size  of the study's cell; set to those of the baseline's.
 *
 * Returns false if it has none. */
bool baseline_find(const struct study *baseline, const struct study *study,
                   size_t *target, size_t *size);

/* Appends sentences, a line each: what was asked otherwise than this time,
 * and which cells have no counterpart, on either side. */
enum mw_status baseline_differences(const struct study *baseline,
                                    const struct study *study,
                                    struct mw_buffer *sentences);

#endif
