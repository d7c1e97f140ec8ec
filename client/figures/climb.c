#include "figures/climb.h"

#include "figures/metric.h"

#include <math.h>

enum { UP = 2, DOWN = 8, MAJORITY = 2 };

void climb_init(struct climb *climb, const struct climb_rules *rules)
{
    uint64_t first = rules->first < rules->least ? rules->least : rules->first;

    *climb = (struct climb){.rules = *rules,
                            .rate = first > rules->most ? rules->most : first};
}

bool climb_goes_on(const struct climb *climb)
{
    return climb->outcome == CLIMB_GOING;
}

static void try_next(struct climb *climb, uint64_t rate)
{
    climb->rate = rate;
    climb->kept = climb->missed = 0;
}

static void end(struct climb *climb, enum climb_outcome outcome)
{
    climb->outcome = outcome;
}

static void go_up(struct climb *climb)
{
    const struct climb_rules *rules = &climb->rules;

    if (climb->low == rules->most) {
        end(climb, CLIMB_ALWAYS);
    } else {
        try_next(climb,
                 climb->low > rules->most / UP ? rules->most : climb->low * UP);
    }
}

static void go_down(struct climb *climb)
{
    const struct climb_rules *rules = &climb->rules;
    uint64_t rate = climb->high / DOWN;

    if (climb->high == rules->least) {
        end(climb, CLIMB_NEVER);
    } else {
        try_next(climb, rate < rules->least ? rules->least : rate);
    }
}

/* The middle, by ratio: the ends may be far apart. */
static void go_between(struct climb *climb)
{
    double low = (double)climb->low, high = (double)climb->high;
    uint64_t middle = (uint64_t)sqrt(low * high);

    if (high <= low * (1 + climb->rules.precision) ||
        climb->high - climb->low < 2) {
        end(climb, CLIMB_FOUND);
        return;
    }
    middle = middle <= climb->low ? climb->low + 1 : middle;
    try_next(climb, middle >= climb->high ? climb->high - 1 : middle);
}

/* One try was enough on the way up; as an end of what is searched it is tried
 * again. */
static void make_sure(struct climb *climb)
{
    try_next(climb, climb->low);
    climb->kept = 1;
}

static void go_on(struct climb *climb)
{
    if (climb->high == 0) {
        go_up(climb);
    } else if (climb->low == 0) {
        go_down(climb);
    } else if (!climb->low_sure) {
        make_sure(climb);
    } else {
        go_between(climb);
    }
}

static void settle_kept(struct climb *climb)
{
    climb->low = climb->rate;
    climb->low_sure = climb->kept >= MAJORITY;
    go_on(climb);
}

/* What was the low end may turn out to be missed: then the one before it, if
 * there is one, is that end again. */
static void settle_missed(struct climb *climb, bool limited)
{
    climb->high = climb->rate;
    climb->limited = limited;
    if (climb->low >= climb->high) {
        climb->low /= UP;
        climb->low = climb->low < climb->rules.least ? 0 : climb->low;
        climb->low_sure = false;
    }
    go_on(climb);
}

void climb_tell(struct climb *climb, enum climb_try result)
{
    bool is_up = climb->high == 0 && climb->missed == 0;

    climb->runs++;
    if (result == CLIMB_KEPT) {
        climb->kept++;
    } else {
        climb->missed++;
    }
    if (climb->kept >= MAJORITY || (is_up && climb->kept > 0)) {
        settle_kept(climb);
    } else if (climb->missed >= MAJORITY) {
        settle_missed(climb, result == CLIMB_LIMITED);
    }
    if (climb->outcome == CLIMB_GOING &&
        climb->runs >= climb->rules.runs_most) {
        end(climb, CLIMB_UNSETTLED);
    }
}

enum climb_try climb_judge(const struct gate *promise,
                           const struct bench_result *result)
{
    double value;

    if (metric_of(promise->metric, result, &value) &&
        gate_holds(promise, value) && result->unsent <= result->due / 100) {
        return CLIMB_KEPT;
    }
    return result->generator_limited ? CLIMB_LIMITED : CLIMB_MISSED;
}

uint64_t climb_least(const struct gate *promise, uint64_t duration_ns)
{
    double needs = metric_needs(promise->metric);
    double seconds = (double)duration_ns / 1e9;

    /* A tenth more, for what is on its way at the end. */
    return needs > 0 && seconds > 0 ? (uint64_t)ceil(needs * 1.1 / seconds) : 1;
}

static void put_rate(struct phrase *phrase, const char *before, uint64_t rate)
{
    phrase_put(phrase, "%s", before);
    phrase_put_units(phrase, UNITS_RATE, (double)rate);
}

static void put_ends(const struct climb *climb, struct phrase *phrase)
{
    if (climb->low > 0) {
        put_rate(phrase, " is kept up to ", climb->low);
    }
    if (climb->high > 0) {
        put_rate(phrase, climb->low > 0 ? ", and missed at " : " is missed at ",
                 climb->high);
    }
}

void climb_put(const struct climb *climb, const struct gate *promise,
               struct phrase *phrase)
{
    phrase_put(phrase, "%s", promise->text);
    switch (climb->outcome) {
    case CLIMB_NEVER:
        put_rate(phrase, " is missed even at ", climb->high);
        phrase_put(phrase, ", the least rate that was tried");
        break;
    case CLIMB_ALWAYS:
        put_rate(phrase, " is kept even at ", climb->low);
        phrase_put(phrase, ", the highest rate that was tried");
        break;
    case CLIMB_FOUND:
        put_ends(climb, phrase);
        break;
    case CLIMB_GOING:
    case CLIMB_UNSETTLED:
        put_ends(climb, phrase);
        phrase_put(phrase, "; it was not searched to the end");
        break;
    }
    phrase_put(phrase, " (%u %s)", climb->runs,
               climb->runs == 1 ? "run" : "runs");
    if (climb->high > 0 && climb->limited) {
        phrase_put(phrase, "; there the generator was the limit: the server may"
                           " take more");
    }
}
