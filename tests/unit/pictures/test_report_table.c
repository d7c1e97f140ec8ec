#include "reported.h"

static struct study study;

static int end(void **state)
{
    (void)state;
    study_fini(&study);
    return 0;
}

static void targets_stand_side_by_side_at_each_size(void **state)
{
    struct mw_buffer text;

    (void)state;
    sample_many(&study, 2, 3, false);
    text = reported(&study, 80);
    assert_has(&text, "\n64 B\ntcp  ");
    assert_has(&text, "\n512 B\ntcp  ");
    assert_has(&text, "\nlatency  ");
    mw_buffer_fini(&text);
}

static void the_best_is_marked_and_only_by_more_than_chance(void **state)
{
    struct mw_buffer text;

    (void)state;
    sample_many(&study, 1, 5, false);
    text = reported(&study, 80);
    assert_has(&text, "  p50 █ p99 ░\n");
    assert_has(&text, "\nunix     ▸");
    assert_has_not(&text, "\ntcp      ▸");
    assert_has(&text, "▸ best at its size, or not to be told from it; ±");
    mw_buffer_fini(&text);
    study_fini(&study);
    sample_many(&study, 1, 1, false);
    text = reported(&study, 80);
    assert_has_not(&text, "▸");
    assert_has_not(&text, "±");
    mw_buffer_fini(&text);
}

static void marks_are_explained_with_or_without_latency(void **state)
{
    struct mw_buffer text;

    (void)state;
    sample_many(&study, 1, 2, false);
    for (size_t i = 0; i < study.run_count; i++) {
        mw_histogram_reset(&study.runs[i].result->latency);
        mw_histogram_reset(&study.cells[study.runs[i].target][0]->latency);
    }
    text = reported(&study, 80);
    assert_has_not(&text, "\nlatency ");
    assert_has_not(&text, "»");
    assert_has(&text, "\n▸ best at its size, or not to be told from it; ± ");
    mw_buffer_fini(&text);
    study_fini(&study);
    sample_many(&study, 1, 1, false);
    text = reported(&study, 80);
    assert_has(&text, "\n» the p99 lies beyond\n");
    mw_buffer_fini(&text);
}

static void what_no_target_has_is_not_told(void **state)
{
    struct mw_buffer text;

    (void)state;
    sample_many(&study, 1, 2, false);
    text = reported(&study, 80);
    assert_has_not(&text, "errors");
    assert_has_not(&text, "time-outs");
    mw_buffer_fini(&text);
    study.runs[0].result->timeouts = 5;
    study.cells[0][0]->timeouts = 5;
    text = reported(&study, 80);
    assert_has(&text, "time-outs");
    mw_buffer_fini(&text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end)
    const struct CMUnitTest tests[] = {
        TEST(targets_stand_side_by_side_at_each_size),
        TEST(the_best_is_marked_and_only_by_more_than_chance),
        TEST(marks_are_explained_with_or_without_latency),
        TEST(what_no_target_has_is_not_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
