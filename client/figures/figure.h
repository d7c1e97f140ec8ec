/* Figures: what the rounds of a cell say of a metric, and how two targets
 * differ in it. */
#ifndef CLIENT_FIGURES_FIGURE_H
#define CLIENT_FIGURES_FIGURE_H

#include "figures/interval.h"
#include "figures/metric.h"
#include "figures/study.h"

/* A cell's metric, of the half of the study that tells it: the middle of its
 * rounds, with its interval. Where fewer than two rounds know it, and for the
 * greatest value, it is what all rounds together say, without an interval.
 *
 * Returns true if it is known. */
bool figure_of(const struct study *study, size_t target, size_t size,
               enum metric metric, struct interval *figure);

/* Two targets at one size. */
struct figure_pair {
    size_t target, reference, size;
};

/* The ratio of a metric, target to reference, in the rounds that know both.
 *
 * Returns true if there are two such rounds; never for parts of a whole and
 * the greatest value, which no ratio tells well. */
bool figure_ratio(const struct study *study, const struct figure_pair *pair,
                  enum metric metric, struct interval *ratio);

enum figure_verdict {
    FIGURE_LOWER,
    FIGURE_HIGHER,
    FIGURE_SAME,   /* within 5 % of each other */
    FIGURE_UNSURE, /* the rounds differ too much to tell */
};

/* What a ratio tells. */
enum figure_verdict figure_verdict(const struct interval *ratio);

#endif
