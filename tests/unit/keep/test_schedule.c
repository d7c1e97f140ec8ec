#include "support.h"

#include "keep/schedule.h"

static const uint64_t S = 1000000000;

static void at_its_own_speed_each_waits_as_long_as_it_did(void **state)
{
    struct schedule schedule;

    (void)state;
    assert_int_equal(schedule_init(&schedule, NULL, NULL), MW_OK);
    assert_int_equal(schedule_wait_ns(&schedule, 100 * S, 5 * S), 0);
    assert_int_equal(schedule_wait_ns(&schedule, 103 * S, 5 * S), 3 * S);
    assert_int_equal(schedule_wait_ns(&schedule, 103 * S, 7 * S), S);
    assert_int_equal(schedule_wait_ns(&schedule, 103 * S, 8 * S), 0);
    assert_int_equal(schedule_wait_ns(&schedule, 103 * S, 9 * S), 0);
    assert_int_equal(schedule_wait_ns(&schedule, 105 * S, 9 * S), S);
}

static void another_speed_divides_the_waits(void **state)
{
    struct schedule schedule;

    (void)state;
    assert_int_equal(schedule_init(&schedule, "2", NULL), MW_OK);
    assert_int_equal(schedule_wait_ns(&schedule, 0, 0), 0);
    assert_int_equal(schedule_wait_ns(&schedule, 4 * S, 0), 2 * S);
    assert_int_equal(schedule_init(&schedule, "0.5", NULL), MW_OK);
    assert_int_equal(schedule_wait_ns(&schedule, 0, 0), 0);
    assert_int_equal(schedule_wait_ns(&schedule, 4 * S, 0), 8 * S);
    assert_int_equal(schedule_init(&schedule, "max", NULL), MW_OK);
    assert_int_equal(schedule_wait_ns(&schedule, 0, 0), 0);
    assert_int_equal(schedule_wait_ns(&schedule, 4 * S, 0), 0);
}

static void a_clock_that_was_set_back_holds_nothing_up(void **state)
{
    struct schedule schedule;

    (void)state;
    assert_int_equal(schedule_init(&schedule, "1", NULL), MW_OK);
    assert_int_equal(schedule_wait_ns(&schedule, 50 * S, 0), 0);
    assert_int_equal(schedule_wait_ns(&schedule, 10 * S, 0), 0);
    assert_true(schedule_wait_ns(&schedule, UINT64_MAX, 0) > 0);
}

static void what_is_no_speed_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",    "0",   "-1", "fast", "1x",    "1.",      ".5",  "1e3",
        "nan", "inf", "+1", " 1",   "MAX",   "0.0001",  "1,5", "0x2",
        "2 ",  "..",  ".",  "1..2", "1.5.5", "1000001",
    };
    struct schedule schedule;
    struct mw_error err;

    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        if (schedule_init(&schedule, wrong[i], &err) != MW_EINVAL) {
            fail_msg("\"%s\" was taken", wrong[i]);
        }
        assert_non_null(strstr(err.text, "expected a number such as 2 or 0.5"));
    }
    assert_int_equal(schedule_init(&schedule, "0.001", NULL), MW_OK);
    assert_int_equal(schedule_init(&schedule, "1000000", NULL), MW_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_its_own_speed_each_waits_as_long_as_it_did),
        cmocka_unit_test(another_speed_divides_the_waits),
        cmocka_unit_test(a_clock_that_was_set_back_holds_nothing_up),
        cmocka_unit_test(what_is_no_speed_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
