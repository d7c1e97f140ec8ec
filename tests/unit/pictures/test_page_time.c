#include "paged.h"

static void each_size_has_its_throughput_over_time(void **state)
{
    (void)state;
    sample_many(&paged_study, 2, 2, false);
    paged_make();
    paged_has("<h2>Throughput over time</h2>");
    paged_has("<h3>Throughput, 64 B</h3>");
    paged_has("<h3>Throughput, 512 B</h3>");
    paged_has(">3 s</text>"); /* two rounds of two seconds */
}

static void it_is_that_of_the_half_that_is_busy(void **state)
{
    struct bench_result *cell;

    (void)state;
    sample_halves(&paged_study, 1, 1);
    cell = paged_study.busy->cells[0][0];
    cell->moments[0].answered = 90000000;
    paged_make();
    paged_has(">1 G/s</text>");
}

static void without_moments_there_is_no_line(void **state)
{
    (void)state;
    sample_one(&paged_study, false);
    paged_study.cells[0][0]->moment_count = 1;
    paged_make();
    assert_int_equal(paged_count("<h3>Throughput"), 0);
    study_fini(&paged_study);
    sample_hostile(&paged_study);
    paged_make();
    assert_int_equal(paged_count("<h2>Throughput over time"), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, paged_end)
    const struct CMUnitTest tests[] = {
        TEST(each_size_has_its_throughput_over_time),
        TEST(it_is_that_of_the_half_that_is_busy),
        TEST(without_moments_there_is_no_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
