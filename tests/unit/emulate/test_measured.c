#include "support.h"

#include "emulate/measured.h"

static void nothing_was_measured_of_a_link_that_carried_nothing(void **state)
{
    const struct emulate_measure measure = {0};
    struct measured sum = measured_of(&measure);

    (void)state;
    assert_int_equal(sum.packets, 0);
    assert_int_equal(sum.delay_ns, 0);
    assert_true(sum.loss == 0 && sum.missed == 0 && sum.reorder == 0);
}

static void shares_are_of_both_ways_and_all_protocols(void **state)
{
    const struct emulate_measure measure = {
        .totals.flow =
            {
                [EMULATE_THERE].of[EMULATE_UDP] =
                    {.seen = 600, .lost = 60, .refused = 30, .duplicated = 9},
                [EMULATE_BACK].of[EMULATE_TCP] =
                    {.seen = 400, .lost = 40, .reordered = 18, .missed = 20},
            },
        .missed = {200, 300},
    };
    struct measured sum = measured_of(&measure);

    (void)state;
    assert_int_equal(sum.packets, 1000);
    assert_true(sum.loss == 0.1);
    assert_true(sum.refused == 0.03);
    assert_true(sum.missed == 520.0 / 1500);
    assert_true(sum.duplicate == 0.01);
    assert_true(sum.reorder == 0.02);
}

static void times_are_of_both_ways(void **state)
{
    const struct emulate_measure measure = {.totals.flow = {
                                                {.timed = 3,
                                                 .delay_ns = 300,
                                                 .delay_least_ns = 90,
                                                 .delay_most_ns = 110,
                                                 .late_ns = 6,
                                                 .late_most_ns = 5,
                                                 .bits_most = 10},
                                                {.timed = 1,
                                                 .delay_ns = 200,
                                                 .delay_least_ns = 200,
                                                 .delay_most_ns = 200,
                                                 .late_ns = 6,
                                                 .late_most_ns = 6,
                                                 .bits_most = 8},
                                            }};
    struct measured sum = measured_of(&measure);

    (void)state;
    assert_int_equal(sum.delay_ns, 125);
    assert_int_equal(sum.jitter_ns, 55);
    assert_int_equal(sum.late_ns, 3);
    assert_int_equal(sum.late_most_ns, 6);
    assert_int_equal(sum.rate, 20);
}

static void a_way_without_packets_has_no_say_in_the_times(void **state)
{
    const struct emulate_measure measure = {
        .totals.flow[EMULATE_BACK] = {.timed = 2,
                                      .delay_ns = 200,
                                      .delay_least_ns = 90,
                                      .delay_most_ns = 110},
    };
    struct measured sum = measured_of(&measure);

    (void)state;
    assert_int_equal(sum.delay_ns, 100);
    assert_int_equal(sum.jitter_ns, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_was_measured_of_a_link_that_carried_nothing),
        cmocka_unit_test(shares_are_of_both_ways_and_all_protocols),
        cmocka_unit_test(times_are_of_both_ways),
        cmocka_unit_test(a_way_without_packets_has_no_say_in_the_times),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
