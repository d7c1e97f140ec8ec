#include "full_study.h"

#include "figures/figure.h"

static void append(struct mw_buffer *out, const char *text)
{
    assert_int_equal(mw_buffer_append(out, mw_text(text)), MW_OK);
}

static void figures_are_the_same(const struct study *whole,
                                 const struct study *lean, size_t target,
                                 size_t size)
{
    for (int metric = 0; metric < METRICS; metric++) {
        struct interval a, b;

        assert_int_equal(
            figure_of(whole, target, size, (enum metric)metric, &a),
            figure_of(lean, target, size, (enum metric)metric, &b));
        assert_true(a.value == b.value);
        assert_int_equal(a.rounds, b.rounds);
    }
}

static void holds_no_more_than_counts(const struct bench_result *result)
{
    assert_null(result->latency.cells);
    assert_null(result->service.cells);
    assert_null(result->lag.cells);
    assert_null(result->moments);
    assert_int_equal(result->moment_count, 0);
}

static void is_lean(const struct study *study)
{
    assert_int_equal(study->run_count, 8);
    for (size_t i = 0; i < study->run_count; i++) {
        const struct study_run *run = &study->runs[i];

        holds_no_more_than_counts(run->result);
        holds_no_more_than_counts(study_cell(study, run->target, run->size));
    }
}

/* Its cells take turns in the file. */
static void a_lean_study_tells_the_same_figures_in_less_memory(void **state)
{
    struct study whole, lean, *busy;
    struct mw_buffer json;

    (void)state;
    full_study(&whole);
    busy = study_add_busy(&whole, 64, NULL);
    assert_non_null(busy);
    for (size_t i = 0; i < 8; i++) {
        sample_add(busy, i % 2, i / 2 % 2, i / 4, full_result(i + 9));
    }
    json = full_json(&whole);
    assert_int_equal(study_json_read_lean(mw_buffer_bytes(&json), &lean, NULL),
                     MW_OK);
    for (size_t i = 0; i < 4; i++) {
        figures_are_the_same(&whole, &lean, i % 2, i / 2);
    }
    is_lean(&lean);
    is_lean(lean.busy);
    mw_buffer_fini(&json);
    study_fini(&whole);
    study_fini(&lean);
}

/* Thousands of runs in a few kilobytes. */
static void there_are_only_so_many_runs(void **state)
{
    struct mw_buffer text = {0};
    struct mw_error err;
    struct study study;

    (void)state;
    append(&text, "{\"msgwire_study\":1,\"program\":\"\",\"host\":\"\","
                  "\"plan\":{\"method\":\"m\",\"connections\":1,\"depth\":1,"
                  "\"rate\":0,\"duration_ns\":1,\"count\":0,\"warmup_ns\":0,"
                  "\"timeout_ns\":1,\"seed\":1,\"notify\":true},"
                  "\"targets\":[],\"sizes\":[],\"runs\":[0");
    for (size_t i = 0; i < STUDY_RUNS_MAX; i++) {
        append(&text, ",0");
    }
    append(&text, "]}");
    assert_int_equal(study_json_read(mw_buffer_bytes(&text), &study, &err),
                     MW_ELIMIT);
    assert_string_equal(err.text, "the study: \"runs\": expected at most 1024");
    mw_buffer_fini(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lean_study_tells_the_same_figures_in_less_memory),
        cmocka_unit_test(there_are_only_so_many_runs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
