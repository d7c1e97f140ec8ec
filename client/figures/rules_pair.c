#include "figures/rules.h"

#include <math.h>
#include <string.h>

/* What targets are compared in. */
static const struct compared {
    enum metric metric;
    const char *name;
} compared[] = {
    {METRIC_P50, "p50"},
    {METRIC_P99, "p99"},
    {METRIC_P999, "p99.9"},
    {METRIC_THROUGHPUT, "throughput"},
    {METRIC_CPU, "server CPU per message"},
};
enum { COMPARED = sizeof(compared) / sizeof(compared[0]) };

/* What the rounds tell of one of them. */
struct outcome {
    const char *name;
    enum figure_verdict verdict;
    struct interval ratio;
};

/* Those that two rounds at least know; at a fixed rate the throughput is what
 * was asked for. */
static size_t judge(const struct sight *sight, struct outcome *outcomes)
{
    size_t count = 0;

    for (size_t i = 0; i < COMPARED; i++) {
        struct outcome *outcome = &outcomes[count];
        enum metric metric = compared[i].metric;

        if (metric == METRIC_THROUGHPUT && sight->study->plan.rate > 0) {
            continue;
        }
        if (figure_ratio(sight->study, &sight->pair, metric, &outcome->ratio)) {
            outcome->name = compared[i].name;
            outcome->verdict = figure_verdict(&outcome->ratio);
            count++;
        }
    }
    return count;
}

/* "[9..15]": small ones with a decimal. */
static void put_range(struct phrase *phrase, double a, double b, double value)
{
    phrase_put(phrase, " [%.*f..%.*f]", value < 10, fmin(a, b), value < 10,
               fmax(a, b));
}

/* "12 % lower [9..15]", or "21 times as high [18..25]". */
static void put_ratio(struct phrase *phrase, const struct interval *ratio,
                      const char *than)
{
    double value = ratio->value, percent = fabs(value - 1) * 100;

    if (value >= 3) {
        phrase_put(phrase, "%.*f times as high%s%s", value < 10, value,
                   *than ? " as that of " : "", than);
        put_range(phrase, ratio->low, ratio->high, value);
    } else {
        phrase_put(phrase, "%.*f %% %s%s%s", percent < 10, percent,
                   value < 1 ? "lower" : "higher", *than ? " than " : "", than);
        put_range(phrase, fabs(ratio->low - 1) * 100,
                  fabs(ratio->high - 1) * 100, percent);
    }
}

static size_t put_differences(const struct sight *sight, struct phrase *phrase,
                              const struct outcome *outcomes, size_t count)
{
    size_t told = 0;

    for (size_t i = 0; i < count; i++) {
        const struct outcome *outcome = &outcomes[i];

        if (outcome->verdict == FIGURE_LOWER ||
            outcome->verdict == FIGURE_HIGHER) {
            phrase_put(phrase, "%s%s%s is ",
                       told == 0 ? sight->target->name : "",
                       told == 0 ? " " : ", ", outcome->name);
            put_ratio(phrase, &outcome->ratio,
                      told == 0 ? sight->reference->name : "");
            told++;
        }
    }
    return told;
}

/* "p50, p99 and p99.9": those of one verdict. Returns how many. */
static size_t put_names(struct phrase *phrase, enum figure_verdict verdict,
                        const struct outcome *outcomes, size_t count)
{
    size_t some = 0, told = 0;

    for (size_t i = 0; i < count; i++) {
        some += outcomes[i].verdict == verdict;
    }
    for (size_t i = 0; i < count; i++) {
        if (outcomes[i].verdict == verdict) {
            phrase_put_comma(phrase, told++, some);
            phrase_put(phrase, "%s", outcomes[i].name);
        }
    }
    return some;
}

/* What does not differ, and what the rounds do not tell. */
static void put_rest(struct phrase *phrase, const char *between,
                     const struct outcome *outcomes, size_t count)
{
    static const struct {
        enum figure_verdict verdict;
        const char *what;
    } parts[] = {
        {FIGURE_SAME, "no difference at"},
        {FIGURE_UNSURE, "the rounds vary too much to tell at"},
    };

    for (size_t i = 0; i < 2; i++) {
        struct phrase names = {0};

        if (put_names(&names, parts[i].verdict, outcomes, count) > 0) {
            phrase_put(phrase, "%s%s %s", between, parts[i].what, names.text);
            between = "; ";
        }
    }
}

