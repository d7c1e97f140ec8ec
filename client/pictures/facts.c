#include "pictures/facts.h"

#include "options.h"

#include <msgwire/digits.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A smaller difference is none to anyone, however sure it is. */
static const double MATTERS = 0.01;

const char *facts_size(const struct study *study, size_t size,
                       char out[FACTS_TEXT])
{
    const struct study_size *one = &study->sizes[size];
    char digits[MW_DIGITS];

    if (one->bytes > 0) {
        snprintf(out, FACTS_TEXT, "%s B", mw_digits(one->bytes, digits));
    } else {
        snprintf(out, FACTS_TEXT, "%s",
                 one->text[0] != '\0' ? one->text : "as the value is");
    }
    return out;
}

const char *facts_name(const struct study *study, size_t target)
{
    const struct study_target *one = &study->targets[target];

    if (strcmp(one->name, one->url) != 0 || one->scheme[0] == '\0') {
        return one->name;
    }
    for (size_t i = 0; i < study->target_count; i++) {
        if (i != target &&
            (strcmp(study->targets[i].scheme, one->scheme) == 0 ||
             strcmp(study->targets[i].name, one->scheme) == 0)) {
            return one->name;
        }
    }
    return one->scheme;
}

void facts_what(const struct study *study, struct phrase *phrase)
{
    char text[FACTS_TEXT];
    size_t last = study->size_count;

    phrase_put(phrase, "%s%s", study->plan.notify ? "one-way " : "",
               study->plan.method);
    if (last == 0 ||
        (study->sizes[0].bytes == 0 && study->sizes[0].text[0] == '\0')) {
        return;
    }
    phrase_put(phrase, " of %s", facts_size(study, 0, text));
    if (last > 1) {
        phrase_put(phrase, " to %s, %zu sizes",
                   facts_size(study, last - 1, text), last);
    }
}

static void put_number(struct phrase *phrase, uint64_t count, const char *one,
                       const char *many)
{
    phrase_put_count(phrase, count);
    phrase_put(phrase, " %s", count == 1 ? one : many);
}

static void put_connections(struct phrase *phrase,
                            const struct study_plan *plan)
{
    put_number(phrase, plan->connections, "connection", "connections");
    if (plan->depth > 0) {
        phrase_put(phrase, ", ");
        phrase_put_count(phrase, plan->depth);
        phrase_put(phrase, plan->connections == 1 ? " in flight"
                                                  : " in flight on each");
    }
}

void facts_load(const struct study *study, struct phrase *phrase)
{
    const struct study_plan *plan = &study->plan;

    if (plan->rate > 0) {
        phrase_put(phrase, "open loop: ");
        phrase_put_count(phrase, plan->rate);
        phrase_put(phrase, " messages a second over ");
        put_number(phrase, plan->connections, "connection", "connections");
        return;
    }
    if (plan->notify) {
        phrase_put(phrase, "as fast as they are taken, over ");
        put_number(phrase, plan->connections, "connection", "connections");
        return;
    }
    phrase_put(phrase, "closed loop: ");
    if (study->busy != NULL) {
        phrase_put(phrase, "latency from ");
    }
    put_connections(phrase, plan);
    if (study->busy != NULL) {
        phrase_put(phrase, "; throughput and CPU from ");
        put_connections(phrase, &study->busy->plan);
    }
}

void facts_rounds(const struct study *study, struct phrase *phrase)
{
    const struct study_plan *plan = &study->plan;
    size_t rounds = study_rounds(study);
    char time[OPTIONS_DURATION_TEXT];

    if (rounds > 1) {
        phrase_put(phrase, "%zu rounds of ", rounds);
    }
    if (plan->duration_ns > 0) {
        phrase_put(phrase, "%s", options_duration(plan->duration_ns, time));
    }
    if (plan->count > 0) {
        phrase_put(phrase, plan->duration_ns > 0 ? " or " : "");
        put_number(phrase, plan->count, "message", "messages");
    }
    if (plan->warmup_ns > 0) {
        phrase_put(phrase, "%s after %s of warm-up", rounds > 1 ? ", each" : "",
                   options_duration(plan->warmup_ns, time));
    }
    phrase_put(phrase, "; seed %llu", (unsigned long long)plan->seed);
}

