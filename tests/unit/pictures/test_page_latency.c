#include "paged.h"

static void each_size_has_a_curve_of_each_target(void **state)
{
    (void)state;
    sample_many(&paged_study, 2, 2, false);
    paged_make();
    assert_int_equal(paged_count("<h3>Latency, 64 B</h3>"), 1);
    assert_int_equal(paged_count("<h3>Latency, 512 B</h3>"), 1);
    assert_int_equal(paged_count("<desc id=\"d0\">Latency on a logarithmic "),
                     1);
    assert_int_equal(paged_count("class=\"name s2\""), 2 + 3 + 2);
}

static void percentiles_end_where_samples_do(void **state)
{
    (void)state;
    sample_one(&paged_study, false); /* 60 000: ten beyond p99.98 */
    paged_make();
    paged_has(">p99.9</text>");
    assert_int_equal(paged_count(">p99.99</text>"), 0);
    paged_has("<td class=\"none\">n/a</td>");
}

static void rounds_make_a_band(void **state)
{
    (void)state;
    sample_many(&paged_study, 1, 1, false);
    paged_make();
    assert_int_equal(paged_count("class=\"band"), 0);
    study_fini(&paged_study);
    sample_many(&paged_study, 1, 2, false);
    paged_make();
    assert_int_equal(paged_count("class=\"band"), 3);
}

static void an_open_loop_has_its_service_beside_it(void **state)
{
    (void)state;
    sample_one(&paged_study, true);
    paged_make();
    paged_has(">latency</text>");
    paged_has(">service</text>");
    paged_has("class=\"left s5\">service</th><td>12.3 µs</td>");
}

static void without_answers_there_is_no_curve(void **state)
{
    (void)state;
    sample_one(&paged_study, false);
    mw_histogram_reset(&paged_study.runs[0].result->latency);
    mw_histogram_reset(&paged_study.cells[0][0]->latency);
    paged_make();
    assert_int_equal(paged_count("<h3>Latency"), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, paged_end)
    const struct CMUnitTest tests[] = {
        TEST(each_size_has_a_curve_of_each_target),
        TEST(percentiles_end_where_samples_do),
        TEST(rounds_make_a_band),
        TEST(an_open_loop_has_its_service_beside_it),
        TEST(without_answers_there_is_no_curve),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
