#include "figures/fields.h"
#include "figures/figure.h"
#include "figures/sentences.h"
#include "figures/study_json.h"

#include <msgwire/json.h>
#include <msgwire/pack.h>

#include <math.h>
#include <string.h>

/* The study is packed, and then written as any value is. After the first
 * failure nothing is packed. */
struct packer {
    struct mw_buffer out;
    enum mw_status rc;
};

static void check(struct packer *to, enum mw_status rc)
{
    to->rc = to->rc == MW_OK ? rc : to->rc;
}

static void put_text(struct packer *to, const char *text)
{
    check(to, mw_pack_str(&to->out, mw_text(text)));
}

static void put_count(struct packer *to, uint64_t count)
{
    check(to, mw_pack_uint(&to->out, count));
}

/* JSON has no way to say what is not finite. */
static void put_number(struct packer *to, double number)
{
    check(to, isfinite(number) ? mw_pack_f64(&to->out, number)
                               : mw_pack_nil(&to->out));
}

static void put_flag(struct packer *to, bool flag)
{
    check(to, mw_pack_bool(&to->out, flag));
}

static void put_array(struct packer *to, size_t count)
{
    check(to, mw_pack_array(&to->out, (uint32_t)count));
}

static void put_map(struct packer *to, size_t count)
{
    check(to, mw_pack_map(&to->out, (uint32_t)count));
}

static void put_text_of(struct packer *to, const char *key, const char *text)
{
    put_text(to, key);
    put_text(to, text);
}

static void put_count_of(struct packer *to, const char *key, uint64_t count)
{
    put_text(to, key);
    put_count(to, count);
}

static void put_number_of(struct packer *to, const char *key, double number)
{
    put_text(to, key);
    put_number(to, number);
}

/* --- what was asked --- */

static void put_plan(struct packer *to, const struct study_plan *plan)
{
    put_map(to, 10);
    put_text_of(to, "method", plan->method);
    put_count_of(to, "connections", plan->connections);
    put_count_of(to, "depth", plan->depth);
    put_count_of(to, "rate", plan->rate);
    put_count_of(to, "duration_ns", plan->duration_ns);
    put_count_of(to, "count", plan->count);
    put_count_of(to, "warmup_ns", plan->warmup_ns);
    put_count_of(to, "timeout_ns", plan->timeout_ns);
    put_count_of(to, "seed", plan->seed);
    put_text(to, "notify");
    put_flag(to, plan->notify);
}

static void put_link(struct packer *to, const struct study_link *link)
{
    if (link->asked[0] == '\0') {
        check(to, mw_pack_nil(&to->out));
        return;
    }
    put_map(to, link->measured ? 10 : 2);
    put_text_of(to, "asked", link->asked);
    put_text_of(to, "congestion", link->congestion);
    if (link->measured) {
        put_count_of(to, "delay_ns", link->delay_ns);
        put_count_of(to, "jitter_ns", link->jitter_ns);
        put_number_of(to, "loss", link->loss);
        put_number_of(to, "duplicate", link->duplicate);
        put_number_of(to, "reorder", link->reorder);
        put_number_of(to, "refused", link->refused);
        put_number_of(to, "missed", link->missed);
        put_count_of(to, "rate_bits", link->rate_bits);
    }
}

static void put_targets(struct packer *to, const struct study *study)
{
    put_array(to, study->target_count);
    for (size_t i = 0; i < study->target_count; i++) {
        put_map(to, 2);
        put_text_of(to, "name", study->targets[i].name);
        put_text_of(to, "url", study->targets[i].url);
    }
}

static void put_sizes(struct packer *to, const struct study *study)
{
    put_array(to, study->size_count);
    for (size_t i = 0; i < study->size_count; i++) {
        put_map(to, 2);
        put_count_of(to, "bytes", study->sizes[i].bytes);
        put_text_of(to, "text", study->sizes[i].text);
    }
}

/* --- runs --- */

