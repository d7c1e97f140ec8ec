#include "sample_study.h"

#include "figures/figure.h"

#include <math.h>

static const char *const names[] = {"tcp", "udp"};
static const struct figure_pair udp_to_tcp = {1, 0, 0};

static bool near(double value, double expected)
{
    return fabs(value / expected - 1) < 0.005;
}

/* Rounds of both targets: the host is slower from round to round, and udp
 * takes `part` of tcp's time, give or take `spread`. */
static void add_rounds(struct study *study, size_t rounds, double part,
                       double spread)
{
    for (size_t round = 0; round < rounds; round++) {
        double tcp = 20000.0 * (double)(round + 1);
        double udp = tcp * part * (round % 2 ? 1 + spread : 1 - spread);

        sample_add(study, 0, 0, round, sample_result(5000, (uint64_t)tcp));
        sample_add(study, 1, 0, round, sample_result(5000, (uint64_t)udp));
    }
}

static void a_figure_is_the_middle_of_its_rounds(void **state)
{
    struct interval figure;
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    add_rounds(&study, 2, 1, 0);
    assert_true(figure_of(&study, 0, 0, METRIC_P50, &figure));
    assert_true(near(figure.value, sqrt(20000.0 * 40000)));
    assert_true(figure.low < 20000 && figure.high > 40000);
    assert_int_equal(figure.rounds, 2);
    study_fini(&study);
}

static void one_round_is_told_without_an_interval(void **state)
{
    struct interval figure;
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    assert_false(figure_of(&study, 0, 0, METRIC_P50, &figure));
    assert_false(figure_of(&study, 0, 0, METRIC_LOSS, &figure));
    add_rounds(&study, 1, 1, 0);
    assert_true(figure_of(&study, 0, 0, METRIC_P50, &figure));
    assert_true(near(figure.value, 20000));
    assert_true(figure.low == figure.value && figure.high == figure.value);
    assert_int_equal(figure.rounds, 0);
    study_fini(&study);
}

static void what_only_all_rounds_together_know_has_no_interval(void **state)
{
    struct interval figure;
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    for (size_t round = 0; round < 5; round++) {
        sample_add(&study, 0, 0, round,
                   sample_result(2500, 20000 * (round + 1)));
    }
    assert_true(figure_of(&study, 0, 0, METRIC_P999, &figure));
    assert_int_equal(figure.rounds, 0);
    assert_false(figure_of(&study, 0, 0, METRIC_P9999, &figure));
    assert_true(figure_of(&study, 0, 0, METRIC_MAX, &figure));
    assert_true(figure.value == 100000 && figure.rounds == 0);
    study_fini(&study);
}

static void a_percentile_is_compared_from_fewer_answers(void **state)
{
    struct interval figure;
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    add_rounds(&study, 2, 1, 0); /* of 5 000 answers each */
    assert_true(figure_of(&study, 0, 0, METRIC_P999, &figure));
    assert_int_equal(figure.rounds, 0);
    assert_true(figure_ratio(&study, &udp_to_tcp, METRIC_P999, &figure));
    assert_int_equal(figure.rounds, 2);
    assert_false(figure_ratio(&study, &udp_to_tcp, METRIC_P9999, &figure));
    study_fini(&study);
}

static void loss_is_that_of_all_messages(void **state)
{
    struct interval figure;
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    for (size_t round = 0; round < 2; round++) {
        struct bench_result *result = sample_result(9900, 20000);

        result->sent = 10000;
        result->datagrams.lost = 100;
        sample_add(&study, 1, 0, round, result);
    }
    assert_true(figure_of(&study, 1, 0, METRIC_LOSS, &figure));
    assert_true(near(figure.value, 0.01));
    assert_true(figure.low > 0.008 && figure.low < 0.01);
    assert_true(figure.high > 0.01 && figure.high < 0.012);
    study_fini(&study);
}

static enum figure_verdict verdict_of(double part, double spread)
{
    enum figure_verdict verdict;
    struct interval ratio;
    struct study study;

    sample_study(&study, names, 2);
    add_rounds(&study, 5, part, spread);
    assert_true(figure_ratio(&study, &udp_to_tcp, METRIC_P50, &ratio));
    assert_int_equal(ratio.rounds, 5);
    verdict = figure_verdict(&ratio);
    study_fini(&study);
    return verdict;
}

static void a_ratio_is_told_where_the_rounds_agree(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(0.88, 0.01), FIGURE_LOWER);
    assert_int_equal(verdict_of(1.3, 0.01), FIGURE_HIGHER);
    assert_int_equal(verdict_of(1, 0.01), FIGURE_SAME);
    assert_int_equal(verdict_of(0.99, 0.3), FIGURE_UNSURE);
    assert_int_equal(verdict_of(0.88, 0.3), FIGURE_UNSURE);
}

static void only_rounds_that_have_both_are_compared(void **state)
{
    struct interval ratio;
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    add_rounds(&study, 2, 0.5, 0);
    sample_add(&study, 1, 0, 2, sample_result(5000, 1));
    sample_add(&study, 0, 0, 3, sample_result(5000, 1));
    assert_true(figure_ratio(&study, &udp_to_tcp, METRIC_P50, &ratio));
    assert_int_equal(ratio.rounds, 2);
    assert_true(near(ratio.value, 0.5));
    assert_false(figure_ratio(&study, &udp_to_tcp, METRIC_P9999, &ratio));
    assert_false(figure_ratio(&study, &udp_to_tcp, METRIC_LOSS, &ratio));
    assert_false(figure_ratio(&study, &udp_to_tcp, METRIC_MAX, &ratio));
    study_fini(&study);
}

static void each_half_tells_its_part(void **state)
{
    struct interval figure, ratio;
    struct study study, *busy;

    (void)state;
    sample_study(&study, names, 2);
    busy = study_add_busy(&study, 16, NULL);
    for (size_t round = 0; round < 2; round++) {
        sample_add(&study, 0, 0, round, sample_result(5000, 1000));
        sample_add(&study, 1, 0, round, sample_result(5000, 1000));
        sample_add(busy, 0, 0, round, sample_result(40000, 7000));
        sample_add(busy, 1, 0, round, sample_result(20000, 7000));
    }
    assert_true(figure_of(&study, 0, 0, METRIC_P50, &figure));
    assert_true(near(figure.value, 1000));
    assert_true(figure_of(&study, 0, 0, METRIC_THROUGHPUT, &figure));
    assert_true(near(figure.value, 40000));
    assert_true(figure_ratio(&study, &udp_to_tcp, METRIC_P50, &ratio));
    assert_true(near(ratio.value, 1));
    assert_true(figure_ratio(&study, &udp_to_tcp, METRIC_THROUGHPUT, &ratio));
    assert_true(near(ratio.value, 0.5));
    study_fini(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_figure_is_the_middle_of_its_rounds),
        cmocka_unit_test(one_round_is_told_without_an_interval),
        cmocka_unit_test(what_only_all_rounds_together_know_has_no_interval),
        cmocka_unit_test(a_percentile_is_compared_from_fewer_answers),
        cmocka_unit_test(loss_is_that_of_all_messages),
        cmocka_unit_test(a_ratio_is_told_where_the_rounds_agree),
        cmocka_unit_test(only_rounds_that_have_both_are_compared),
        cmocka_unit_test(each_half_tells_its_part),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
