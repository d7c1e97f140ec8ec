#include "contexts/resolve.h"

#include <stdlib.h>

/* True if the usage has an address in the place of this word. */
static bool is_url(const struct job *job, int index)
{
    const char *at = job->command->words;

    at += *at == '['; /* there may be none */
    for (int i = 0; i < index && strncmp(at, "URL...", 6) != 0; i++) {
        at += strcspn(at, " ");
        at += *at == ' ';
    }
    return strncmp(at, "URL", 3) == 0 || strncmp(at, "TARGET", 6) == 0;
}

static bool is_context(const struct job *job, int index)
{
    return job->words[index][0] == '@' && is_url(job, index);
}

static bool has_context(const struct job *job)
{
    for (int i = 0; i < job->count; i++) {
        if (is_context(job, i)) {
            return true;
        }
    }
    return false;
}

/* Puts the addresses that contexts name in the place of the names, and their
 * options into `opt`. */
static enum mw_status put_contexts(struct job *job, struct options *opt,
                                   struct context *found, struct mw_error *err)
{
    struct contexts contexts;
    enum mw_status rc = contexts_open(&contexts, err);

    for (int i = 0; rc == MW_OK && i < job->count; i++) {
        if (is_context(job, i)) {
            rc = contexts_find(&contexts, job->words[i], &found[i], err);
            if (rc == MW_OK) {
                job->words[i] = found[i].words[0];
                rc = context_apply(&found[i], job->command->options, opt, err);
            }
        }
    }
    contexts_fini(&contexts);
    return rc;
}

enum mw_status resolve_contexts(struct job *job, struct options *opt,
                                struct context **found, struct mw_error *err)
{
    enum mw_status rc;
    int count;

    if (!has_context(job)) {
        return MW_OK;
    }
    *found = calloc((size_t)job->count, sizeof(**found));
    if (*found == NULL) {
        return mw_error_set(err, MW_ENOMEM, "no memory for %d contexts",
                            job->count);
    }
    *opt = *job->command->defaults;
    rc = put_contexts(job, opt, *found, err);
    job->report.where = job->words[0];
    return rc != MW_OK
               ? rc
               : mw_options_parse(job->command->options, opt, job->typed_count,
                                  job->typed, &count, err);
}
