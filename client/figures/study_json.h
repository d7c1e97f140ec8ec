/* A study as JSON: all that was measured, so that a later one can be held
 * against it. Keys are stable: what is added later has new ones.
 *
 *     msgwire_study  1: the version of this form
 *     program, host  who measured, and where
 *     plan, link     what each run was asked, and the emulated link or null
 *     targets, sizes what runs refer to by their index
 *     runs           what each run counted; its histograms as the cells that
 *                    hold something, [first value, count]
 *     cells          what the rounds say: {value, low, high, rounds} of each
 *                    metric; times in ns, rates a second, shares parts of 1
 *     comparisons    the ratios to the first target, in the same form
 *     sentences      what is said of it
 *     busy           plan and runs of its busy half, which tells what goes
 *                    through; null if it is not in halves
 *
 * Cells, comparisons and sentences are made from the runs, and are not read. */
#ifndef CLIENT_FIGURES_STUDY_JSON_H
#define CLIENT_FIGURES_STUDY_JSON_H

#include "figures/study.h"

enum {
    STUDY_JSON_VERSION = 1,
    STUDY_JSON_MAX = 256 << 20, /* bytes that are read at most */
};

/* Appends it, on one line. Returns MW_OK; MW_ENOMEM; MW_ETOOBIG. */
enum mw_status study_json_write(const struct study *study,
                                struct mw_buffer *out, struct mw_error *err);

/* Reads one that was written; the text may be anything.
 *
 * study  set; on failure it is empty.
 *
 * Returns MW_OK; MW_EVALUE with what was expected where; MW_ELIMIT, MW_ETOOBIG
 * or MW_ENOMEM for what is too large. */
enum mw_status study_json_read(struct mw_bytes text, struct study *study,
                               struct mw_error *err);

/* Reads one of which figure_of is all that will be asked: the study is lean, so
 * that it takes no more memory than a small multiple of its text. It can't be
 * written. Returns as study_json_read. */
enum mw_status study_json_read_lean(struct mw_bytes text, struct study *study,
                                    struct mw_error *err);

#endif
