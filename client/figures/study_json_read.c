#include "figures/fields.h"
#include "figures/reading.h"
#include "figures/study_json.h"

#include <msgwire/json.h>
#include <msgwire/value.h>

#include <inttypes.h>
#include <string.h>

enum { DEPTH_MAX = 16 };

/* A target's address has its scheme in front: it is not read. */
static enum mw_status read_target(struct study *study, struct mw_bytes value,
                                  struct mw_error *err)
{
    char name[STUDY_NAME], url[STUDY_TEXT];
    struct reading map;
    enum mw_status rc = reading_open(&map, "a target", value, err);

    rc = rc != MW_OK ? rc : reading_text(&map, "name", name, sizeof(name));
    rc = rc != MW_OK ? rc : reading_text(&map, "url", url, sizeof(url));
    return rc != MW_OK ? rc : study_add_target(study, name, url, err);
}

static enum mw_status read_size(struct study *study, struct mw_bytes value,
                                struct mw_error *err)
{
    char text[STUDY_NAME];
    struct reading map;
    uint64_t bytes = 0;
    enum mw_status rc = reading_open(&map, "a size", value, err);

    rc = rc != MW_OK ? rc : reading_count(&map, "bytes", &bytes);
    rc = rc != MW_OK ? rc : reading_text(&map, "text", text, sizeof(text));
    return rc != MW_OK ? rc : study_add_size(study, bytes, text, err);
}

static enum mw_status read_plan(struct study_plan *plan, struct mw_bytes value,
                                struct mw_error *err)
{
    const struct {
        const char *key;
        uint64_t *count;
    } counts[] = {
        {"connections", &plan->connections},
        {"depth", &plan->depth},
        {"rate", &plan->rate},
        {"duration_ns", &plan->duration_ns},
        {"count", &plan->count},
        {"warmup_ns", &plan->warmup_ns},
        {"timeout_ns", &plan->timeout_ns},
        {"seed", &plan->seed},
    };
    struct reading map;
    enum mw_status rc = reading_open(&map, "the plan", value, err);

    rc = rc != MW_OK
             ? rc
             : reading_text(&map, "method", plan->method, sizeof(plan->method));
    rc = rc != MW_OK ? rc : reading_flag(&map, "notify", &plan->notify);
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        rc = rc != MW_OK ? rc
                         : reading_count(&map, counts[i].key, counts[i].count);
    }
    return rc;
}

static enum mw_status read_measured(struct study_link *link,
                                    const struct reading *map)
{
    enum mw_status rc = reading_count(map, "delay_ns", &link->delay_ns);

    rc = rc != MW_OK ? rc : reading_count(map, "jitter_ns", &link->jitter_ns);
    rc = rc != MW_OK ? rc : reading_number(map, "loss", &link->loss);
    rc = rc != MW_OK ? rc : reading_number(map, "duplicate", &link->duplicate);
    rc = rc != MW_OK ? rc : reading_number(map, "reorder", &link->reorder);
    return rc != MW_OK ? rc : reading_count(map, "rate_bits", &link->rate_bits);
}

static enum mw_status read_link(struct study_link *link, struct mw_bytes value,
                                struct mw_error *err)
{
    struct mw_bytes delay;
    struct reading map;
    enum mw_status rc = reading_open(&map, "the link", value, err);

    rc = rc != MW_OK
             ? rc
             : reading_text(&map, "asked", link->asked, sizeof(link->asked));
    link->measured = rc == MW_OK && reading_find(&map, "delay_ns", &delay);
    return link->measured ? read_measured(link, &map) : rc;
}

/* --- runs --- */

static enum mw_status read_fields(const struct field *field,
                                  struct bench_result *result,
                                  const struct reading *map)
{
    enum mw_status rc = MW_OK;

    for (; field->name != NULL && rc == MW_OK; field++) {
        struct mw_bytes value;
        uint64_t count;

        if (field->known == 0 || reading_find(map, field->name, &value)) {
            rc = reading_count(map, field->name, &count);
            field_set(field, result, count);
        }
    }
    return rc;
}

/* Reads an array of `most` counts at the front. */
static bool next_counts(struct mw_bytes *items, uint64_t *counts, uint32_t most)
{
    struct mw_value value;

    if (mw_value_next(items, &value) != MW_OK || value.type != MW_ARRAY ||
        value.as.count != most) {
        return false;
    }
    for (uint32_t i = 0; i < most; i++) {
        if (mw_value_next(items, &value) != MW_OK || value.type != MW_UINT) {
            return false;
        }
        counts[i] = value.as.u64;
    }
    return true;
}

/* A cell's values are recorded as its first one, but the least and the
 * greatest of all as what they are. */
static void record(struct mw_histogram *histogram, uint64_t first,
                   uint64_t count, const uint64_t ends[2])
{
    for (size_t i = 0; i < 2 && count > 0; i++) {
        if (mw_histogram_cell_of(first) == mw_histogram_cell_of(ends[i])) {
            mw_histogram_record(histogram, ends[i]);
            count--;
        }
    }
    first = first < ends[0] ? ends[0] : first;
    mw_histogram_record_n(histogram, first, count);
}

