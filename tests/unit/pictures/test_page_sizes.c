#include "paged.h"

static void sizes_are_swept_by_a_line_for_each_target(void **state)
{
    (void)state;
    sample_many(&paged_study, 3, 2, false);
    paged_make();
    paged_has("<h2>By size of the message</h2>");
    paged_has("<h3>Half of all answers came within (p50)</h3>");
    paged_has("<h3>99 of 100 answers came within (p99)</h3>");
    paged_has(">1.4 kB</text>");
    assert_int_equal(paged_count("class=\"mark s0\""), 3 * 3);
}

static void only_datagrams_have_a_line_of_loss(void **state)
{
    (void)state;
    sample_many(&paged_study, 3, 2, false);
    paged_make();
    paged_has("<h3>Loss of datagrams</h3>");
    assert_int_equal(paged_count("class=\"mark s1\""), 4 * 3);
    study_fini(&paged_study);
    sample_many(&paged_study, 3, 2, false);
    paged_study.targets[1].datagrams = false;
    paged_make();
    assert_int_equal(paged_count("Loss of datagrams"), 0);
}

static void one_size_makes_no_line(void **state)
{
    (void)state;
    sample_many(&paged_study, 1, 2, false);
    paged_make();
    assert_int_equal(paged_count("By size"), 0);
}

static void sizes_that_are_no_numbers_make_none(void **state)
{
    (void)state;
    sample_many(&paged_study, 2, 1, false);
    paged_study.sizes[1].bytes = 0;
    paged_make();
    assert_int_equal(paged_count("By size"), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, paged_end)
    const struct CMUnitTest tests[] = {
        TEST(sizes_are_swept_by_a_line_for_each_target),
        TEST(only_datagrams_have_a_line_of_loss),
        TEST(one_size_makes_no_line),
        TEST(sizes_that_are_no_numbers_make_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