static void put_fields(struct packer *to, const struct field *field,
                       const struct bench_result *result)
{
    for (; field->name != NULL; field++) {
        uint64_t value;

        put_text(to, field->name);
        if (field_get(field, result, &value)) {
            put_count(to, value);
        } else {
            check(to, mw_pack_nil(&to->out));
        }
    }
}

static void put_histogram(struct packer *to, const char *key,
                          const struct mw_histogram *histogram)
{
    struct mw_histogram_cell cell = {0};
    size_t count = 0;

    while (mw_histogram_next(histogram, &cell)) {
        count++;
    }
    put_text(to, key);
    put_map(to, 3);
    put_count_of(to, "min", mw_histogram_min(histogram));
    put_count_of(to, "max", mw_histogram_max(histogram));
    put_text(to, "cells");
    put_array(to, count);
    cell = (struct mw_histogram_cell){0};
    while (mw_histogram_next(histogram, &cell)) {
        put_array(to, 2);
        put_count(to, cell.first);
        put_count(to, cell.count);
    }
}

static void put_moments(struct packer *to, const struct bench_result *result)
{
    put_array(to, result->moment_count);
    for (size_t i = 0; i < result->moment_count; i++) {
        const struct bench_moment *moment = &result->moments[i];

        put_map(to, 8);
        put_count_of(to, "at_ns", moment->at_ns);
        put_count_of(to, "length_ns", moment->length_ns);
        put_count_of(to, "sent", moment->sent);
        put_count_of(to, "answered", moment->answered);
        put_count_of(to, "failed", moment->failed);
        put_count_of(to, "lost", moment->lost);
        put_count_of(to, "p50_ns", moment->p50_ns);
        put_count_of(to, "p99_ns", moment->p99_ns);
    }
}

static void put_run(struct packer *to, const struct study_run *run)
{
    const struct bench_result *result = run->result;

    put_map(to, 11 + fields_count(fields_of_result));
    put_count_of(to, "target", run->target);
    put_count_of(to, "size", run->size);
    put_count_of(to, "round", run->round);
    put_fields(to, fields_of_result, result);
    put_text(to, "datagrams");
    put_map(to, fields_count(fields_of_datagrams));
    put_fields(to, fields_of_datagrams, result);
    put_text(to, "generator_limited");
    put_flag(to, result->generator_limited);
    put_text(to, "interrupted");
    put_flag(to, result->interrupted);
    put_text_of(to, "why", result->why);
    put_histogram(to, "latency", &result->latency);
    put_histogram(to, "service", &result->service);
    put_histogram(to, "lag", &result->lag);
    put_text(to, "moments");
    put_moments(to, result);
}

static void put_runs(struct packer *to, const struct study *study)
{
    put_array(to, study->run_count);
    for (size_t i = 0; i < study->run_count; i++) {
        put_run(to, &study->runs[i]);
    }
}

/* --- what they say --- */

static void put_figure(struct packer *to, bool known,
                       const struct interval *figure)
{
    if (!known) {
        check(to, mw_pack_nil(&to->out));
        return;
    }
    put_map(to, figure->rounds < 2 ? 1 : 4);
    put_number_of(to, "value", figure->value);
    if (figure->rounds >= 2) {
        put_number_of(to, "low", figure->low);
        put_number_of(to, "high", figure->high);
        put_count_of(to, "rounds", figure->rounds);
    }
}

static void put_cell(struct packer *to, const struct study *study,
                     const struct figure_pair *pair)
{
    put_map(to, 2 + METRICS);
    put_count_of(to, "target", pair->target);
    put_count_of(to, "size", pair->size);
    for (int i = 0; i < METRICS; i++) {
        struct interval figure;
        bool known =
            figure_of(study, pair->target, pair->size, (enum metric)i, &figure);

        put_text(to, metric_facts((enum metric)i)->name);
        put_figure(to, known, &figure);
    }
}

