/* Verdicts: whether a study passes its gates. */
#ifndef CLIENT_FIGURES_VERDICT_H
#define CLIENT_FIGURES_VERDICT_H

#include "figures/gates.h"
#include "figures/study.h"

/* What became of conditions, each at each cell. */
struct verdict {
    size_t passed, missed;
    struct mw_buffer sentences; /* a line for each that was missed */
};

/* Judges a study by the figures that are reported: the middle of the rounds.
 * What can't be told, for want of answers or of the server's word, is missed.
 * Cells that the baseline does not have are passed over; but a condition that
 * no cell can be held to is missed.
 *
 * baseline  may be NULL if no condition needs it.
 * verdict   set; verdict_fini frees it, on failure too.
 *
 * Returns MW_OK, also if some were missed; MW_ENOMEM. */
enum mw_status verdict_of(const struct gates *gates, const struct study *study,
                          const struct study *baseline, struct verdict *verdict,
                          struct mw_error *err);
void verdict_fini(struct verdict *verdict);

#endif
