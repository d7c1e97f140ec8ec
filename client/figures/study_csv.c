#include "figures/study_csv.h"

#include "figures/fields.h"
#include "figures/metric.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A row being written; after the first failure nothing is. */
struct row {
    struct mw_buffer *out;
    bool begun;
    enum mw_status rc;
};

static void put(struct row *row, const char *bytes, size_t len)
{
    if (row->rc == MW_OK) {
        row->rc = mw_buffer_append(row->out, mw_bytes(bytes, len));
    }
}

static void put_comma(struct row *row)
{
    put(row, ",", row->begun ? 1 : 0);
    row->begun = true;
}

/* In quotes where it needs them, and those within it doubled. */
static void put_text(struct row *row, const char *text)
{
    put_comma(row);
    if (strpbrk(text, ",\"\r\n") == NULL) {
        put(row, text, strlen(text));
        return;
    }
    put(row, "\"", 1);
    for (; *text != '\0'; text++) {
        put(row, "\"", *text == '"');
        put(row, text, 1);
    }
    put(row, "\"", 1);
}

static void put_count(struct row *row, uint64_t count)
{
    char text[32];

    snprintf(text, sizeof(text), "%" PRIu64, count);
    put_text(row, text);
}

static void put_number(struct row *row, double number)
{
    char text[32];

    snprintf(text, sizeof(text), "%.9g", number);
    put_text(row, text);
}

static void end_row(struct row *row)
{
    put(row, "\r\n", 2);
    row->begun = false;
}

/* --- columns --- */

static void put_names(struct row *row, const struct field *fields,
                      const char *before)
{
    for (; fields->name != NULL; fields++) {
        char name[64];

        snprintf(name, sizeof(name), "%s%s", before, fields->name);
        put_text(row, name);
    }
}

/* What a run took altogether has "_ns" behind it as well. */
static const char *unit_of(enum metric metric)
{
    if (metric == METRIC_CPU || metric == METRIC_CLIENT_CPU) {
        return "_ns_per_answer";
    }
    switch (metric_facts(metric)->units) {
    case UNITS_DURATION:
        return "_ns";
    case UNITS_RATE:
        return "_per_s";
    default:
        return "";
    }
}

static void put_head(struct row *row)
{
    static const char *const places[] = {"target", "url",   "scheme",
                                         "size",   "round", "depth"};

    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        put_text(row, places[i]);
    }
    put_names(row, fields_of_result, "");
    put_names(row, fields_of_datagrams, "datagrams_");
    for (int i = 0; i < METRICS; i++) {
        char name[64];

        snprintf(name, sizeof(name), "%s%s", metric_facts((enum metric)i)->name,
                 unit_of((enum metric)i));
        put_text(row, name);
    }
    end_row(row);
}

static void put_fields(struct row *row, const struct field *fields,
                       const struct bench_result *result)
{
    for (; fields->name != NULL; fields++) {
        uint64_t value;

        if (field_get(fields, result, &value)) {
            put_count(row, value);
        } else {
            put_text(row, "");
        }
    }
}

static void put_metrics(struct row *row, const struct bench_result *result)
{
    for (int i = 0; i < METRICS; i++) {
        double value;

        if (metric_of((enum metric)i, result, &value)) {
            put_number(row, value);
        } else {
            put_text(row, "");
        }
    }
}

static void put_runs(struct row *row, const struct study *study)
{
    for (size_t i = 0; i < study->run_count; i++) {
        const struct study_run *run = &study->runs[i];
        const struct study_target *target = &study->targets[run->target];

        put_text(row, target->name);
        put_text(row, target->url);
        put_text(row, target->scheme);
        put_text(row, study->sizes[run->size].text);
        put_count(row, run->round + 1);
        put_count(row, study->plan.depth);
        put_fields(row, fields_of_result, run->result);
        put_fields(row, fields_of_datagrams, run->result);
        put_metrics(row, run->result);
        end_row(row);
    }
}

enum mw_status study_csv_write(const struct study *study, struct mw_buffer *out,
                               struct mw_error *err)
{
    struct row row = {.out = out, .rc = MW_OK};

    put_head(&row);
    put_runs(&row, study);
    if (study->busy != NULL) {
        put_runs(&row, study->busy);
    }
    return row.rc == MW_OK ? MW_OK
                           : mw_error_set(err, row.rc, "no memory for the CSV");
}
