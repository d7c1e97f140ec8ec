#include "figures/reading.h"
#include "figures/study_json.h"
#include "figures/study_json_runs.h"

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
    study_json_runs_read(busy, &half);
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
    study_json_runs_read(study, &map);
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
