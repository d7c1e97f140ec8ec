#include "full_study.h"

#include "figures/study_json.h"

#include <stdlib.h>

static void what_is_read_is_written_alike(void **state)
{
    struct study written, read;
    struct mw_buffer json, again;

    (void)state;
    full_study(&written);
    json = full_json(&written);
    assert_int_equal(study_json_read(mw_buffer_bytes(&json), &read, NULL),
                     MW_OK);
    again = full_json(&read);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&json), mw_buffer_bytes(&again)));
    assert_string_equal(read.targets[1].name, "udp, \"quoted\"");
    assert_true(read.targets[1].datagrams);
    assert_int_equal(study_cell(&read, 1, 1)->runs, 2);
    mw_buffer_fini(&json);
    mw_buffer_fini(&again);
    study_fini(&written);
    study_fini(&read);
}

static void both_halves_are_read(void **state)
{
    struct study written, read, *busy;
    struct mw_buffer json, again;

    (void)state;
    full_study(&written);
    busy = study_add_busy(&written, 64, NULL);
    sample_add(busy, 1, 1, 0, full_result(9));
    json = full_json(&written);
    assert_int_equal(study_json_read(mw_buffer_bytes(&json), &read, NULL),
                     MW_OK);
    again = full_json(&read);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&json), mw_buffer_bytes(&again)));
    assert_int_equal(read.busy->plan.depth, 64);
    assert_int_equal(study_cell(read.busy, 1, 1)->runs, 1);
    mw_buffer_fini(&json);
    mw_buffer_fini(&again);
    study_fini(&written);
    study_fini(&read);
}

static void percentiles_are_those_that_were_measured(void **state)
{
    struct study written, read;
    struct mw_buffer json;

    (void)state;
    full_study(&written);
    json = full_json(&written);
    assert_int_equal(study_json_read(mw_buffer_bytes(&json), &read, NULL),
                     MW_OK);
    for (int eighth = 0; eighth <= 8; eighth++) {
        double q = eighth / 8.0;

        assert_int_equal(
            mw_histogram_at(&study_cell(&read, 0, 0)->latency, q),
            mw_histogram_at(&study_cell(&written, 0, 0)->latency, q));
    }
    mw_buffer_fini(&json);
    study_fini(&written);
    study_fini(&read);
}

static void keys_that_are_new_are_passed_over(void **state)
{
    struct study study;

    (void)state;
    assert_int_equal(
        study_json_read(
            mw_text("{\"later\":{\"a\":[1,{\"b\":2}]},\"msgwire_study\":1,"
                    "\"program\":\"\",\"host\":\"\",\"plan\":{\"method\":\"m\","
                    "\"connections\":1,\"depth\":1,\"rate\":0,\"duration_ns\":1"
                    ",\"count\":0,\"warmup_ns\":0,\"timeout_ns\":1,\"seed\":1,"
                    "\"notify\":true},\"targets\":[],\"sizes\":[],\"runs\":[]"
                    "}"),
            &study, NULL),
        MW_OK);
    assert_string_equal(study.plan.method, "m");
    assert_true(study.plan.notify);
    study_fini(&study);
}

static void is_refused(const char *text, enum mw_status status,
                       const char *sentence)
{
    struct mw_error err;
    struct study study;

    assert_int_equal(study_json_read(mw_text(text), &study, &err), status);
    assert_string_equal(err.text, sentence);
    assert_int_equal(study.target_count, 0);
}

static void what_is_no_study_is_refused(void **state)
{
    (void)state;
    is_refused("[1]", MW_EVALUE, "the study: expected an object");
    is_refused("{\"a\":1}", MW_EVALUE,
               "the study: expected one that --json has written (an object"
               " with \"msgwire_study\")");
    is_refused("{\"msgwire_study\":2}", MW_EVALUE,
               "the study: \"msgwire_study\": expected 1, the form that this"
               " version reads");
    is_refused("{\"msgwire_study\":1}", MW_EVALUE,
               "the study: \"program\": expected a string");
}

