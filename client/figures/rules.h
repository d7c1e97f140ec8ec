/* Rules: what makes sentences. Each looks at one place of a study, and says
 * something of it or nothing. */
#ifndef CLIENT_FIGURES_RULES_H
#define CLIENT_FIGURES_RULES_H

#include "figures/figure.h"
#include "figures/phrase.h"
#include "figures/sentences.h"

/* A place: a cell that has been run, and beside it that of another target at
 * the same size: of the first one, or the cell itself. */
struct sight {
    const struct study *study;
    struct figure_pair pair;
    const struct study_target *target, *reference;
    const struct bench_result *cell;
};

/* Returns true if it says something; else `phrase` is worth nothing. */
typedef bool (*rule_fn)(const struct sight *sight, struct phrase *phrase);

/* A row of a table; the last one has no `say`. */
struct rule {
    enum sentence_kind kind;
    rule_fn say;
};

extern const struct rule rules_study[]; /* of the study: `sight` is any cell */
extern const struct rule rules_cell[];  /* of each cell, without its name */
extern const struct rule rules_pair[];  /* of two targets, with their names */

/* Sets `figure` to the metric of the sight's cell. Returns as figure_of. */
static inline bool rule_figure(const struct sight *sight, enum metric metric,
                               struct interval *figure)
{
    return figure_of(sight->study, sight->pair.target, sight->pair.size, metric,
                     figure);
}

/* True if the sight is of the half that tells a metric: of a study in halves,
 * the other one has nothing to say of it. */
static inline bool rule_tells(const struct sight *sight, enum metric metric)
{
    return metric_facts(metric)->of_load ? sight->study->busy == NULL
                                         : !sight->study->is_busy;
}

#endif
