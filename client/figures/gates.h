/* Gates: conditions on a study, such as "p99<1ms" or "loss>0.1%", and whether
 * it passes them.
 *
 *     METRIC OP VALUE[, ...]   OP: < <= > >=
 *
 * VALUE has the unit of its metric: a duration for p50 p90 p99 p99.9 p99.99
 * max mean, cpu and client_cpu (of one message), a rate for throughput, a
 * share for loss, errors and timeouts. "+10%" and "-10%" mean so much more or
 * less than the baseline has. A condition is about each cell of the study, by
 * the figure that is reported. */
#ifndef CLIENT_FIGURES_GATES_H
#define CLIENT_FIGURES_GATES_H

#include "figures/metric.h"

#include <msgwire/error.h>

enum { GATES_MAX = 32, GATE_TEXT = 48 };

enum gate_sense { GATE_BELOW, GATE_AT_MOST, GATE_ABOVE, GATE_AT_LEAST };

struct gate {
    enum metric metric;
    enum gate_sense sense;
    bool relative; /* `value` is a factor to the baseline's figure */
    bool required; /* it must hold; else it must not */
    double value;  /* as the metric's */
    char text[GATE_TEXT];
};

/* {0} is none. */
struct gates {
    size_t count;
    struct gate at[GATES_MAX];
};

/* Adds the conditions of a text.
 *
 * required  each must hold (--require); else none may (--fail-if).
 *
 * Returns MW_OK; MW_EINVAL with the place and what was expected; MW_ELIMIT. */
enum mw_status gates_add(struct gates *gates, const char *text, bool required,
                         struct mw_error *err);

/* Reads one condition that a run must keep, such as "p99<1ms": for the search
 * of a rate, so that it must be one that too high a rate breaks, an upper bound
 * of anything but the throughput. Returns as gates_add. */
enum mw_status gate_promise(struct gate *gate, const char *text,
                            struct mw_error *err);

/* True if a condition is relative to a baseline. */
bool gates_need_baseline(const struct gates *gates);

/* Returns true if a value meets the condition; of a relative one, a ratio to
 * the baseline's. */
bool gate_holds(const struct gate *gate, double value);

#endif
