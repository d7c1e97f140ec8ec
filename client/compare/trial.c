#include "compare/trial.h"

#include "compare/outputs.h"
#include "compare/search.h"
#include "figures/phrase.h"

#include <stdlib.h>

struct trial {
    const struct job *job;
    struct outputs outputs;
    struct search search;
    struct measure measure;
};

static bool searches(const struct trial *trial)
{
    return trial->job->opt->find_max != NULL;
}

/* What was found is the answer: it stands in front of the report. */
static enum mw_status tell_search(struct trial *trial, struct mw_error *err)
{
    struct phrase phrase = {.len = 0};

    climb_put(&trial->search.climb, &trial->search.promise, &phrase);
    return outputs_say(&trial->outputs, phrase.text, err);
}

/* The first thing that went wrong is the status; what it was has been said. */
static enum mw_status status_of(const struct trial *trial, enum mw_status told,
                                struct mw_error *err)
{
    enum mw_status failed = trial->measure.status;

    if (told != MW_OK && told != MW_EMISSED) {
        return told;
    }
    if (failed == MW_OK && searches(trial) &&
        !search_has_found(&trial->search)) {
        failed = MW_EMISSED;
    }
    return failed != MW_OK ? mw_error_set(err, failed, "%s", "") : told;
}

static enum mw_status measure_and_tell(struct trial *trial,
                                       struct mw_error *err)
{
    struct measure *measure = &trial->measure;
    enum mw_status rc = searches(trial)
                            ? search_run(&trial->search, measure, err)
                            : measure_all(measure, err);

    if (rc == MW_OK && trial->search.climb.runs > 0) {
        rc = tell_search(trial, err);
    }
    if (rc == MW_OK) {
        rc = outputs_write(&trial->outputs, &measure->study, err);
    }
    return status_of(trial, rc, err);
}

static enum mw_status run(struct trial *trial, const struct measure_wish *wish,
                          struct mw_error *err)
{
    enum mw_status rc = outputs_open(&trial->outputs, trial->job, err);

    if (rc == MW_OK && searches(trial)) {
        rc = search_open(&trial->search, trial->job->opt, err);
    }
    if (rc == MW_OK) {
        rc = measure_open(&trial->measure, trial->job, wish, err);
        if (rc == MW_OK) {
            rc = measure_and_tell(trial, err);
        }
        measure_close(&trial->measure);
    }
    outputs_close(&trial->outputs);
    return rc;
}

enum mw_status trial_run(const struct job *job, const struct measure_wish *wish,
                         struct mw_error *err)
{
    struct trial *trial = calloc(1, sizeof(*trial));
    struct signals came;
    enum mw_status rc;

    if (trial == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory to measure");
    }
    trial->job = job;
    rc = run(trial, wish, err);
    came = trial->measure.signals;
    free(trial);
    signals_heed(&came);
    return rc;
}
