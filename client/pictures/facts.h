/* Facts: what a study is about, in words, for the report and the page. */
#ifndef CLIENT_PICTURES_FACTS_H
#define CLIENT_PICTURES_FACTS_H

#include "figures/figure.h"
#include "figures/phrase.h"

enum { FACTS_TEXT = 192 };

/* What was asked for: "echo of 64 B to 60 000 B, 5 sizes". */
void facts_what(const struct study *study, struct phrase *phrase);

/* How it was sent: "closed loop: 50 connections, 16 in flight on each". */
void facts_load(const struct study *study, struct phrase *phrase);

/* For how long: "5 rounds of 2s, each after 500ms of warm-up; seed 42". */
void facts_rounds(const struct study *study, struct phrase *phrase);

/* What the link was seen to do: "delay 10.1 ms, jitter 2.00 ms, ...". */
void facts_link(const struct study *study, struct phrase *phrase);

/* The name of a size: "8 192 B"; as it was asked for; or "as the value is".
 * Returns `out`. */
const char *facts_size(const struct study *study, size_t size,
                       char out[FACTS_TEXT]);

/* The shortest name of a target: of one that has only its URL the scheme, if
 * no other has it. */
const char *facts_name(const struct study *study, size_t target);

/* True if a metric is known of one cell at least, and above 0. */
bool facts_tell(const struct study *study, enum metric metric);

/* True for the target that is best at this size, and for those that the rounds
 * can't tell from it; for none where they can't tell it from any. */
bool facts_best(const struct study *study, size_t target, size_t size,
                enum metric metric);

/* A run's rate of good answers in one of its moments; of what is one-way, of
 * messages sent.
 *
 * Returns false for one that is too short to tell. */
bool facts_rate(const struct study *study, const struct bench_result *result,
                size_t moment, double *rate);

/* How far the interval reaches from the figure, as a part of it: 0.02 for two
 * per cent; 0 if there is none. */
double facts_spread(const struct interval *figure);

#endif
