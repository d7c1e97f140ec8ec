/* Searching: the highest rate at which a server keeps a promise. */
#ifndef CLIENT_COMPARE_SEARCH_H
#define CLIENT_COMPARE_SEARCH_H

#include "compare/measure.h"
#include "figures/climb.h"

struct search {
    struct gate promise;
    struct climb climb;
};

/* Reads the promise.
 *
 * Returns MW_OK; MW_EINVAL with a sentence. */
enum mw_status search_open(struct search *search, const struct options *opt,
                           struct mw_error *err);

/* Tries one rate after another, and then measures the one that was found, which
 * is the study's only run.
 *
 * Returns MW_OK, whatever was found; MW_ENOMEM. */
enum mw_status search_run(struct search *search, struct measure *measure,
                          struct mw_error *err);

/* Returns true if there is a rate at which it keeps the promise. */
bool search_has_found(const struct search *search);

#endif