/* Counts that add up to more than this are made up. */
static const uint64_t COUNT_MAX = (uint64_t)1 << 53;

static enum mw_status read_cells(struct mw_histogram *histogram,
                                 const struct reading *map,
                                 const uint64_t ends[2])
{
    struct mw_bytes items;
    uint32_t count;
    enum mw_status rc = reading_array(map, "cells", &items, &count);

    for (uint32_t i = 0; i < count && rc == MW_OK; i++) {
        uint64_t cell[2];

        if (!next_counts(&items, cell, 2) || cell[1] > COUNT_MAX ||
            mw_histogram_count(histogram) > COUNT_MAX - cell[1]) {
            return mw_error_set(map->err, MW_EVALUE,
                                "%s: \"cells\": expected [first value, count]"
                                " as element %" PRIu32,
                                map->name, i + 1);
        }
        record(histogram, cell[0], cell[1], ends);
    }
    return rc;
}

static enum mw_status read_histogram(struct mw_histogram *histogram,
                                     const char *key, const struct reading *run)
{
    uint64_t ends[2] = {0};
    struct mw_bytes value;
    struct reading map;
    enum mw_status rc = reading_value(run, key, &value);

    rc = rc != MW_OK ? rc : reading_open(&map, key, value, run->err);
    rc = rc != MW_OK ? rc : reading_count(&map, "min", &ends[0]);
    rc = rc != MW_OK ? rc : reading_count(&map, "max", &ends[1]);
    rc = rc != MW_OK ? rc : read_cells(histogram, &map, ends);
    if (rc == MW_OK && (mw_histogram_min(histogram) != ends[0] ||
                        mw_histogram_max(histogram) != ends[1])) {
        return mw_error_set(run->err, MW_EVALUE,
                            "%s: \"min\" and \"max\" are not those of its"
                            " cells",
                            key);
    }
    return rc;
}

static enum mw_status read_moment(struct bench_moment *moment,
                                  struct mw_bytes value, struct mw_error *err)
{
    const struct {
        const char *key;
        uint64_t *count;
    } counts[] = {
        {"at_ns", &moment->at_ns},   {"length_ns", &moment->length_ns},
        {"sent", &moment->sent},     {"answered", &moment->answered},
        {"failed", &moment->failed}, {"lost", &moment->lost},
        {"p50_ns", &moment->p50_ns}, {"p99_ns", &moment->p99_ns},
    };
    struct reading map;
    enum mw_status rc = reading_open(&map, "a moment", value, err);

    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        rc = rc != MW_OK ? rc
                         : reading_count(&map, counts[i].key, counts[i].count);
    }
    return rc;
}

static enum mw_status read_moments(struct bench_result *result,
                                   const struct reading *run)
{
    struct mw_bytes items, value;
    uint32_t count;
    enum mw_status rc = reading_array(run, "moments", &items, &count);

    if (rc == MW_OK && count > BENCH_MOMENTS) {
        return mw_error_set(run->err, MW_ELIMIT,
                            "more than %d moments of a"
                            " run",
                            BENCH_MOMENTS);
    }
    for (uint32_t i = 0; i < count && rc == MW_OK; i++) {
        rc = mw_value_skip(&items, &value);
        rc = rc != MW_OK ? rc
                         : read_moment(&result->moments[i], value, run->err);
        result->moment_count = i + 1;
    }
    return rc;
}

static enum mw_status read_result(struct bench_result *result,
                                  const struct reading *run)
{
    struct mw_bytes value;
    struct reading datagrams;
    bool interrupted = false;
    enum mw_status rc = read_fields(fields_of_result, result, run);

    rc = rc != MW_OK ? rc : reading_value(run, "datagrams", &value);
    rc = rc != MW_OK ? rc
                     : reading_open(&datagrams, "datagrams", value, run->err);
    rc =
        rc != MW_OK ? rc : read_fields(fields_of_datagrams, result, &datagrams);
    rc = rc != MW_OK ? rc
                     : reading_flag(run, "generator_limited",
                                    &result->generator_limited);
    rc = rc != MW_OK ? rc : reading_flag(run, "interrupted", &interrupted);
    rc = rc != MW_OK
             ? rc
             : reading_text(run, "why", result->why, sizeof(result->why));
    rc = rc != MW_OK ? rc : read_histogram(&result->latency, "latency", run);
    rc = rc != MW_OK ? rc : read_histogram(&result->service, "service", run);
    rc = rc != MW_OK ? rc : read_histogram(&result->lag, "lag", run);
    result->interrupted = interrupted;
    result->runs = 1;
    return rc != MW_OK ? rc : read_moments(result, run);
}

