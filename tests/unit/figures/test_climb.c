#include "sample_study.h"

#include "figures/climb.h"

#include <math.h>

static const struct climb_rules usual = {.first = 1000,
                                         .least = 10,
                                         .most = 10000000,
                                         .precision = 0.05,
                                         .runs_most = 60};

static uint64_t seed;

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

/* A server that takes `rate` a second, one after the other: the 99th
 * percentile of the time in its queue, as measured in a noisy run. */
struct server {
    double rate, noise;
    double limit_ns; /* what is promised */
};

static enum climb_try serve(const struct server *server, uint64_t rate)
{
    double left = server->rate - (double)rate;
    double p99 = left <= 0 ? 1e12 : -log(0.01) / left * 1e9;

    return p99 * exp(server->noise * draw_normal()) < server->limit_ns
               ? CLIMB_KEPT
               : CLIMB_MISSED;
}

/* The rate at which it keeps just what is promised. */
static double edge_of(const struct server *server)
{
    return server->rate + log(0.01) / server->limit_ns * 1e9;
}

static struct climb climb_to_end(const struct server *server,
                                 const struct climb_rules *rules)
{
    struct climb climb;

    climb_init(&climb, rules);
    while (climb_goes_on(&climb)) {
        assert_true(climb.rate >= rules->least && climb.rate <= rules->most);
        assert_true(climb.runs < rules->runs_most);
        climb_tell(&climb, serve(server, climb.rate));
    }
    return climb;
}

static void the_edge_is_found_between_two_rates_that_are_near(void **state)
{
    static const double rates[] = {30, 777, 1000, 50000, 123456, 3000000};

    (void)state;
    for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
        struct server server = {rates[i], 0, 1e9};
        struct climb climb = climb_to_end(&server, &usual);

        assert_int_equal(climb.outcome, CLIMB_FOUND);
        assert_true((double)climb.low <= edge_of(&server));
        assert_true((double)climb.high >= edge_of(&server));
        assert_true((double)climb.high <= (double)climb.low * 1.05 + 1);
        assert_true(climb.runs <= 40);
    }
}

static void noise_moves_it_by_little(void **state)
{
    struct server server = {100000, 0.3, 1e6};
    size_t near = 0;

    (void)state;
    seed = 88172645463325252U;
    for (int trial = 0; trial < 200; trial++) {
        struct climb climb = climb_to_end(&server, &usual);

        assert_int_equal(climb.outcome, CLIMB_FOUND);
        near += fabs((double)climb.low / edge_of(&server) - 1) < 0.08;
    }
    assert_true(near >= 190);
}

static void a_single_stroke_of_luck_is_not_believed(void **state)
{
    struct climb climb;

    (void)state;
    climb_init(&climb, &usual);
    climb_tell(&climb, CLIMB_KEPT);
    assert_int_equal(climb.rate, 2000);
    climb_tell(&climb, CLIMB_KEPT); /* by luck */
    assert_int_equal(climb.rate, 4000);
    climb_tell(&climb, CLIMB_MISSED);
    climb_tell(&climb, CLIMB_MISSED);
    assert_int_equal(climb.rate, 2000); /* is it sure? */
    climb_tell(&climb, CLIMB_MISSED);
    assert_int_equal(climb.rate, 2000);
    climb_tell(&climb, CLIMB_MISSED);
    assert_int_equal(climb.high, 2000);
    assert_int_equal(climb.rate, 1000);
    climb_tell(&climb, CLIMB_KEPT);
    assert_true(climb.low_sure);
    assert_int_equal(climb.low, 1000);
    assert_int_equal(climb.rate, 1414);
}

static void a_single_stroke_of_bad_luck_does_not_end_the_climb(void **state)
{
    struct climb climb;

    (void)state;
    climb_init(&climb, &usual);
    climb_tell(&climb, CLIMB_MISSED);
    assert_int_equal(climb.rate, 1000);
    climb_tell(&climb, CLIMB_KEPT);
    assert_int_equal(climb.rate, 1000);
    climb_tell(&climb, CLIMB_KEPT);
    assert_int_equal(climb.rate, 2000);
}

static void it_goes_down_where_the_first_rate_is_too_high(void **state)
{
    struct server server = {50, 0, 1e9};
    struct climb climb = climb_to_end(&server, &usual);

    (void)state;
    assert_int_equal(climb.outcome, CLIMB_FOUND);
    assert_true(climb.low >= 42 && climb.high <= 48);
}

static void a_promise_that_is_never_kept_is_given_up_at_the_least(void **state)
{
    struct server server = {1e9, 0, 0};
    struct climb climb = climb_to_end(&server, &usual);

    (void)state;
    assert_int_equal(climb.outcome, CLIMB_NEVER);
    assert_int_equal(climb.low, 0);
    assert_int_equal(climb.high, usual.least);
    assert_true(climb.runs <= 10);
}

static void a_promise_that_is_always_kept_ends_at_the_most(void **state)
{
    struct server server = {1e9, 0, 1e12};
    struct climb climb = climb_to_end(&server, &usual);

    (void)state;
    assert_int_equal(climb.outcome, CLIMB_ALWAYS);
    assert_int_equal(climb.low, usual.most);
    assert_true(climb.runs <= 20);
}