/* Reads the study with one thing replaced. */
static enum mw_status read_with(const char *what, const char *by,
                                struct mw_error *err)
{
    struct study study;
    struct mw_buffer json, text = {0};
    const char *at;
    enum mw_status rc;

    full_study(&study);
    json = full_json(&study);
    study_fini(&study);
    assert_int_equal(mw_buffer_append(&json, mw_bytes("", 1)), MW_OK);
    at = strstr((char *)json.at, what);
    assert_non_null(at);
    assert_int_equal(
        mw_buffer_append(&text,
                         mw_bytes(json.at, (size_t)(at - (char *)json.at))),
        MW_OK);
    assert_int_equal(mw_buffer_append(&text, mw_text(by)), MW_OK);
    assert_int_equal(mw_buffer_append(&text, mw_text(at + strlen(what))),
                     MW_OK);
    rc = study_json_read(mw_buffer_bytes(&text), &study, err);
    study_fini(&study);
    mw_buffer_fini(&json);
    mw_buffer_fini(&text);
    return rc;
}

static void what_does_not_fit_together_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *what, *by, *sentence;
    } rows[] = {
        {"\"size\":0,\"round\":0", "\"size\":2,\"round\":0",
         "runs, element 1: target 0, size 2, round 0 is no run of this study"},
        {"\"target\":1,\"size\":0,\"round\":0",
         "\"target\":0,\"size\":0,\"round\":0",
         "runs, element 2: target 0, size 0, round 0 is there twice"},
        {"\"elapsed_ns\":1000000000", "\"elapsed_ns\":-1",
         "runs, element 1: a run: \"elapsed_ns\": expected a whole number"},
        {"\"method\":\"echo\"", "\"method\":7",
         "the plan: \"method\": expected a string"},
        {"\"name\":\"tcp\"", "\"name\":null",
         "targets, element 1: a target: \"name\": expected a string"},
        {"[24960,20000]", "[24960,18446744073709551615]",
         "runs, element 1: latency: \"cells\": expected [first value, count]"
         " as element 1"},
        {"[24960,20000]", "[24960]",
         "runs, element 1: latency: \"cells\": expected [first value, count]"
         " as element 1"},
        {"[24960,20000],", "",
         "runs, element 1: latency: \"min\" and \"max\" are not those of its"
         " cells"},
    };
    struct mw_error err;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(read_with(rows[i].what, rows[i].by, &err), MW_EVALUE);
        assert_string_equal(err.text, rows[i].sentence);
    }
}

static void no_text_that_is_cut_or_changed_does_harm(void **state)
{
    struct study written, read;
    struct mw_buffer json;
    uint64_t seed = 1;

    (void)state;
    full_study(&written);
    json = full_json(&written);
    for (size_t i = 0; i < 400; i++) {
        struct mw_bytes part = alone(mw_buffer_bytes(&json));
        size_t at, len;

        seed = seed * 6364136223846793005U + 1442695040888963407U;
        at = (size_t)(seed >> 33) % part.len;
        len = i % 2 ? part.len : at;
        memcpy((uint8_t *)(uintptr_t)part.at + at, "9", 1);
        if (study_json_read(mw_bytes(part.at, len), &read, NULL) == MW_OK) {
            study_fini(&read);
        }
        free((void *)(uintptr_t)part.at);
    }
    mw_buffer_fini(&json);
    study_fini(&written);
}

static void without_memory_there_is_none(void **state)
{
    struct mw_error err;
    struct study study;

    (void)state;
    alloc_fail_after(0);
    assert_int_equal(study_json_read(mw_text("{}"), &study, &err), MW_ENOMEM);
    alloc_fail_after(SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_is_written_alike),
        cmocka_unit_test(both_halves_are_read),
        cmocka_unit_test(percentiles_are_those_that_were_measured),
        cmocka_unit_test(keys_that_are_new_are_passed_over),
        cmocka_unit_test(what_is_no_study_is_refused),
        cmocka_unit_test(what_does_not_fit_together_is_refused_with_its_place),
        cmocka_unit_test(no_text_that_is_cut_or_changed_does_harm),
        cmocka_unit_test(without_memory_there_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