static void put_part(struct phrase *phrase, const char *name, double part)
{
    if (part > 0) {
        phrase_put(phrase, ", %s ", name);
        phrase_put_units(phrase, UNITS_PART, part);
    }
}

void facts_link(const struct study *study, struct phrase *phrase)
{
    const struct study_link *link = &study->link;

    phrase_put(phrase, "delay ");
    phrase_put_units(phrase, UNITS_DURATION, (double)link->delay_ns);
    phrase_put(phrase, ", jitter ");
    phrase_put_units(phrase, UNITS_DURATION, (double)link->jitter_ns);
    phrase_put(phrase, ", loss ");
    phrase_put_units(phrase, UNITS_PART, link->loss);
    put_part(phrase, "duplicate", link->duplicate);
    put_part(phrase, "reorder", link->reorder);
    put_part(phrase, "dropped by its queue", link->refused);
    put_part(phrase, "missed", link->missed);
    if (link->rate_bits > 0) {
        phrase_put(phrase, ", carried at most ");
        phrase_put_units(phrase, UNITS_BIT_RATE, (double)link->rate_bits);
    }
    if (link->congestion[0] != '\0') {
        phrase_put(phrase, "; TCP by %s", link->congestion);
    }
}

bool facts_tell(const struct study *study, enum metric metric)
{
    struct interval figure;

    for (size_t i = 0; i < study->target_count; i++) {
        for (size_t j = 0; j < study->size_count; j++) {
            if (figure_of(study, i, j, metric, &figure) && figure.value > 0) {
                return true;
            }
        }
    }
    return false;
}

/* The target with the best figure; study->target_count if none has one. */
static size_t leader_of(const struct study *study, size_t size,
                        enum metric metric)
{
    bool more = metric_facts(metric)->more_is_better;
    size_t leader = study->target_count;
    struct interval figure;
    double best = 0;

    for (size_t i = 0; i < study->target_count; i++) {
        if (figure_of(study, i, size, metric, &figure) &&
            (leader == study->target_count ||
             (more ? figure.value > best : figure.value < best))) {
            leader = i;
            best = figure.value;
        }
    }
    return leader;
}

static bool is_worse(const struct study *study, const struct figure_pair *pair,
                     enum metric metric)
{
    bool more = metric_facts(metric)->more_is_better;
    struct interval ratio;

    return figure_ratio(study, pair, metric, &ratio) &&
           fabs(ratio.value - 1) >= MATTERS &&
           figure_verdict(&ratio) == (more ? FIGURE_LOWER : FIGURE_HIGHER);
}

bool facts_best(const struct study *study, size_t target, size_t size,
                enum metric metric)
{
    struct figure_pair pair = {target, leader_of(study, size, metric), size};
    struct interval figure;
    bool some = false;

    if (!figure_of(study, target, size, metric, &figure) ||
        is_worse(study, &pair, metric)) {
        return false;
    }
    for (pair.target = 0; !some && pair.target < study->target_count;
         pair.target++) {
        some = pair.target != pair.reference && is_worse(study, &pair, metric);
    }
    return some;
}

bool facts_rate(const struct study *study, const struct bench_result *result,
                size_t moment, double *rate)
{
    const struct bench_moment *one = &result->moments[moment];
    uint64_t done = study->plan.notify ? one->sent : one->answered;

    *rate =
        one->length_ns > 0 ? (double)done * 1e9 / (double)one->length_ns : 0;
    return one->length_ns > 0 && one->length_ns >= result->moment_ns / 2;
}

double facts_spread(const struct interval *figure)
{
    double reach =
        fmax(figure->high - figure->value, figure->value - figure->low);

    return figure->rounds < 2 || !(figure->value > 0) ? 0
                                                      : reach / figure->value;
}
