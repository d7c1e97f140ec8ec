#include "figures/ruling.h"

#include "figures/baseline.h"
#include "figures/figure.h"
#include "figures/phrase.h"

#include <math.h>

/* A condition at a cell. */
struct trial {
    const struct gate *gate;
    const struct study *study, *baseline;
    size_t target, size;
    struct interval figure, before; /* `before`: the baseline's */
};

static enum mw_status say(struct ruling *ruling, struct phrase *phrase)
{
    ruling->missed++;
    phrase_put(phrase, "\n");
    return mw_buffer_append(&ruling->sentences,
                            mw_bytes(phrase->text, phrase->len));
}

static void put_place(struct phrase *phrase, const struct trial *trial)
{
    const struct study *study = trial->study;

    phrase_put(phrase, "%s", study->targets[trial->target].name);
    if (study->size_count > 1) {
        phrase_put(phrase, " at size %s", study->sizes[trial->size].text);
    }
    phrase_put(phrase, ": ");
}

/* What it is, and what was asked for. */
static void put_end(struct phrase *phrase, const struct gate *gate)
{
    phrase_put(phrase, gate->required ? ", but %s is required" : ": %s",
               gate->text);
}

static enum mw_status miss_unknown(const struct trial *trial,
                                   struct ruling *ruling)
{
    const char *name = metric_facts(trial->gate->metric)->name;
    struct phrase phrase = {0};

    put_place(&phrase, trial);
    if (metric_needs(trial->gate->metric) > 0) {
        phrase_put(&phrase, "too few answers to tell %s, which needs ", name);
        phrase_put_count(&phrase,
                         (uint64_t)(metric_needs(trial->gate->metric) + 0.5));
    } else {
        phrase_put(&phrase, "%s is not known", name);
    }
    put_end(&phrase, trial->gate);
    return say(ruling, &phrase);
}

static bool overlap(const struct interval *a, const struct interval *b)
{
    return a->rounds >= 2 && b->rounds >= 2 && a->low <= b->high &&
           b->low <= a->high;
}

static void put_change(struct phrase *phrase, const struct trial *trial,
                       enum units_kind units)
{
    double ratio = trial->figure.value / trial->before.value;

    if (!isfinite(ratio)) {
        phrase_put(phrase, ", and the baseline's is ");
    } else if (ratio >= 3) {
        phrase_put(phrase, ", %.*f times the baseline's ", ratio < 10, ratio);
    } else {
        phrase_put(phrase, ", %.*f %% %s than the baseline's ",
                   fabs(ratio - 1) < 0.1, fabs(ratio - 1) * 100,
                   ratio < 1 ? "less" : "more");
    }
    phrase_put_units(phrase, units, trial->before.value);
}

static enum mw_status miss(const struct trial *trial, struct ruling *ruling)
{
    const struct gate *gate = trial->gate;
    const struct metric_facts *facts = metric_facts(gate->metric);
    struct phrase phrase = {0};

    put_place(&phrase, trial);
    phrase_put(&phrase, "%s is ", facts->name);
    phrase_put_units(&phrase, facts->units, trial->figure.value);
    if (gate->relative) {
        put_change(&phrase, trial, facts->units);
    }
    put_end(&phrase, gate);
    if (gate->relative && overlap(&trial->figure, &trial->before)) {
        phrase_put(&phrase, " (by the rounds of both it may be chance)");
    }
    return say(ruling, &phrase);
}

/* A share that was 0 and is none now has not changed. */
static double judged_value(const struct trial *trial)
{
    double value = trial->figure.value;

    if (!trial->gate->relative) {
        return value;
    }
    if (!(trial->before.value > 0)) {
        return value > 0 ? (double)INFINITY : 1;
    }
    return value / trial->before.value;
}

/* Returns false if the baseline has no such cell. */
static bool find_before(struct trial *trial, bool *known)
{
    size_t target = trial->target, size = trial->size;

    if (!trial->gate->relative) {
        *known = true;
        return true;
    }
    if (trial->baseline == NULL ||
        !baseline_find(trial->baseline, trial->study, &target, &size)) {
        return false;
    }
    *known = figure_of(trial->baseline, target, size, trial->gate->metric,
                       &trial->before);
    return true;
}

static enum mw_status judge(struct trial *trial, struct ruling *ruling,
                            size_t *judged)
{
    bool known;

    if (!find_before(trial, &known)) {
        return MW_OK;
    }
    ++*judged;
    if (!known || !figure_of(trial->study, trial->target, trial->size,
                             trial->gate->metric, &trial->figure)) {
        return miss_unknown(trial, ruling);
    }
    if (gate_holds(trial->gate, judged_value(trial)) != trial->gate->required) {
        return miss(trial, ruling);
    }
    ruling->passed++;
    return MW_OK;
}

static enum mw_status judge_all(struct trial *trial, struct ruling *ruling)
{
    const struct study *study = trial->study;
    enum mw_status rc = MW_OK;
    struct phrase phrase = {0};
    size_t judged = 0;

    for (size_t i = 0;
         i < study->target_count * study->size_count && rc == MW_OK; i++) {
        trial->target = i / study->size_count;
        trial->size = i % study->size_count;
        if (study_cell(study, trial->target, trial->size) != NULL) {
            rc = judge(trial, ruling, &judged);
        }
    }
    if (rc != MW_OK || judged > 0) {
        return rc;
    }
    phrase_put(&phrase, "%s: there is nothing %sto hold it to",
               trial->gate->text,
               trial->gate->relative ? "in the baseline " : "");
    return say(ruling, &phrase);
}

enum mw_status ruling_of(const struct gates *gates, const struct study *study,
                         const struct study *baseline, struct ruling *ruling,
                         struct mw_error *err)
{
    enum mw_status rc = MW_OK;

    *ruling = (struct ruling){0};
    for (size_t i = 0; i < gates->count && rc == MW_OK; i++) {
        struct trial trial = {
            .gate = &gates->at[i], .study = study, .baseline = baseline};

        rc = judge_all(&trial, ruling);
    }
    return rc == MW_OK ? rc : mw_error_set(err, rc, "no memory for a ruling");
}

void ruling_fini(struct ruling *ruling)
{
    mw_buffer_fini(&ruling->sentences);
}
