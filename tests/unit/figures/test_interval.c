#include "support.h"

#include "figures/interval.h"

#include <math.h>
#include <stdlib.h>

enum { TRIALS = 20000, ROUNDS_MAX = 50 };

/* --- a seeded generator: the same draws in each run --- */

static uint64_t seed;

static int sow(void **state)
{
    (void)state;
    seed = 88172645463325252U;
    return 0;
}

/* Above 0, at most 1. */
static double draw(void)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (double)(((seed * 0x2545f4914f6cdd1dU) >> 11) + 1) /
           9007199254740992.0;
}

static double draw_normal(void)
{
    return sqrt(-2 * log(draw())) * cos(6.283185307179586 * draw());
}

static uint64_t draw_count(uint64_t all, double part)
{
    uint64_t some = 0;

    for (uint64_t i = 0; i < all; i++) {
        some += draw() <= part;
    }
    return some;
}

static bool holds(const struct interval *interval, double truth)
{
    return interval->low <= truth && truth <= interval->high;
}

static double of_trials(size_t held, size_t trials)
{
    return 100.0 * (double)held / (double)trials;
}

/* --- what the intervals promise --- */

/* How often in a hundred the interval has the truth in it. */
static double coverage_of_rounds(size_t rounds, double spread)
{
    size_t held = 0;

    for (int trial = 0; trial < TRIALS; trial++) {
        struct interval interval;
        double values[ROUNDS_MAX];

        for (size_t i = 0; i < rounds; i++) {
            values[i] = 25000 * exp(spread * draw_normal());
        }
        assert_true(interval_of(values, rounds, &interval));
        held += holds(&interval, 25000);
    }
    return of_trials(held, TRIALS);
}

static void nineteen_of_twenty_intervals_have_the_truth_in_them(void **state)
{
    static const size_t rounds[] = {2, 3, 5, 10, 40};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        double coverage = coverage_of_rounds(rounds[i], i % 2 ? 0.5 : 0.02);

        assert_true(coverage > 94.5 && coverage < 95.5);
    }
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

/* The 99th percentile of so many hundred exponential times. */
static double sampled_p99(size_t hundreds)
{
    enum { HUNDREDS_MAX = 20 };
    double samples[100 * HUNDREDS_MAX];

    for (size_t i = 0; i < 100 * hundreds; i++) {
        samples[i] = -log(draw());
    }
    qsort(samples, 100 * hundreds, sizeof(samples[0]), by_value);
    return samples[99 * hundreds - 1];
}

static void so_it_is_with_real_percentiles_of_skewed_times(void **state)
{
    enum { FEW = 1000 };
    size_t held = 0;

    (void)state;
    for (int trial = 0; trial < FEW; trial++) {
        struct interval interval;
        double values[5];

        for (size_t i = 0; i < 5; i++) {
            values[i] = sampled_p99(20);
        }
        assert_true(interval_of(values, 5, &interval));
        held += holds(&interval, -log(0.01));
    }
    assert_true(of_trials(held, FEW) > 92 && of_trials(held, FEW) < 97);
}

static void so_it_is_with_comparisons_of_short_rounds(void **state)
{
    enum { FEW = 1000 };
    size_t held = 0;

    (void)state;
    for (int trial = 0; trial < FEW; trial++) {
        struct interval interval;
        double tcp[5], udp[5];

        for (size_t i = 0; i < 5; i++) {
            tcp[i] = sampled_p99(3);
            udp[i] = 0.5 * sampled_p99(3);
        }
        assert_true(interval_of_ratio(udp, tcp, 5, &interval));
        held += holds(&interval, 0.5);
    }
    assert_true(of_trials(held, FEW) > 92 && of_trials(held, FEW) < 97);
}

static void what_disturbs_a_round_disturbs_no_comparison(void **state)
{
    size_t held = 0;
    double widest = 0;

    (void)state;
    for (int trial = 0; trial < TRIALS; trial++) {
        struct interval interval;
        double tcp[5], udp[5];

        for (size_t i = 0; i < 5; i++) {
            double host = exp(draw_normal()); /* up to ten times slower */

            tcp[i] = 25000 * host * exp(0.02 * draw_normal());
            udp[i] = 22000 * host * exp(0.02 * draw_normal());
        }
        assert_true(interval_of_ratio(udp, tcp, 5, &interval));
        held += holds(&interval, 0.88);
        widest = fmax(widest, interval.high / interval.low);
    }
    assert_true(of_trials(held, TRIALS) > 94.5);
    assert_true(of_trials(held, TRIALS) < 95.5);
    assert_true(widest < 1.25);
}

