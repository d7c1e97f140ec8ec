/* Whatever a study's file has become, it is read or refused with a sentence;
 * what was read is written so that it is read again alike, and what it says
 * and how it is ruled on ends.
 *
 * Input: edits of a file that was written, three bytes each: two for the
 * place, one for what stands there from then on. */
#include "fuzz.h"
#include "support.h"

#include "figures/ruling.h"
#include "figures/study_csv.h"
#include "figures/study_json.h"

#include <string.h>

enum { EDITS_MAX = 64 };

static void add_run(struct study *study, size_t target, uint64_t latency_ns)
{
    struct study_run run = {target, 0, 0, study_result_new(NULL)};

    FUZZ_CHECK(run.result != NULL);
    run.result->elapsed_ns = 1000000000;
    run.result->sent = run.result->answered = 2000;
    run.result->datagrams.lost = 20;
    mw_histogram_record_n(&run.result->latency, latency_ns, 1990);
    mw_histogram_record_n(&run.result->latency, latency_ns * 3, 10);
    run.result->moments[run.result->moment_count++].sent = 2000;
    FUZZ_CHECK(study_add_run(study, &run, NULL) == MW_OK);
}

static void write_sample(struct mw_buffer *json)
{
    struct study study, *busy;

    study_init(&study);
    FUZZ_CHECK(study_add_target(&study, "tcp", "tcp://h", NULL) == MW_OK);
    FUZZ_CHECK(study_add_target(&study, "udp", "udp://h", NULL) == MW_OK);
    FUZZ_CHECK(study_add_size(&study, 64, NULL, NULL) == MW_OK);
    busy = study_add_busy(&study, 16, NULL);
    FUZZ_CHECK(busy != NULL);
    add_run(&study, 1, 30000);
    add_run(busy, 1, 90000);
    FUZZ_CHECK(study_json_write(&study, json, NULL) == MW_OK);
    study_fini(&study);
}

static void edit(struct mw_buffer *json, const uint8_t *at, size_t len)
{
    for (size_t i = 0; i + 3 <= len && i < (size_t)3 * EDITS_MAX; i += 3) {
        json->at[((size_t)at[i] << 8 | at[i + 1]) % json->len] = at[i + 2];
    }
}

static void check_judged(const struct study *study)
{
    struct mw_buffer csv = {0};
    struct gates gates = {0};
    struct ruling ruling;

    FUZZ_CHECK(gates_add(&gates, "p99<1ms,loss<+10%,cpu>1us", true, NULL) ==
               MW_OK);
    FUZZ_CHECK(ruling_of(&gates, study, study, &ruling, NULL) == MW_OK);
    FUZZ_CHECK(study_csv_write(study, &csv, NULL) == MW_OK);
    ruling_fini(&ruling);
    mw_buffer_fini(&csv);
}

static void check_read(const struct study *study)
{
    struct mw_buffer once = {0}, twice = {0};
    struct study again;

    FUZZ_CHECK(study_json_write(study, &once, NULL) == MW_OK);
    FUZZ_CHECK(study_json_read(mw_buffer_bytes(&once), &again, NULL) == MW_OK);
    FUZZ_CHECK(study_json_write(&again, &twice, NULL) == MW_OK);
    FUZZ_CHECK(mw_bytes_equal(mw_buffer_bytes(&once), mw_buffer_bytes(&twice)));
    check_judged(&again);
    study_fini(&again);
    mw_buffer_fini(&once);
    mw_buffer_fini(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    static struct mw_buffer sample; /* made once, for the sake of speed */
    struct mw_buffer json = {0};
    struct mw_error err = {0};
    struct study study;

    if (sample.len == 0) {
        write_sample(&sample);
    }
    FUZZ_CHECK(mw_buffer_append(&json, mw_buffer_bytes(&sample)) == MW_OK);
    edit(&json, at, len);
    if (study_json_read(mw_buffer_bytes(&json), &study, &err) == MW_OK) {
        check_read(&study);
        study_fini(&study);
    } else {
        FUZZ_CHECK(err.text[0] != '\0');
    }
    mw_buffer_fini(&json);
    return 0;
}