static void put_comparison(struct packer *to, const struct study *study,
                           const struct figure_pair *pair)
{
    put_map(to, 3 + METRICS);
    put_count_of(to, "target", pair->target);
    put_count_of(to, "reference", pair->reference);
    put_count_of(to, "size", pair->size);
    for (int i = 0; i < METRICS; i++) {
        struct interval ratio;
        bool known = figure_ratio(study, pair, (enum metric)i, &ratio);

        put_text(to, metric_facts((enum metric)i)->name);
        put_figure(to, known, &ratio);
    }
}

typedef void (*put_pair_fn)(struct packer *to, const struct study *study,
                            const struct figure_pair *pair);

/* Goes to the next cell that was run, from `next` on.
 *
 * Returns false if there is none left. */
static bool next_cell(const struct study *study, size_t *next,
                      struct figure_pair *pair)
{
    while (*next < study->target_count * study->size_count) {
        size_t i = (*next)++;

        *pair = (struct figure_pair){i / study->size_count, 0,
                                     i % study->size_count};
        if (study_cell(study, pair->target, pair->size) != NULL) {
            return true;
        }
    }
    return false;
}

/* Each cell that was run, from a target on. */
static void put_pairs(struct packer *to, const struct study *study,
                      size_t target, put_pair_fn put)
{
    size_t first = target * study->size_count, next = first, count = 0;
    struct figure_pair pair;

    while (next_cell(study, &next, &pair)) {
        count++;
    }
    put_array(to, count);
    next = first;
    while (next_cell(study, &next, &pair)) {
        put(to, study, &pair);
    }
}

static void put_sentences(struct packer *to, const struct study *study)
{
    static const char *const kinds[] = {"doubt", "finding", "reason"};
    struct sentences sentences;

    check(to, sentences_of(study, &sentences, NULL));
    put_array(to, sentences.count);
    for (size_t i = 0; i < sentences.count; i++) {
        put_map(to, 2);
        put_text_of(to, "kind", kinds[sentences.at[i].kind]);
        put_text_of(to, "text", sentences.at[i].text);
    }
    sentences_fini(&sentences);
}

static void put_busy(struct packer *to, const struct study *busy)
{
    if (busy == NULL) {
        check(to, mw_pack_nil(&to->out));
        return;
    }
    put_map(to, 2);
    put_text(to, "plan");
    put_plan(to, &busy->plan);
    put_text(to, "runs");
    put_runs(to, busy);
}

static void put_study(struct packer *to, const struct study *study)
{
    put_map(to, 12);
    put_count_of(to, "msgwire_study", STUDY_JSON_VERSION);
    put_text_of(to, "program", study->program);
    put_text_of(to, "host", study->host);
    put_text(to, "plan");
    put_plan(to, &study->plan);
    put_text(to, "link");
    put_link(to, &study->link);
    put_text(to, "targets");
    put_targets(to, study);
    put_text(to, "sizes");
    put_sizes(to, study);
    put_text(to, "runs");
    put_runs(to, study);
    put_text(to, "cells");
    put_pairs(to, study, 0, put_cell);
    put_text(to, "comparisons");
    put_pairs(to, study, 1, put_comparison);
    put_text(to, "sentences");
    put_sentences(to, study);
    put_text(to, "busy");
    put_busy(to, study->busy);
}

enum mw_status study_json_write(const struct study *study,
                                struct mw_buffer *out, struct mw_error *err)
{
    struct packer to = {.rc = MW_OK};

    put_study(&to, study);
    if (to.rc == MW_OK) {
        to.rc = mw_json_write(mw_buffer_bytes(&to.out), NULL, out, err);
    }
    if (to.rc == MW_OK) {
        to.rc = mw_buffer_append(out, mw_text("\n"));
    }
    mw_buffer_fini(&to.out);
    return to.rc == MW_OK ? MW_OK
                          : mw_error_set(err, to.rc, "no memory for the JSON");
}
