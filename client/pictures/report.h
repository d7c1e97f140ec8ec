/* The report: what a study has measured, for people at a terminal and for
 * those who read what was kept of one. */
#ifndef CLIENT_PICTURES_REPORT_H
#define CLIENT_PICTURES_REPORT_H

#include "figures/study.h"

#include <msgwire/pen.h>

/* Appends what was asked for, the figures of one run in full or of several
 * side by side, and what they say in sentences.
 *
 * colours  NULL: none.
 * width    columns of a line; 0: 80.
 *
 * Returns MW_OK; MW_ENOMEM; what the buffer returns. */
enum mw_status pictures_report(const struct study *study,
                               const struct mw_colours *colours, size_t width,
                               struct mw_buffer *out, struct mw_error *err);

#endif
