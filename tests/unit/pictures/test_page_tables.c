#include "paged.h"

static void all_cells_are_told(void **state)
{
    (void)state;
    sample_many(&paged_study, 3, 2, false);
    paged_make();
    assert_int_equal(paged_count("<tr class=\"first\"><td>1 400 B</td>"), 3);
    assert_int_equal(paged_count("class=\"left s2\">unix</th>"), 3 + 2 * 3);
}

static void the_best_is_marked_and_has_its_interval(void **state)
{
    (void)state;
    sample_many(&paged_study, 1, 5, false);
    paged_make();
    paged_has("class=\"left s2\">unix</th><td class=\"best\">7.");
    paged_has(" µs<small>±");
}

static void what_was_lost_is_bad(void **state)
{
    (void)state;
    sample_many(&paged_study, 1, 2, true);
    paged_make();
    paged_has("<td class=\"bad\">2.00 %<small>[");
}

static void datagrams_have_their_accounts_in_both_halves(void **state)
{
    (void)state;
    sample_halves(&paged_study, 2, 1);
    paged_make();
    paged_has("<h2>What became of the datagrams</h2>");
    paged_has("While latency was measured:");
    paged_has("While throughput was measured:");
    study_fini(&paged_study);
    sample_one(&paged_study, false);
    paged_make();
    assert_int_equal(paged_count("What became of the datagrams"), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, paged_end)
    const struct CMUnitTest tests[] = {
        TEST(all_cells_are_told),
        TEST(the_best_is_marked_and_has_its_interval),
        TEST(what_was_lost_is_bad),
        TEST(datagrams_have_their_accounts_in_both_halves),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
