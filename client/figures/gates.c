#include "figures/gates.h"

#include <msgwire/options.h>

#include <stdio.h>
#include <string.h>

/* --- reading --- */

/* A condition being read; `at` moves on. */
struct cursor {
    const char *text, *at;
    struct mw_error *err;
};

static enum mw_status refuse(const struct cursor *cursor, const char *expected)
{
    char shown[MW_EXCERPT];

    mw_excerpt(mw_text(cursor->text), shown);
    return mw_error_set(cursor->err, MW_EINVAL,
                        "\"%s\": expected %s at column %d", shown, expected,
                        (int)(cursor->at - cursor->text) + 1);
}

static void skip_spaces(struct cursor *cursor)
{
    cursor->at += strspn(cursor->at, " ");
}

static enum mw_status read_metric(struct cursor *cursor, struct gate *gate)
{
    size_t len = strcspn(cursor->at, " <>=,");

    gate->metric = metric_find(cursor->at, len);
    if (gate->metric == METRICS) {
        return refuse(cursor, "a metric (p50 p90 p99 p99.9 p99.99 max mean"
                              " throughput loss errors timeouts cpu"
                              " client_cpu)");
    }
    cursor->at += len;
    skip_spaces(cursor);
    return MW_OK;
}

static enum mw_status read_sense(struct cursor *cursor, struct gate *gate)
{
    bool above = *cursor->at == '>';

    if (!above && *cursor->at != '<') {
        return refuse(cursor, "one of < <= > >=");
    }
    cursor->at++;
    gate->sense = above ? GATE_ABOVE : GATE_BELOW;
    if (*cursor->at == '=') {
        cursor->at++;
        gate->sense = above ? GATE_AT_LEAST : GATE_AT_MOST;
    }
    skip_spaces(cursor);
    return MW_OK;
}

/* The value of a word, in the units of the metric. */
static const char *parse_value(const struct gate *gate, const char *word,
                               uint64_t *value)
{
    switch (metric_facts(gate->metric)->units) {
    case UNITS_PART:
        return mw_parse_share(word, value, NULL) == MW_OK
                   ? NULL
                   : "a share such as 0.1%, or how it changed, such as +10%";
    case UNITS_RATE:
        return mw_parse_rate(word, value, NULL) == MW_OK
                   ? NULL
                   : "a rate such as 500 or 20k, or how it changed, such as"
                     " -10%";
    default:
        return mw_parse_duration(word, value, NULL) == MW_OK
                   ? NULL
                   : "a duration such as 250us or 1ms, or how it changed, such"
                     " as +10%";
    }
}

/* "+10%" is 1.1 times the baseline's. */
static enum mw_status read_change(struct cursor *cursor, struct gate *gate,
                                  const char *word)
{
    uint64_t ppm;

    if (mw_parse_share(word + 1, &ppm, NULL) != MW_OK) {
        return refuse(cursor, "how it changed from the baseline, such as +10%"
                              " or -5%");
    }
    gate->relative = true;
    gate->value = 1 + (*word == '-' ? -1 : 1) * (double)ppm / 1e6;
    return MW_OK;
}

static enum mw_status read_value(struct cursor *cursor, struct gate *gate)
{
    size_t len = strcspn(cursor->at, " ,");
    const char *expected;
    char word[GATE_TEXT];
    uint64_t value = 0;

    snprintf(word, sizeof(word), "%.*s", (int)len, cursor->at);
    if (*word == '+' || *word == '-') {
        enum mw_status rc = read_change(cursor, gate, word);

        cursor->at += len;
        return rc;
    }
    expected = parse_value(gate, word, &value);
    if (expected != NULL || len >= sizeof(word)) {
        return refuse(cursor, expected != NULL ? expected : "a shorter value");
    }
    gate->value = metric_facts(gate->metric)->units == UNITS_PART
                      ? (double)value / 1e6
                      : (double)value;
    cursor->at += len;
    return MW_OK;
}

static enum mw_status read_gate(struct cursor *cursor, struct gate *gate)
{
    const char *begin;
    enum mw_status rc;

    skip_spaces(cursor);
    begin = cursor->at;
    rc = read_metric(cursor, gate);
    rc = rc != MW_OK ? rc : read_sense(cursor, gate);
    rc = rc != MW_OK ? rc : read_value(cursor, gate);
    snprintf(gate->text, sizeof(gate->text), "%.*s", (int)(cursor->at - begin),
             begin);
    skip_spaces(cursor);
    return rc;
}

enum mw_status gates_add(struct gates *gates, const char *text, bool required,
                         struct mw_error *err)
{
    struct cursor cursor = {text, text, err};

    for (;;) {
        struct gate gate = {.required = required};
        enum mw_status rc = read_gate(&cursor, &gate);

        if (rc != MW_OK) {
            return rc;
        }
        if (gates->count == GATES_MAX) {
            return mw_error_set(err, MW_ELIMIT, "more than %d conditions",
                                GATES_MAX);
        }
        gates->at[gates->count++] = gate;
        if (*cursor.at == '\0') {
            return MW_OK;
        }
        if (*cursor.at != ',') {
            return refuse(&cursor, "\",\" or the end");
        }
        cursor.at++;
    }
}

/* More load makes all worse but the throughput, which is the load itself: only
 * an upper bound of what grows with it is kept below some rate and missed
 * above. */
static enum mw_status check_promise(const struct gate *gate,
                                    struct mw_error *err)
{
    const struct metric_facts *facts = metric_facts(gate->metric);

    if (gate->relative) {
        return mw_error_set(err, MW_EINVAL,
                            "\"%s\": expected a value of its own, not one"
                            " relative to a baseline",
                            gate->text);
    }
    if (facts->more_is_better) {
        return mw_error_set(err, MW_EINVAL,
                            "\"%s\": %s is what is searched for: expected"
                            " what must be kept at it, such as p99<1ms",
                            gate->text, facts->name);
    }
    if (gate->sense == GATE_ABOVE || gate->sense == GATE_AT_LEAST) {
        return mw_error_set(err, MW_EINVAL,
                            "\"%s\": expected < or <=: a promise is what %s"
                            " may be at most",
                            gate->text, facts->name);
    }
    return MW_OK;
}

enum mw_status gate_promise(struct gate *gate, const char *text,
                            struct mw_error *err)
{
    struct cursor cursor = {text, text, err};
    enum mw_status rc;

    *gate = (struct gate){.required = true};
    rc = read_gate(&cursor, gate);
    if (rc == MW_OK && *cursor.at != '\0') {
        return refuse(&cursor, "the end: one condition");
    }
    return rc != MW_OK ? rc : check_promise(gate, err);
}

bool gates_need_baseline(const struct gates *gates)
{
    for (size_t i = 0; i < gates->count; i++) {
        if (gates->at[i].relative) {
            return true;
        }
    }
    return false;
}

bool gate_holds(const struct gate *gate, double value)
{
    switch (gate->sense) {
    case GATE_BELOW:
        return value < gate->value;
    case GATE_AT_MOST:
        return value <= gate->value;
    case GATE_ABOVE:
        return value > gate->value;
    case GATE_AT_LEAST:
        return value >= gate->value;
    }
    return false;
}
