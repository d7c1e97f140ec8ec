#include "support.h"

#include "input/pace.h"

static const uint64_t START = 777, SECOND = 1000000000, MILLISECOND = 1000000;

/* Lets go all that may at this time. Returns how many did. */
static unsigned let_go(struct pace *pace, uint64_t now)
{
    unsigned count = 0;

    while (count < 10000 && pace_wait_ns(pace, now) == 0) {
        pace_note(pace, now);
        count++;
    }
    return count;
}

static void the_first_one_does_not_wait(void **state)
{
    struct pace pace = {.per_second = 1};

    (void)state;
    assert_int_equal(let_go(&pace, START), 1);
    assert_int_equal(pace_wait_ns(&pace, START), SECOND);
    assert_int_equal(pace_wait_ns(&pace, START + SECOND - 1), 1);
    assert_int_equal(let_go(&pace, START + SECOND), 1);
}

static void without_a_pace_nothing_waits(void **state)
{
    struct pace pace = {.per_second = 0};

    (void)state;
    assert_int_equal(let_go(&pace, START), 10000);
}

/* 3 and 7 do not divide a second. */
static void no_error_adds_up(void **state)
{
    static const uint64_t rates[] = {1, 3, 7, 1000, 4999};

    (void)state;
    for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
        struct pace pace = {.per_second = rates[i]};
        uint64_t count = 0;

        for (uint64_t now = 0; now < 10 * SECOND; now += MILLISECOND) {
            count += let_go(&pace, START + now);
        }
        count += let_go(&pace, START + 10 * SECOND - 1);
        assert_int_equal(count, 10 * rates[i]);
    }
}

static void a_look_a_millisecond_later_lets_go_what_was_due(void **state)
{
    struct pace pace = {.per_second = 5000};

    (void)state;
    assert_int_equal(let_go(&pace, START), 1);
    for (unsigned look = 1; look < 20; look++) {
        assert_int_equal(let_go(&pace, START + look * MILLISECOND), 5);
    }
}

static void one_that_is_late_does_not_delay_the_next(void **state)
{
    struct pace pace = {.per_second = 10};

    (void)state;
    assert_int_equal(let_go(&pace, START), 1);
    assert_int_equal(let_go(&pace, START + 140 * MILLISECOND), 1);
    assert_int_equal(pace_wait_ns(&pace, START + 140 * MILLISECOND),
                     60 * MILLISECOND);
}

static void what_was_missed_in_a_gap_is_not_made_up(void **state)
{
    struct pace pace = {.per_second = 100};
    uint64_t later = START + 60 * SECOND;

    (void)state;
    assert_int_equal(let_go(&pace, START), 1);
    assert_int_equal(let_go(&pace, later), 1);
    assert_int_equal(pace_wait_ns(&pace, later), 10 * MILLISECOND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_one_does_not_wait),
        cmocka_unit_test(without_a_pace_nothing_waits),
        cmocka_unit_test(no_error_adds_up),
        cmocka_unit_test(a_look_a_millisecond_later_lets_go_what_was_due),
        cmocka_unit_test(one_that_is_late_does_not_delay_the_next),
        cmocka_unit_test(what_was_missed_in_a_gap_is_not_made_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
