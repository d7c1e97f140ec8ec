#include "figures/study.h"

#include "figures/metric.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void study_init(struct study *study)
{
    memset(study, 0, sizeof(*study));
}

struct bench_result *study_result_new(struct mw_error *err)
{
    struct bench_result *result = malloc(sizeof(*result));

    if (result == NULL) {
        mw_error_set(err, MW_ENOMEM, "no memory for the results of a run");
        return NULL;
    }
    if (bench_result_init(result, err) != MW_OK) {
        free(result);
        return NULL;
    }
    return result;
}

void study_result_free(struct bench_result *result)
{
    if (result != NULL) {
        bench_result_fini(result);
        free(result);
    }
}

void study_fini(struct study *study)
{
    for (size_t i = 0; i < study->run_count; i++) {
        study_result_free(study->runs[i].result);
    }
    for (size_t i = 0; i < STUDY_TARGETS_MAX; i++) {
        for (size_t j = 0; j < STUDY_SIZES_MAX; j++) {
            study_result_free(study->cells[i][j]);
        }
    }
    free(study->runs);
    if (study->busy != NULL) {
        study_fini(study->busy);
        free(study->busy);
    }
    study_init(study);
}

/* --- targets and sizes --- */

static bool is_taken(const struct study *study, const char *name)
{
    for (size_t i = 0; i < study->target_count; i++) {
        if (strcmp(study->targets[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* A long name gives way to its number. */
static void name_target(const struct study *study, const char *wanted,
                        char name[STUDY_NAME])
{
    enum { NUMBER = 8 };

    snprintf(name, STUDY_NAME, "%s", wanted);
    for (size_t i = 2; is_taken(study, name); i++) {
        snprintf(name, STUDY_NAME, "%.*s (%zu)", STUDY_NAME - NUMBER, wanted,
                 i);
    }
}

enum mw_status study_add_target(struct study *study, const char *name,
                                const char *url, struct mw_error *err)
{
    struct study_target *target = &study->targets[study->target_count];
    int scheme_len = (int)strcspn(url, ":");

    if (study->target_count == STUDY_TARGETS_MAX) {
        return mw_error_set(err, MW_ELIMIT, "more than %d targets",
                            STUDY_TARGETS_MAX);
    }
    name_target(study, name == NULL ? url : name, target->name);
    snprintf(target->url, sizeof(target->url), "%s", url);
    snprintf(target->scheme, sizeof(target->scheme), "%.*s", scheme_len, url);
    target->datagrams = strcmp(target->scheme, "udp") == 0;
    study->target_count++;
    return MW_OK;
}

enum mw_status study_add_size(struct study *study, uint64_t bytes,
                              const char *text, struct mw_error *err)
{
    struct study_size *size = &study->sizes[study->size_count];

    if (study->size_count == STUDY_SIZES_MAX) {
        return mw_error_set(err, MW_ELIMIT, "more than %d sizes",
                            STUDY_SIZES_MAX);
    }
    size->bytes = bytes;
    if (text != NULL) {
        snprintf(size->text, sizeof(size->text), "%s", text);
    } else {
        snprintf(size->text, sizeof(size->text), "%" PRIu64, bytes);
    }
    study->size_count++;
    return MW_OK;
}

struct study *study_add_busy(struct study *study, uint64_t depth,
                             struct mw_error *err)
{
    struct study *busy = malloc(sizeof(*busy));

    if (busy == NULL) {
        mw_error_set(err, MW_ENOMEM, "no memory for the half of a study");
        return NULL;
    }
    *busy = *study;
    busy->is_busy = true;
    busy->plan.depth = depth;
    busy->runs = NULL;
    busy->run_count = busy->run_cap = 0;
    memset(busy->cells, 0, sizeof(busy->cells));
    study->busy = busy;
    return busy;
}

/* --- runs --- */

static enum mw_status check_run(const struct study *study,
                                const struct study_run *run,
                                struct mw_error *err)
{
    if (study->run_count == STUDY_RUNS_MAX) {
        return mw_error_set(err, MW_ELIMIT, "more than %d runs",
                            STUDY_RUNS_MAX);
    }
    if (run->target >= study->target_count || run->size >= study->size_count ||
        run->round >= STUDY_RUNS_MAX) {
        return mw_error_set(err, MW_EVALUE,
                            "target %zu, size %zu, round %zu is no run of"
                            " this study",
                            run->target, run->size, run->round);
    }
    if (study_round(study, run->target, run->size, run->round) != NULL) {
        return mw_error_set(err, MW_EVALUE,
                            "target %zu, size %zu, round %zu is there twice",
                            run->target, run->size, run->round);
    }
    return MW_OK;
}

static enum mw_status make_room(struct study *study, struct mw_error *err)
{
    size_t cap = study->run_cap == 0 ? 16 : study->run_cap * 2;
    struct study_run *runs;

    if (study->run_count < study->run_cap) {
        return MW_OK;
    }
    runs = realloc(study->runs, cap * sizeof(*runs));
    if (runs == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for %zu runs", cap);
    }
    study->runs = runs;
    study->run_cap = cap;
    return MW_OK;
}

static enum mw_status merge_into_cell(struct study *study,
                                      const struct study_run *run,
                                      struct mw_error *err)
{
    struct bench_result **cell = &study->cells[run->target][run->size];

    if (*cell == NULL) {
        *cell = study_result_new(err);
        if (*cell == NULL) {
            return MW_ENOMEM;
        }
    }
    bench_result_merge(*cell, run->result);
    return MW_OK;
}

/* Leaves what figures are made from. */
static void make_lean(struct bench_result *result)
{
    metric_note(result);
    bench_result_fini(result);
}

enum mw_status study_add_run(struct study *study, const struct study_run *run,
                             struct mw_error *err)
{
    enum mw_status rc = check_run(study, run, err);

    if (rc == MW_OK) {
        rc = make_room(study, err);
    }
    if (rc == MW_OK) {
        rc = merge_into_cell(study, run, err);
    }
    if (rc != MW_OK) {
        study_result_free(run->result);
        return rc;
    }
    if (study->is_lean) {
        make_lean(run->result);
    }
    study->runs[study->run_count++] = *run;
    return MW_OK;
}

void study_close_cell(struct study *study, size_t target, size_t size)
{
    make_lean(study->cells[target][size]);
}

/* --- what it has --- */

const struct bench_result *study_cell(const struct study *study, size_t target,
                                      size_t size)
{
    return study->cells[target][size];
}

const struct bench_result *study_round(const struct study *study, size_t target,
                                       size_t size, size_t round)
{
    for (size_t i = 0; i < study->run_count; i++) {
        const struct study_run *run = &study->runs[i];

        if (run->target == target && run->size == size && run->round == round) {
            return run->result;
        }
    }
    return NULL;
}

size_t study_rounds(const struct study *study)
{
    size_t rounds = 0;

    for (size_t i = 0; i < study->run_count; i++) {
        if (study->runs[i].round >= rounds) {
            rounds = study->runs[i].round + 1;
        }
    }
    return rounds;
}

static bool half_interrupted(const struct study *study)
{
    for (size_t i = 0; i < study->run_count; i++) {
        if (study->runs[i].result->interrupted) {
            return true;
        }
    }
    return false;
}

bool study_interrupted(const struct study *study)
{
    return half_interrupted(study) || half_interrupted(study_busy(study));
}