static enum mw_status read_run(struct study *study, struct mw_bytes value,
                               struct mw_error *err)
{
    uint64_t target = 0, size = 0, round = 0;
    struct study_run run = {0};
    struct reading map;
    enum mw_status rc = reading_open(&map, "a run", value, err);

    rc = rc != MW_OK ? rc : reading_count(&map, "target", &target);
    rc = rc != MW_OK ? rc : reading_count(&map, "size", &size);
    rc = rc != MW_OK ? rc : reading_count(&map, "round", &round);
    if (rc != MW_OK) {
        return rc;
    }
    run = (struct study_run){target, size, round, study_result_new(err)};
    if (run.result == NULL) {
        return MW_ENOMEM;
    }
    rc = read_result(run.result, &map);
    if (rc != MW_OK) {
        study_result_free(run.result);
        return rc;
    }
    return study_add_run(study, &run, err);
}

/* --- all of it --- */

typedef enum mw_status (*read_item_fn)(struct study *study,
                                       struct mw_bytes value,
                                       struct mw_error *err);

static enum mw_status read_items(struct study *study, const char *key,
                                 const struct reading *map, read_item_fn read)
{
    struct mw_bytes items, value;
    uint32_t count;
    enum mw_status rc = reading_array(map, key, &items, &count);

    for (uint32_t i = 0; i < count && rc == MW_OK; i++) {
        rc = mw_value_skip(&items, &value);
        rc = rc != MW_OK ? rc : read(study, value, map->err);
        if (rc != MW_OK) {
            mw_error_prefix(map->err, "%s, element %" PRIu32, key, i + 1);
        }
    }
    return rc;
}

static enum mw_status read_busy(struct study *study, struct mw_bytes value,
                                struct mw_error *err)
{
    struct study *busy = study_add_busy(study, 0, err);
    struct mw_bytes plan;
    struct reading map;
    enum mw_status rc = MW_ENOMEM;

    if (busy != NULL) {
        rc = reading_open(&map, "the busy half", value, err);
        rc = rc != MW_OK ? rc : reading_value(&map, "plan", &plan);
        rc = rc != MW_OK ? rc : read_plan(&busy->plan, plan, err);
        rc = rc != MW_OK ? rc : read_items(busy, "runs", &map, read_run);
    }
    return rc;
}

static enum mw_status check_version(const struct reading *map)
{
    uint64_t version;
    struct mw_bytes value;

    if (!reading_find(map, "msgwire_study", &value)) {
        return mw_error_set(map->err, MW_EVALUE,
                            "expected a study that --json has written (an"
                            " object with \"msgwire_study\")");
    }
    if (reading_count(map, "msgwire_study", &version) != MW_OK ||
        version != STUDY_JSON_VERSION) {
        return mw_error_set(map->err, MW_EVALUE,
                            "\"msgwire_study\": expected %d, the form that"
                            " this version reads",
                            STUDY_JSON_VERSION);
    }
    return MW_OK;
}

static enum mw_status read_study(struct study *study, struct mw_bytes value,
                                 struct mw_error *err)
{
    struct mw_bytes part;
    struct reading map;
    enum mw_status rc = reading_open(&map, "the study", value, err);

    rc = rc != MW_OK ? rc : check_version(&map);
    rc = rc != MW_OK ? rc
                     : reading_text(&map, "program", study->program,
                                    sizeof(study->program));
    rc = rc != MW_OK
             ? rc
             : reading_text(&map, "host", study->host, sizeof(study->host));
    rc = rc != MW_OK ? rc : reading_value(&map, "plan", &part);
    rc = rc != MW_OK ? rc : read_plan(&study->plan, part, err);
    if (rc == MW_OK && reading_find(&map, "link", &part)) {
        rc = read_link(&study->link, part, err);
    }
    rc = rc != MW_OK ? rc : read_items(study, "targets", &map, read_target);
    rc = rc != MW_OK ? rc : read_items(study, "sizes", &map, read_size);
    rc = rc != MW_OK ? rc : read_items(study, "runs", &map, read_run);
    if (rc == MW_OK && reading_find(&map, "busy", &part)) {
        rc = read_busy(study, part, err);
    }
    return rc;
}

enum mw_status study_json_read(struct mw_bytes text, struct study *study,
                               struct mw_error *err)
{
    const struct mw_json_rules rules = {.max_depth = DEPTH_MAX};
    struct mw_buffer value = {.limit = STUDY_JSON_MAX};
    enum mw_status rc = MW_OK;

    study_init(study);
    if (text.len > STUDY_JSON_MAX) {
        rc = mw_error_set(err, MW_ETOOBIG, "longer than %d MiB",
                          STUDY_JSON_MAX >> 20);
    }
    rc = rc != MW_OK ? rc : mw_json_read(text, &rules, &value, err);
    rc = rc != MW_OK ? rc : read_study(study, mw_buffer_bytes(&value), err);
    if (rc != MW_OK) {
        study_fini(study);
    }
    mw_buffer_fini(&value);
    return rc;
}
