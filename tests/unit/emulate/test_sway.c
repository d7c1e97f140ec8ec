#include "support.h"

#include "emulate/chance.h"
#include "emulate/sway.h"

enum { MANY = 200000 };

static const uint64_t MOST = 2000000;

static void without_any_it_is_nothing(void **state)
{
    (void)state;
    assert_int_equal(sway_at(1, 0, 12345), 0);
}

static void it_stays_within_its_bounds_and_reaches_near_them(void **state)
{
    int64_t least = 0, most = 0;

    (void)state;
    for (uint64_t i = 0; i < MANY; i++) {
        int64_t jitter = sway_at(5, MOST, i * 1000003);

        least = jitter < least ? jitter : least;
        most = jitter > most ? jitter : most;
    }
    assert_in_range(-least, MOST * 9 / 10, MOST);
    assert_in_range(most, MOST * 9 / 10, MOST);
}

static void its_mean_is_nothing(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 5; seed++) {
        double sum = 0;

        for (uint64_t i = 0; i < MANY; i++) {
            sum += (double)sway_at(chance_key(seed, 0), MOST, i * 1000003);
        }
        assert_true(sum / MANY < (double)MOST / 100);
        assert_true(sum / MANY > -(double)MOST / 100);
    }
}

/* However close they are: a nanosecond, or a thousandth of the jitter. */
static void what_was_sent_later_comes_later(void **state)
{
    static const uint64_t steps[] = {1, 7, 2000, 100003, 8000001};

    (void)state;
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        int64_t before = INT64_MIN;

        for (uint64_t at = 0; at < MANY * steps[i]; at += steps[i]) {
            int64_t comes = (int64_t)at + sway_at(9, MOST, at);

            assert_true(comes >= before);
            before = comes;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_any_it_is_nothing),
        cmocka_unit_test(it_stays_within_its_bounds_and_reaches_near_them),
        cmocka_unit_test(its_mean_is_nothing),
        cmocka_unit_test(what_was_sent_later_comes_later),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
