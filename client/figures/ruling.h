/* Rulings: whether a study passes its gates. */
#ifndef CLIENT_FIGURES_RULING_H
#define CLIENT_FIGURES_RULING_H

#include "figures/gates.h"
#include "figures/study.h"

/* What became of conditions, each at each cell. */
struct ruling {
    size_t passed, missed;
    struct mw_buffer sentences; /* a line for each that was missed */
};

/* Judges a study by the figures that are reported: the middle of the rounds.
 * What can't be told, for want of answers or of the server's word, is missed.
 * Cells that the baseline does not have are passed over; but a condition that
 * no cell can be held to is missed.
 *
 * baseline  may be NULL if no condition needs it.
 * ruling   set; ruling_fini frees it, on failure too.
 *
 * Returns MW_OK, also if some were missed; MW_ENOMEM. */
enum mw_status ruling_of(const struct gates *gates, const struct study *study,
                         const struct study *baseline, struct ruling *ruling,
                         struct mw_error *err);
void ruling_fini(struct ruling *ruling);

#endif