static bool targets_differ(const struct sight *sight, struct phrase *phrase)
{
    struct outcome outcomes[COMPARED];
    size_t count = judge(sight, outcomes);
    struct interval loss;

    if (put_differences(sight, phrase, outcomes, count) > 0) {
        put_rest(phrase, "; ", outcomes, count);
    } else {
        phrase_put(phrase, "%s and %s: ", sight->target->name,
                   sight->reference->name);
        put_rest(phrase, "", outcomes, count);
    }
    if (rule_figure(sight, METRIC_LOSS, &loss) && loss.value > 0) {
        phrase_put(phrase, "; %s lost ", sight->target->name);
        phrase_put_units(phrase, UNITS_PART, loss.value);
    }
    return count > 0;
}

/* --- reasons --- */

/* To be sent again takes a stream about one time there and back more, which
 * the median is on a link that delays. */
static const double LONG = 1.5, LONGER = 1.3;

/* A stream's long tail and a datagram's short one beside it. */
struct tails {
    struct figure_pair pair;  /* the stream, to the datagrams */
    double stream, datagrams; /* p99 as a multiple of p50 */
};

static bool tail_of(const struct sight *sight, size_t target, double *tail)
{
    size_t size = sight->pair.size;
    struct interval p50, p99;

    if (!figure_of(sight->study, target, size, METRIC_P50, &p50) ||
        !figure_of(sight->study, target, size, METRIC_P99, &p99) ||
        !(p50.value > 0)) {
        return false;
    }
    *tail = p99.value / p50.value;
    return true;
}

static bool find_tails(const struct sight *sight, struct tails *tails)
{
    const struct figure_pair *pair = &sight->pair;

    tails->pair = *pair;
    if (sight->target->datagrams == sight->reference->datagrams) {
        return false;
    }
    if (sight->target->datagrams) {
        tails->pair.target = pair->reference;
        tails->pair.reference = pair->target;
    }
    return tail_of(sight, tails->pair.target, &tails->stream) &&
           tail_of(sight, tails->pair.reference, &tails->datagrams);
}

/* True if more than half of what was lost was lost on the way: a full socket
 * loses datagrams, but nothing of a stream. */
static bool way_loses(const struct bench_result *cell)
{
    const struct bench_datagrams *datagrams = &cell->datagrams;

    return datagrams->there_known &&
           datagrams->dropped_here + datagrams->dropped_there <
               datagrams->lost / 2;
}

static bool stream_waits_for_what_was_lost(const struct sight *sight,
                                           struct phrase *phrase)
{
    const struct study *study = sight->study;
    const struct study_target *stream, *datagrams;
    struct interval loss, ratio;
    struct tails tails;

    if (!find_tails(sight, &tails) || tails.stream < LONG ||
        tails.stream < LONGER * tails.datagrams ||
        !figure_of(study, tails.pair.reference, tails.pair.size, METRIC_LOSS,
                   &loss) ||
        loss.low < 0.0001 ||
        !figure_ratio(study, &tails.pair, METRIC_P99, &ratio) ||
        figure_verdict(&ratio) != FIGURE_HIGHER) {
        return false;
    }
    stream = &study->targets[tails.pair.target];
    datagrams = &study->targets[tails.pair.reference];
    phrase_put(phrase,
               "%s's p99 is %.1f times its p50, that of %s %.1f times: a lost"
               " segment, and all that follows it on the connection, waits"
               " until it has been sent again (head-of-line blocking); %s waits"
               " for nothing, and lost ",
               stream->name, tails.stream, datagrams->name, tails.datagrams,
               datagrams->name);
    phrase_put_units(phrase, UNITS_PART, loss.value);
    return strcmp(stream->scheme, "unix") != 0 &&
           (study->link.loss > 0 ||
            way_loses(
                study_cell(study, tails.pair.reference, tails.pair.size)));
}

const struct rule rules_pair[] = {
    {SENTENCE_FINDING, targets_differ},
    {SENTENCE_REASON, stream_waits_for_what_was_lost},
    {SENTENCE_REASON, NULL},
};