static void the_number_of_runs_is_bounded(void **state)
{
    struct climb_rules few = usual;
    struct climb climb;

    (void)state;
    seed = 7;
    few.runs_most = 9;
    climb_init(&climb, &few);
    for (unsigned i = 0; climb_goes_on(&climb); i++) {
        assert_true(i < 9);
        climb_tell(&climb, draw() < 0.5 ? CLIMB_KEPT : CLIMB_MISSED);
    }
    assert_true(climb.outcome == CLIMB_UNSETTLED || climb.runs < 9);
}

static void a_verdict_by_dice_ends_too(void **state)
{
    (void)state;
    for (seed = 1; seed < 1000000; seed += 999) {
        struct climb climb;

        climb_init(&climb, &usual);
        while (climb_goes_on(&climb)) {
            climb_tell(&climb, draw() < 0.5 ? CLIMB_KEPT : CLIMB_MISSED);
        }
        assert_true(climb.runs <= usual.runs_most);
        assert_true(climb.high == 0 || climb.low < climb.high);
    }
}

static void a_run_keeps_a_promise_only_at_its_rate(void **state)
{
    struct bench_result *result = sample_result(10000, 500000);
    struct gate promise;

    (void)state;
    result->due = 10000;
    assert_int_equal(gate_promise(&promise, "p99<1ms", NULL), MW_OK);
    assert_int_equal(climb_judge(&promise, result), CLIMB_KEPT);
    result->unsent = 101;
    assert_int_equal(climb_judge(&promise, result), CLIMB_MISSED);
    result->generator_limited = true;
    assert_int_equal(climb_judge(&promise, result), CLIMB_LIMITED);
    result->unsent = 0;
    assert_int_equal(climb_judge(&promise, result), CLIMB_KEPT);
    mw_histogram_record_n(&result->latency, 2000000, 200);
    result->generator_limited = false;
    assert_int_equal(climb_judge(&promise, result), CLIMB_MISSED);
    study_result_free(result);
}

static void the_least_rate_has_answers_enough(void **state)
{
    struct gate promise;

    (void)state;
    assert_int_equal(gate_promise(&promise, "p99<1ms", NULL), MW_OK);
    assert_int_equal(climb_least(&promise, 2000000000), 550);
    assert_int_equal(gate_promise(&promise, "loss<1%", NULL), MW_OK);
    assert_int_equal(climb_least(&promise, 2000000000), 1);
}

static void ends_with(const struct climb *climb, const char *sentence)
{
    struct phrase phrase = {0};
    struct gate promise;

    assert_int_equal(gate_promise(&promise, "p99<1ms", NULL), MW_OK);
    climb_put(climb, &promise, &phrase);
    assert_string_equal(phrase.text, sentence);
}

static void it_says_how_it_ended(void **state)
{
    struct climb climb = {
        .outcome = CLIMB_FOUND, .low = 95300, .high = 98000, .runs = 24};

    (void)state;
    ends_with(&climb, "p99<1ms is kept up to 95.3 k/s, and missed at 98.0 k/s"
                      " (24 runs)");
    climb.limited = true;
    ends_with(&climb, "p99<1ms is kept up to 95.3 k/s, and missed at 98.0 k/s"
                      " (24 runs); there the generator was the limit: the"
                      " server may take more");
    climb = (struct climb){.outcome = CLIMB_NEVER, .high = 10, .runs = 8};
    ends_with(&climb, "p99<1ms is missed even at 10/s, the least rate that was"
                      " tried (8 runs)");
    climb = (struct climb){.outcome = CLIMB_ALWAYS, .low = 1000000, .runs = 1};
    ends_with(&climb, "p99<1ms is kept even at 1.00 M/s, the highest rate that"
                      " was tried (1 run)");
    climb = (struct climb){.outcome = CLIMB_UNSETTLED, .high = 500, .runs = 3};
    ends_with(&climb, "p99<1ms is missed at 500/s; it was not searched to the"
                      " end (3 runs)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_edge_is_found_between_two_rates_that_are_near),
        cmocka_unit_test(noise_moves_it_by_little),
        cmocka_unit_test(a_single_stroke_of_luck_is_not_believed),
        cmocka_unit_test(a_single_stroke_of_bad_luck_does_not_end_the_climb),
        cmocka_unit_test(it_goes_down_where_the_first_rate_is_too_high),
        cmocka_unit_test(a_promise_that_is_never_kept_is_given_up_at_the_least),
        cmocka_unit_test(a_promise_that_is_always_kept_ends_at_the_most),
        cmocka_unit_test(the_number_of_runs_is_bounded),
        cmocka_unit_test(a_verdict_by_dice_ends_too),
        cmocka_unit_test(a_run_keeps_a_promise_only_at_its_rate),
        cmocka_unit_test(the_least_rate_has_answers_enough),
        cmocka_unit_test(it_says_how_it_ended),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
