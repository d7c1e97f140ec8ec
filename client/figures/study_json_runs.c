#include "figures/study_json_runs.h"

#include "figures/fields.h"

#include <msgwire/value.h>

#include <inttypes.h>
#include <stdlib.h>

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

/* --- all of them --- */

/* Where a run is in the file, and the cell that it is one of. */
struct place {
    struct mw_bytes value;
    uint64_t target, size;
    bool is_read;
};

struct places {
    struct place *at;
    uint32_t count;
};

static enum mw_status find_place(struct place *place, struct mw_bytes *items,
                                 struct mw_error *err)
{
    enum mw_status rc = mw_value_skip(items, &place->value);
    struct reading map;

    if (rc != MW_OK) {
        return rc;
    }
    map = reading_open("a run", place->value, err);
    place->target = reading_count(&map, "target");
    place->size = reading_count(&map, "size");
    return map.rc;
}

static void make_places(struct places *places, uint32_t count,
                        struct reading *map)
{
    if (count > STUDY_RUNS_MAX) {
        reading_refuse(map, MW_ELIMIT, "\"runs\": expected at most %d",
                       STUDY_RUNS_MAX);
    } else if (count > 0) {
        places->at = calloc(count, sizeof(*places->at));
        if (places->at == NULL) {
            reading_refuse(map, MW_ENOMEM, "no memory for %" PRIu32 " runs",
                           count);
        }
    }
    places->count = places->at == NULL ? 0 : count;
}

/* Notes how the element went. */
static void end_element(struct reading *map, uint32_t i, enum mw_status rc)
{
    map->rc = rc;
    if (rc != MW_OK) {
        mw_error_prefix(map->err, "runs, element %" PRIu32, i + 1);
    }
}

static struct places find_places(struct reading *map)
{
    struct places places = {0};
    struct mw_bytes items;

    make_places(&places, reading_array(map, "runs", &items), map);
    for (uint32_t i = 0; i < places.count && map->rc == MW_OK; i++) {
        end_element(map, i, find_place(&places.at[i], &items, map->err));
    }
    return places;
}

/* Reads a run, and with it all others of its cell if the study is lean: then
 * only one cell at a time needs the memory for its histograms. */
static void read_from(struct study *study, const struct places *places,
                      uint32_t first, struct reading *map)
{
    const struct place *cell = &places->at[first];
    uint32_t end = study->is_lean ? places->count : first + 1;

    for (uint32_t i = first; i < end && map->rc == MW_OK; i++) {
        struct place *place = &places->at[i];

        if (place->target == cell->target && place->size == cell->size) {
            end_element(map, i, read_run(study, place->value, map->err));
            place->is_read = true;
        }
    }
    if (map->rc == MW_OK && study->is_lean) {
        study_close_cell(study, cell->target, cell->size);
    }
}

void study_json_runs_read(struct study *study, struct reading *map)
{
    struct places places = find_places(map);

    for (uint32_t i = 0; i < places.count && map->rc == MW_OK; i++) {
        if (!places.at[i].is_read) {
            read_from(study, &places, i, map);
        }
    }
    free(places.at);
}
