/* A study as CSV (RFC 4180): a row for each run, for spreadsheets. */
#ifndef CLIENT_FIGURES_STUDY_CSV_H
#define CLIENT_FIGURES_STUDY_CSV_H

#include "figures/study.h"

/* Appends a row of names, then a row for each cell and round: its target, URL,
 * scheme, size, round (from 1) and depth, what the run counted, and its
 * metrics, of which what is not known is empty. Times are nanoseconds, shares
 * parts of 1.
 *
 * Returns MW_OK; MW_ENOMEM or MW_ETOOBIG from the buffer. */
enum mw_status study_csv_write(const struct study *study, struct mw_buffer *out,
                               struct mw_error *err);

#endif
