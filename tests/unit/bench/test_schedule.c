#include "support.h"

#include "bench/schedule.h"

#define SECOND UINT64_C(1000000000)

static const uint64_t rates[] = {1, 3, 7, 999, 10000, 333333, 1000000, SECOND};

enum { RATES = sizeof(rates) / sizeof(rates[0]) };

static void each_message_is_due_at_its_part_of_the_second(void **state)
{
    (void)state;
    for (size_t i = 0; i < RATES; i++) {
        struct schedule schedule;

        schedule_init(&schedule, 5, rates[i]);
        for (uint64_t k = 0; k < 50000; k++) {
            assert_int_equal(schedule.due_ns, 5 + k * SECOND / rates[i]);
            schedule_step(&schedule);
        }
    }
}

static void what_is_left_is_what_would_be_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < RATES; i++) {
        const uint64_t end = 1000 + 20000 * SECOND / rates[i];
        struct schedule schedule;
        uint64_t left;

        schedule_init(&schedule, 1000, rates[i]);
        for (left = schedule_left(&schedule, end); left > 0; left--) {
            assert_int_equal(schedule_left(&schedule, end), left);
            assert_true(schedule.due_ns < end);
            schedule_step(&schedule);
        }
        assert_true(schedule.due_ns >= end);
        assert_int_equal(schedule_left(&schedule, end), 0);
    }
}

static void an_hour_at_the_highest_rate_is_counted_right(void **state)
{
    struct schedule schedule;

    (void)state;
    schedule_init(&schedule, 0, SECOND);
    assert_true(schedule_left(&schedule, 3600 * SECOND) == 3600 * SECOND);
    schedule_init(&schedule, 0, SECOND - 1);
    assert_true(schedule_left(&schedule, 3600 * SECOND) == 3600 * (SECOND - 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_message_is_due_at_its_part_of_the_second),
        cmocka_unit_test(what_is_left_is_what_would_be_taken),
        cmocka_unit_test(an_hour_at_the_highest_rate_is_counted_right),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
