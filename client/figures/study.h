/* Studies: the runs of one plan against several targets, over sizes and
 * rounds; what the report, the page, the gates and the files are made from.
 *
 *     targets x sizes = cells; each cell has a run for each round */
#ifndef CLIENT_FIGURES_STUDY_H
#define CLIENT_FIGURES_STUDY_H

#include "bench/result.h"

#include <msgwire/error.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    STUDY_TARGETS_MAX = 16,
    STUDY_SIZES_MAX = 32,
    STUDY_RUNS_MAX = 1024, /* each is about 200 KiB */
    STUDY_NAME = 128,
    STUDY_TEXT = 256,
};

struct study_target {
    char name[STUDY_NAME]; /* what people call it; no two are the same */
    char url[STUDY_TEXT];
    char scheme[8]; /* "tcp", "udp", "unix", ... */
    bool datagrams;
};

struct study_size {
    uint64_t bytes;        /* of each message; 0: they are not of one size */
    char text[STUDY_NAME]; /* as it was asked for; "": as the value is */
};

/* What each run was asked to do. */
struct study_plan {
    char method[STUDY_TEXT];
    uint64_t connections, depth;
    uint64_t rate; /* messages a second; 0: closed loop */
    uint64_t duration_ns, count, warmup_ns, timeout_ns, seed;
    bool notify;
};

/* The emulated link: what it was asked to do, and what it was seen to do, in
 * one direction. */
struct study_link {
    char asked[STUDY_TEXT];      /* "": there was none */
    char congestion[STUDY_NAME]; /* how TCP controls it: "cubic" */
    bool measured;
    uint64_t delay_ns, jitter_ns;
    double loss, duplicate, reorder; /* parts of 1 */
    double refused;     /* likewise, by the full queue of its rate */
    double missed;      /* likewise, because this machine was too slow for it */
    uint64_t rate_bits; /* a second; 0: no limit */
};

struct study_run {
    size_t target, size, round; /* indices, from 0 */
    struct bench_result *result;
};

struct study {
    char program[STUDY_NAME]; /* "msgwire 1.2.3" */
    char host[STUDY_TEXT];    /* the machine, in a few words */
    struct study_plan plan;
    struct study_link link;

    struct study_target targets[STUDY_TARGETS_MAX];
    size_t target_count;
    struct study_size sizes[STUDY_SIZES_MAX];
    size_t size_count;

    /* The same with more in flight, measured in turns with this one, which
     * tells the latency; that one tells what goes through and what it costs.
     * NULL: this one tells all. */
    struct study *busy;
    bool is_busy; /* it is that of another */
    bool is_lean; /* its runs keep what figures are made from, and no more */

    struct study_run *runs; /* in the order they were made */
    size_t run_count, run_cap;
    struct bench_result *cells[STUDY_TARGETS_MAX][STUDY_SIZES_MAX];
};

/* Makes an empty one; study_fini frees what is added to it. */
void study_init(struct study *study);
void study_fini(struct study *study);

/* Adds a target. The name of one that is there already gets a number: "tcp",
 * "tcp (2)". What is longer than its field is cut.
 *
 * name  may be NULL: the URL.
 *
 * Returns MW_OK; MW_ELIMIT beyond STUDY_TARGETS_MAX. */
enum mw_status study_add_target(struct study *study, const char *name,
                                const char *url, struct mw_error *err);

/* Adds a size. `text` may be NULL: the number of bytes.
 *
 * Returns MW_OK; MW_ELIMIT beyond STUDY_SIZES_MAX. */
enum mw_status study_add_size(struct study *study, uint64_t bytes,
                              const char *text, struct mw_error *err);

/* Makes the busy half: with the targets and sizes that there are now, and with
 * `depth` in flight on each connection. It is freed with the study.
 *
 * Returns NULL if there is no memory. */
struct study *study_add_busy(struct study *study, uint64_t depth,
                             struct mw_error *err);

/* Returns the half that tells what goes through: the study itself if it is not
 * in halves. */
static inline const struct study *study_busy(const struct study *study)
{
    return study->busy != NULL ? study->busy : study;
}

/* Gives an empty result, for a run to fill; study_add_run takes it,
 * study_result_free frees it (and takes NULL). Returns NULL if there is no
 * memory. */
struct bench_result *study_result_new(struct mw_error *err);
void study_result_free(struct bench_result *result);

/* Adds a run, and merges it into its cell. A lean study then frees its
 * histograms and moments, which is nearly all of its memory: figure_of knows
 * what it says all the same.
 *
 * run  its target and size have been added; its result is taken.
 *
 * Returns MW_OK; MW_ENOMEM; MW_ELIMIT beyond STUDY_RUNS_MAX; MW_EVALUE if this
 * round of the cell is there already, or the cell is not one of the study. */
enum mw_status study_add_run(struct study *study, const struct study_run *run,
                             struct mw_error *err);

/* All rounds of a cell of a lean study are there, one at least, and no other
 * will be added: frees its histograms and moments too. */
void study_close_cell(struct study *study, size_t target, size_t size);

/* Returns what all rounds of a cell have measured together, or NULL if none
 * has been run. Borrowed; it changes with the next run. */
const struct bench_result *study_cell(const struct study *study, size_t target,
                                      size_t size);

/* Returns what one round has measured, or NULL if it was not run. */
const struct bench_result *study_round(const struct study *study, size_t target,
                                       size_t size, size_t round);

/* Returns how many rounds there are: one more than the last one's index. */
size_t study_rounds(const struct study *study);

/* Returns true if one of the runs was interrupted. */
bool study_interrupted(const struct study *study);

#endif
