#include "figures/fields.h"
#include "figures/reading.h"
#include "figures/study_json.h"

#include <msgwire/json.h>
#include <msgwire/value.h>

#include <inttypes.h>
#include <string.h>

enum { DEPTH_MAX = 16 };

/* --- what was asked --- */

/* Its address has the scheme in front: that is not read. */
static enum mw_status read_target(struct study *study, struct mw_bytes value,
                                  struct mw_error *err)
{
    struct reading map = reading_open("a target", value, err);
    char name[STUDY_NAME], url[STUDY_TEXT];

    reading_text(&map, "name", name, sizeof(name));
    reading_text(&map, "url", url, sizeof(url));
    return map.rc != MW_OK ? map.rc : study_add_target(study, name, url, err);
}

static enum mw_status read_size(struct study *study, struct mw_bytes value,
                                struct mw_error *err)
{
    struct reading map = reading_open("a size", value, err);
    uint64_t bytes = reading_count(&map, "bytes");
    char text[STUDY_NAME];

    reading_text(&map, "text", text, sizeof(text));
    return map.rc != MW_OK ? map.rc : study_add_size(study, bytes, text, err);
}

static void read_plan(struct study_plan *plan, struct reading *study)
{
    struct reading map = reading_map(study, "plan", "the plan");

    reading_text(&map, "method", plan->method, sizeof(plan->method));
    plan->connections = reading_count(&map, "connections");
    plan->depth = reading_count(&map, "depth");
    plan->rate = reading_count(&map, "rate");
    plan->duration_ns = reading_count(&map, "duration_ns");
    plan->count = reading_count(&map, "count");
    plan->warmup_ns = reading_count(&map, "warmup_ns");
    plan->timeout_ns = reading_count(&map, "timeout_ns");
    plan->seed = reading_count(&map, "seed");
    plan->notify = reading_flag(&map, "notify");
    study->rc = map.rc;
}

static void read_link(struct study_link *link, struct reading *study)
{
    struct reading map;

    if (!reading_has(study, "link")) {
        return;
    }
    map = reading_map(study, "link", "the link");
    reading_text(&map, "asked", link->asked, sizeof(link->asked));
    reading_text(&map, "congestion", link->congestion,
                 sizeof(link->congestion));
    link->measured = reading_has(&map, "delay_ns");
    if (link->measured) {
        link->delay_ns = reading_count(&map, "delay_ns");
        link->jitter_ns = reading_count(&map, "jitter_ns");
        link->loss = reading_number(&map, "loss");
        link->duplicate = reading_number(&map, "duplicate");
        link->reorder = reading_number(&map, "reorder");
        link->refused = reading_number(&map, "refused");
        link->missed = reading_number(&map, "missed");
        link->rate_bits = reading_count(&map, "rate_bits");
    }
    study->rc = map.rc;
}

/* --- histograms --- */

/* Reads the pair of counts that is the next element. */
static bool next_pair(struct mw_bytes *items, uint64_t pair[2])
{
    struct mw_value value;

    if (mw_value_next(items, &value) != MW_OK || value.type != MW_ARRAY ||
        value.as.count != 2) {
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        if (mw_value_next(items, &value) != MW_OK || value.type != MW_UINT) {
            return false;
        }
        pair[i] = value.as.u64;
    }
    return true;
}

/* A cell's values are recorded as its first one, but the least and the
 * greatest of all as what they are. */
static void record(struct mw_histogram *histogram, const uint64_t cell[2],
                   const uint64_t ends[2])
{
    uint64_t first = cell[0], count = cell[1];

    for (size_t i = 0; i < 2 && count > 0; i++) {
        if (mw_histogram_cell_of(first) == mw_histogram_cell_of(ends[i])) {
            mw_histogram_record(histogram, ends[i]);
            count--;
        }
    }
    first = first < ends[0] ? ends[0] : first;
    mw_histogram_record_n(histogram, first, count);
}

static void read_cells(struct mw_histogram *histogram, struct reading *map,
                       const uint64_t ends[2])
{
    /* Counts that add up to more are made up. */
    const uint64_t most = (uint64_t)1 << 53;
    struct mw_bytes items;
    uint32_t count = reading_array(map, "cells", &items);

    for (uint32_t i = 0; i < count; i++) {
        uint64_t cell[2];

        if (!next_pair(&items, cell) || cell[1] > most ||
            mw_histogram_count(histogram) > most - cell[1]) {
            reading_refuse(map, MW_EVALUE,
                           "\"cells\": expected [first value, count] as"
                           " element %" PRIu32,
                           i + 1);
            return;
        }
        record(histogram, cell, ends);
    }
}

static void read_histogram(struct mw_histogram *histogram, const char *key,
                           struct reading *run)
{
    struct reading map = reading_map(run, key, key);
    const uint64_t ends[2] = {reading_count(&map, "min"),
                              reading_count(&map, "max")};

    read_cells(histogram, &map, ends);
    if (mw_histogram_min(histogram) != ends[0] ||
        mw_histogram_max(histogram) != ends[1]) {
        reading_refuse(&map, MW_EVALUE,
                       "\"min\" and \"max\" are not those of its cells");
    }
    run->rc = map.rc;
}

/* --- runs --- */

static void read_fields(const struct field *field, struct bench_result *result,
                        struct reading *map)
{
    for (; field->name != NULL; field++) {
        if (field->known == 0 || reading_has(map, field->name)) {
            field_set(field, result, reading_count(map, field->name));
        }
    }
}

static enum mw_status read_moment(struct bench_moment *moment,
                                  struct mw_bytes value, struct mw_error *err)
{
    struct reading map = reading_open("a moment", value, err);

