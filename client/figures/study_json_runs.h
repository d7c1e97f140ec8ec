/* The runs of a study's JSON: what each has counted, and its histograms. A lean
 * study takes memory in proportion to the text, and that of a few runs. */
#ifndef CLIENT_FIGURES_STUDY_JSON_RUNS_H
#define CLIENT_FIGURES_STUDY_JSON_RUNS_H

#include "figures/reading.h"
#include "figures/study.h"

/* Adds those of the key "runs"; the map's rc says how it went. */
void study_json_runs_read(struct study *study, struct reading *map);

#endif