static double coverage_of_part(double part, double spread)
{
    enum { FEW = 1000, MESSAGES = 1000 };
    size_t held = 0;

    for (int trial = 0; trial < FEW; trial++) {
        struct interval_part rounds[5];
        struct interval interval;

        for (size_t i = 0; i < 5; i++) {
            double luck = part * (1 + spread * (2 * draw() - 1));

            rounds[i] =
                (struct interval_part){draw_count(MESSAGES, luck), MESSAGES};
        }
        assert_true(interval_of_part(rounds, 5, &interval));
        held += holds(&interval, part);
    }
    return of_trials(held, FEW);
}

static void a_part_is_held_whether_rounds_are_alike_or_not(void **state)
{
    (void)state;
    assert_true(coverage_of_part(0.004, 0) > 94);
    assert_true(coverage_of_part(0.02, 0) > 94);
    assert_true(coverage_of_part(0.02, 0.9) > 94);
    assert_true(coverage_of_part(0.5, 0.9) > 93);
}

/* --- single cases --- */

static void five_rounds_give_what_the_textbook_gives(void **state)
{
    const double values[] = {exp(1), exp(2), exp(3), exp(4), exp(5)};
    struct interval interval;

    (void)state;
    assert_true(interval_of(values, 5, &interval));
    assert_true(fabs(log(interval.value) - 3) < 1e-9);
    assert_true(fabs(log(interval.high) - 4.96324) < 1e-4);
    assert_true(fabs(log(interval.low) - 1.03676) < 1e-4);
    assert_int_equal(interval.rounds, 5);
}

static void rounds_that_agree_leave_no_doubt(void **state)
{
    const double values[] = {7, 7, 7};
    struct interval interval;

    (void)state;
    assert_true(interval_of(values, 3, &interval));
    assert_true(fabs(interval.low - 7) < 1e-9);
    assert_true(fabs(interval.high - 7) < 1e-9);
}

static void
one_round_or_none_or_nothing_measured_gives_no_interval(void **state)
{
    const double values[] = {7, 0}, bad[] = {7, (double)NAN};
    struct interval interval;

    (void)state;
    assert_false(interval_of(values, 1, &interval));
    assert_false(interval_of(values, 0, &interval));
    assert_false(interval_of(values, 2, &interval));
    assert_false(interval_of(bad, 2, &interval));
    assert_false(interval_of_ratio(values, bad, 2, &interval));
    assert_false(interval_of_part(NULL, 0, &interval));
}

static void none_of_a_thousand_is_at_most_four_in_a_thousand(void **state)
{
    const struct interval_part none[] = {{0, 500}, {0, 500}};
    const struct interval_part all[] = {{500, 500}, {500, 500}, {0, 0}};
    struct interval interval;

    (void)state;
    assert_true(interval_of_part(none, 2, &interval));
    assert_true(interval.value == 0 && interval.low == 0);
    assert_true(interval.high > 0.003 && interval.high < 0.004);
    assert_true(interval_of_part(all, 3, &interval));
    assert_true(interval.value == 1 && interval.high == 1);
    assert_true(interval.low > 0.996 && interval.low < 0.997);
    assert_int_equal(interval.rounds, 2);
}

static void one_bad_round_of_many_widens_the_part(void **state)
{
    const struct interval_part rounds[] = {
        {0, 100000}, {0, 100000}, {0, 100000}, {5000, 100000}};
    struct interval interval;

    (void)state;
    assert_true(interval_of_part(rounds, 4, &interval));
    assert_true(fabs(interval.value - 0.0125) < 1e-9);
    assert_true(interval.low == 0);
    assert_true(interval.high > 0.05);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(
            nineteen_of_twenty_intervals_have_the_truth_in_them, sow),
        cmocka_unit_test_setup(so_it_is_with_real_percentiles_of_skewed_times,
                               sow),
        cmocka_unit_test_setup(so_it_is_with_comparisons_of_short_rounds, sow),
        cmocka_unit_test_setup(what_disturbs_a_round_disturbs_no_comparison,
                               sow),
        cmocka_unit_test_setup(a_part_is_held_whether_rounds_are_alike_or_not,
                               sow),
        cmocka_unit_test(five_rounds_give_what_the_textbook_gives),
        cmocka_unit_test(rounds_that_agree_leave_no_doubt),
        cmocka_unit_test(
            one_round_or_none_or_nothing_measured_gives_no_interval),
        cmocka_unit_test(none_of_a_thousand_is_at_most_four_in_a_thousand),
        cmocka_unit_test(one_bad_round_of_many_widens_the_part),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