    moment->at_ns = reading_count(&map, "at_ns");
    moment->length_ns = reading_count(&map, "length_ns");
    moment->sent = reading_count(&map, "sent");
    moment->answered = reading_count(&map, "answered");
    moment->failed = reading_count(&map, "failed");
    moment->lost = reading_count(&map, "lost");
    moment->p50_ns = reading_count(&map, "p50_ns");
    moment->p99_ns = reading_count(&map, "p99_ns");
    return map.rc;
}

static void read_moments(struct bench_result *result, struct reading *run)
{
    struct mw_bytes items, value;
    uint32_t count = reading_array(run, "moments", &items);

    if (count > BENCH_MOMENTS) {
        reading_refuse(run, MW_ELIMIT, "more than %d moments", BENCH_MOMENTS);
        return;
    }
    for (uint32_t i = 0; i < count && run->rc == MW_OK; i++) {
        run->rc = mw_value_skip(&items, &value);
        if (run->rc == MW_OK) {
            run->rc = read_moment(&result->moments[i], value, run->err);
        }
    }
    result->moment_count = count;
}

static void read_result(struct bench_result *result, struct reading *run)
{
    struct reading datagrams = reading_map(run, "datagrams", "datagrams");

    read_fields(fields_of_datagrams, result, &datagrams);
    run->rc = datagrams.rc;
    read_fields(fields_of_result, result, run);
    result->generator_limited = reading_flag(run, "generator_limited");
    result->interrupted = reading_flag(run, "interrupted");
    result->runs = 1;
    reading_text(run, "why", result->why, sizeof(result->why));
    read_histogram(&result->latency, "latency", run);
    read_histogram(&result->service, "service", run);
    read_histogram(&result->lag, "lag", run);
    read_moments(result, run);
}

static enum mw_status read_run(struct study *study, struct mw_bytes value,
                               struct mw_error *err)
{
    struct reading map = reading_open("a run", value, err);
    struct study_run run = {
        .target = reading_count(&map, "target"),
        .size = reading_count(&map, "size"),
        .round = reading_count(&map, "round"),
        .result = study_result_new(err),
    };

    if (run.result == NULL) {
        return MW_ENOMEM;
    }
    read_result(run.result, &map);
    if (map.rc != MW_OK) {
        study_result_free(run.result);
        return map.rc;
    }
    return study_add_run(study, &run, err);
}

/* --- all of it --- */

typedef enum mw_status (*read_item_fn)(struct study *study,
                                       struct mw_bytes value,
                                       struct mw_error *err);

static void read_items(struct study *study, const char *key,
                       struct reading *map, read_item_fn read)
{
    struct mw_bytes items, value;
    uint32_t count = reading_array(map, key, &items);

    for (uint32_t i = 0; i < count && map->rc == MW_OK; i++) {
        map->rc = mw_value_skip(&items, &value);
        if (map->rc == MW_OK) {
            map->rc = read(study, value, map->err);
        }
        if (map->rc != MW_OK) {
            mw_error_prefix(map->err, "%s, element %" PRIu32, key, i + 1);
        }
    }
}

static void read_busy(struct study *study, struct reading *map)
{
    struct reading half;
    struct study *busy;

    if (map->rc != MW_OK || !reading_has(map, "busy")) {
        return;
    }
    busy = study_add_busy(study, 0, map->err);
    if (busy == NULL) {
        map->rc = MW_ENOMEM;
        return;
    }
    half = reading_map(map, "busy", "the busy half");
    read_plan(&busy->plan, &half);
    read_items(busy, "runs", &half, read_run);
    map->rc = half.rc;
}

static void check_version(struct reading *map)
{
    if (!reading_has(map, "msgwire_study")) {
        reading_refuse(map, MW_EVALUE,
                       "expected one that --json has written (an object with"
                       " \"msgwire_study\")");
    } else if (reading_count(map, "msgwire_study") != STUDY_JSON_VERSION) {
        reading_refuse(map, MW_EVALUE,
                       "\"msgwire_study\": expected %d, the form that this"
                       " version reads",
                       STUDY_JSON_VERSION);
    }
}

static enum mw_status read_study(struct study *study, struct mw_bytes value,
                                 struct mw_error *err)
{
    struct reading map = reading_open("the study", value, err);

    check_version(&map);
    reading_text(&map, "program", study->program, sizeof(study->program));
    reading_text(&map, "host", study->host, sizeof(study->host));
    read_plan(&study->plan, &map);
    read_link(&study->link, &map);
    read_items(study, "targets", &map, read_target);
    read_items(study, "sizes", &map, read_size);
    read_items(study, "runs", &map, read_run);
    read_busy(study, &map);
    return map.rc;
}

static enum mw_status read_text(struct mw_bytes text, struct study *study,
                                struct mw_error *err)
{
    const struct mw_json_rules rules = {.max_depth = DEPTH_MAX};
    struct mw_buffer value = {.limit = STUDY_JSON_MAX};
    enum mw_status rc = MW_OK;

    if (text.len > STUDY_JSON_MAX) {
        return mw_error_set(err, MW_ETOOBIG, "longer than %d MiB",
                            STUDY_JSON_MAX >> 20);
    }
    rc = mw_json_read(text, &rules, &value, err);
    if (rc == MW_OK) {
        rc = read_study(study, mw_buffer_bytes(&value), err);
    }
    if (rc != MW_OK) {
        study_fini(study);
    }
    mw_buffer_fini(&value);
    return rc;
}

enum mw_status study_json_read(struct mw_bytes text, struct study *study,
                               struct mw_error *err)
{
    study_init(study);
    return read_text(text, study, err);
}

enum mw_status study_json_read_lean(struct mw_bytes text, struct study *study,
                                    struct mw_error *err)
{
    study_init(study);
    study->is_lean = true;
    return read_text(text, study, err);
}
