#include "figures/figure.h"

/* Ratios as near to 1 as this are no difference to anyone. */
static const double SAME = 0.05;

/* Three values of a round lie beyond a percentile; of fewer it is no more than
 * one of the greatest. */
static const double BEYOND = 2.999;

static bool is_part(enum metric metric)
{
    return metric_facts(metric)->units == UNITS_PART;
}

static const struct study *told_by(const struct study *study,
                                   enum metric metric)
{
    return metric_facts(metric)->of_load ? study_busy(study) : study;
}

static bool figure_of_part(const struct study *study,
                           const struct figure_pair *pair, enum metric metric,
                           struct interval *figure)
{
    struct interval_part parts[STUDY_RUNS_MAX];
    size_t count = 0;

    for (size_t i = 0; i < study->run_count; i++) {
        const struct study_run *run = &study->runs[i];

        if (run->target == pair->target && run->size == pair->size &&
            metric_part(metric, run->result, &parts[count].some,
                        &parts[count].all)) {
            count++;
        }
    }
    return interval_of_part(parts, count, figure);
}

bool figure_of(const struct study *study, size_t target, size_t size,
               enum metric metric, struct interval *figure)
{
    const struct figure_pair pair = {target, target, size};
    const struct bench_result *cell;
    double values[STUDY_RUNS_MAX];
    size_t count = 0;

    study = told_by(study, metric);
    cell = study_cell(study, target, size);
    if (is_part(metric)) {
        return figure_of_part(study, &pair, metric, figure);
    }
    for (size_t i = 0; i < study->run_count; i++) {
        const struct study_run *run = &study->runs[i];

        if (run->target == target && run->size == size &&
            metric_of(metric, run->result, &values[count])) {
            count++;
        }
    }
    if (metric != METRIC_MAX && interval_of(values, count, figure)) {
        return true;
    }
    *figure = (struct interval){0};
    if (cell == NULL || !metric_of(metric, cell, &figure->value)) {
        return false;
    }
    figure->low = figure->high = figure->value;
    return true;
}

/* What a round says to a comparison. A percentile that all rounds together
 * have the answers for may be told of each from fewer: what that takes from it
 * it takes from both targets. Of a target alone it would be a little low. */
static bool round_value(enum metric metric, const struct bench_result *round,
                        const struct bench_result *cell, double *value)
{
    const struct mw_histogram *latency = &round->latency;
    double quantile = metric_facts(metric)->quantile;
    double beyond = (double)mw_histogram_count(latency) * (1 - quantile);

    if (!(quantile > 0 && quantile < 1)) {
        return metric_of(metric, round, value);
    }
    *value = (double)mw_histogram_at(latency, quantile);
    return beyond > BEYOND && mw_histogram_supports(&cell->latency, quantile);
}

bool figure_ratio(const struct study *study, const struct figure_pair *pair,
                  enum metric metric, struct interval *ratio)
{
    const struct bench_result *cell, *cell_to;
    double values[STUDY_RUNS_MAX], to[STUDY_RUNS_MAX];
    size_t count = 0;

    if (is_part(metric) || metric == METRIC_MAX) {
        return false;
    }
    study = told_by(study, metric);
    cell = study_cell(study, pair->target, pair->size);
    cell_to = study_cell(study, pair->reference, pair->size);
    for (size_t i = 0; i < study->run_count; i++) {
        const struct study_run *run = &study->runs[i];
        const struct bench_result *other;

        if (run->target != pair->target || run->size != pair->size) {
            continue;
        }
        other = study_round(study, pair->reference, pair->size, run->round);
        if (other != NULL &&
            round_value(metric, run->result, cell, &values[count]) &&
            round_value(metric, other, cell_to, &to[count])) {
            count++;
        }
    }
    return interval_of_ratio(values, to, count, ratio);
}

enum figure_verdict figure_verdict(const struct interval *ratio)
{
    if (ratio->high < 1) {
        return FIGURE_LOWER;
    }
    if (ratio->low > 1) {
        return FIGURE_HIGHER;
    }
    return ratio->low > 1 - SAME && ratio->high < 1 + SAME ? FIGURE_SAME
                                                           : FIGURE_UNSURE;
}
