#include "support.h"

#include "pictures/scale.h"

#include <math.h>

static void assert_near(double got, double expected)
{
    if (fabs(got - expected) > 1e-6 * (1 + fabs(expected))) {
        fail_msg("%g is not %g", got, expected);
    }
}

static void assert_rounded(bool log, double low, double high, double down,
                           double up)
{
    struct scale scale = {.low = low, .high = high, .log = log};

    scale_round(&scale);
    assert_near(scale.low, down);
    assert_near(scale.high, up);
}

static void an_axis_ends_at_round_values(void **state)
{
    (void)state;
    assert_rounded(true, 12300, 871000, 10000, 1e6);
    assert_rounded(true, 10, 1000, 10, 1000);
    assert_rounded(true, 0.003, 0.004, 0.002, 0.005);
    assert_rounded(false, 0, 84213, 0, 100000);
    assert_rounded(false, 0, 0.7, 0, 0.8);
    assert_rounded(false, -3, 12, -5, 15);
}

static void an_axis_has_an_extent(void **state)
{
    (void)state;
    assert_rounded(true, 100, 100, 100, 200);
    assert_rounded(true, 50, 50, 50, 100);
    assert_rounded(false, 0, 0, 0, 1);
}

static void a_value_stands_where_its_share_is(void **state)
{
    struct scale linear = {0, 10, 100, 200, false};
    struct scale log = {1, 10000, 200, 0, true};

    (void)state;
    assert_near(scale_at(&linear, 2.5), 125);
    assert_near(scale_at(&log, 100), 100);
    assert_near(scale_at(&log, 1000), 50);
}

static void nothing_stands_outside(void **state)
{
    struct scale linear = {0, 10, 100, 200, false};
    struct scale log = {1, 10000, 200, 0, true};

    (void)state;
    assert_near(scale_at(&linear, -5), 100);
    assert_near(scale_at(&linear, INFINITY), 200);
    assert_near(scale_at(&log, 0), 200);
    assert_near(scale_at(&log, 1e300), 0);
    assert_near(scale_at(&linear, NAN), 100);
}

static void assert_ticks(struct scale scale, size_t most, size_t count,
                         const double *expected)
{
    double ticks[SCALE_TICKS];

    assert_int_equal(scale_ticks(&scale, most, ticks), count);
    for (size_t i = 0; i < count; i++) {
        assert_near(ticks[i], expected[i]);
    }
}

static void round_values_are_marked(void **state)
{
    (void)state;
    assert_ticks((struct scale){.low = 0, .high = 100}, 6, 6,
                 (double[]){0, 20, 40, 60, 80, 100});
    assert_ticks((struct scale){.low = 0, .high = 0.8}, 6, 5,
                 (double[]){0, 0.2, 0.4, 0.6, 0.8});
    assert_ticks((struct scale){.low = 10, .high = 200, .log = true}, 6, 5,
                 (double[]){10, 20, 50, 100, 200});
    assert_ticks((struct scale){.low = 10, .high = 20000, .log = true}, 6, 4,
                 (double[]){10, 100, 1000, 10000});
    assert_ticks((struct scale){.low = 1, .high = 1e9, .log = true}, 5, 5,
                 (double[]){1, 1e2, 1e4, 1e6, 1e8});
}

static void there_are_never_too_many_marks(void **state)
{
    double ticks[SCALE_TICKS];

    (void)state;
    for (int power = 0; power < 38; power++) {
        struct scale scale = {.low = 1, .high = 2 * pow(3, power)};

        for (size_t most = 2; most <= SCALE_TICKS; most++) {
            scale.log = true;
            assert_in_range(scale_ticks(&scale, most, ticks), 2, most);
            scale.log = false;
            assert_in_range(scale_ticks(&scale, most, ticks), 2, most);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_axis_ends_at_round_values),
        cmocka_unit_test(an_axis_has_an_extent),
        cmocka_unit_test(a_value_stands_where_its_share_is),
        cmocka_unit_test(nothing_stands_outside),
        cmocka_unit_test(round_values_are_marked),
        cmocka_unit_test(there_are_never_too_many_marks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
