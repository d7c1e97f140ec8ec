#include "figures/rules.h"

/* Of a link's packets: below that it does not matter. */
static const double MISSED = 0.0001, REFUSED = 0.0005;

static bool interrupted(const struct sight *sight, struct phrase *phrase)
{
    phrase_put(phrase, "the measurement was interrupted: the figures are of"
                       " what was seen until then");
    return study_interrupted(sight->study);
}

static bool one_round(const struct sight *sight, struct phrase *phrase)
{
    phrase_put(phrase, "one round gives no interval: where targets differ, it"
                       " may be by chance");
    return sight->study->target_count > 1 && study_rounds(sight->study) == 1;
}

/* The tail of the cell with the shortest one. */
static double shortest_tail(const struct study *study)
{
    double shortest = 0, tail;

    for (size_t i = 0; i < study->run_count; i++) {
        if (metric_of(METRIC_P99, study->runs[i].result, &tail) &&
            (shortest <= 0 || tail < shortest)) {
            shortest = tail;
        }
    }
    return shortest;
}

static bool host_is_late(const struct sight *sight, struct phrase *phrase)
{
    double tail = shortest_tail(sight->study), late = 0;

    for (size_t i = 0; i < sight->study->run_count; i++) {
        double p99 = (double)sight->study->runs[i].result->jitter_p99_ns;

        late = p99 > late ? p99 : late;
    }
    phrase_put(phrase, "this host was late by itself, with nothing to do: one"
                       " time in a hundred by ");
    phrase_put_units(phrase, UNITS_DURATION, late);
    phrase_put(phrase, " or more; tails of that length may be its own");
    return tail > 0 && late > tail / 2;
}

static bool link_was_too_slow(const struct sight *sight, struct phrase *phrase)
{
    double missed = sight->study->link.missed;

    phrase_put(phrase, "the emulated link lost ");
    phrase_put_units(phrase, UNITS_PART, missed);
    phrase_put(phrase, " of the packets by itself, which nobody asked for:"
                       " this machine was too slow for it");
    return missed >= MISSED;
}

static bool link_was_full(const struct sight *sight, struct phrase *phrase)
{
    double refused = sight->study->link.refused;

    phrase_put(phrase, "the link's rate was not enough: ");
    phrase_put_units(phrase, UNITS_PART, refused);
    phrase_put(phrase, " of the packets found its queue full and were dropped");
    if (sight->study->link.loss > 0) {
        phrase_put(phrase, ", beside those lost by chance");
    }
    return refused >= REFUSED;
}

const struct rule rules_study[] = {
    {SENTENCE_DOUBT, interrupted},    {SENTENCE_DOUBT, one_round},
    {SENTENCE_DOUBT, host_is_late},   {SENTENCE_DOUBT, link_was_too_slow},
    {SENTENCE_REASON, link_was_full}, {SENTENCE_DOUBT, NULL},
};
