#include "sample_study.h"

#include "figures/metric.h"

static void is(enum metric metric, const struct bench_result *result,
               double expected)
{
    double value;

    assert_true(metric_of(metric, result, &value));
    assert_true(value > expected * 0.995 && value < expected * 1.005);
}

static void is_not_known(enum metric metric, const struct bench_result *result)
{
    double value;

    assert_false(metric_of(metric, result, &value));
}

static void each_metric_is_found_by_its_name(void **state)
{
    (void)state;
    for (int i = 0; i < METRICS; i++) {
        const char *name = metric_facts((enum metric)i)->name;

        assert_int_equal(metric_find(name, strlen(name)), i);
    }
    assert_int_equal(metric_find("p99.9<1ms", 5), METRIC_P999);
    assert_int_equal(metric_find("p99.9<1ms", 3), METRIC_P99);
    assert_int_equal(metric_find("p98", 3), METRICS);
    assert_int_equal(metric_find("", 0), METRICS);
}

static void a_result_that_has_all_says_all(void **state)
{
    struct bench_result *result = sample_result(99000, 20000);

    (void)state;
    mw_histogram_record_n(&result->latency, 500000, 900);
    mw_histogram_record_n(&result->latency, 9000000, 100);
    result->sent = 200000;
    result->answered = result->completed = 100000;
    result->datagrams.lost = 2000;
    result->errors = 100;
    result->wrong = 50;
    result->abandoned = 50;
    result->timeouts = 4000;
    result->server_cpu_known = true;
    result->server_cpu_ns = 150000000;
    result->client_cpu_ns = 200000000;
    is(METRIC_P50, result, 20000);
    is(METRIC_P99, result, 20000);
    is(METRIC_P999, result, 500000);
    is(METRIC_P9999, result, 9000000);
    is(METRIC_MAX, result, 9000000);
    is(METRIC_MEAN, result, (99000 * 20000.0 + 900 * 500000.0 + 9e8) / 1e5);
    is(METRIC_THROUGHPUT, result, 100000);
    is(METRIC_LOSS, result, 0.01);
    is(METRIC_ERRORS, result, 0.001);
    is(METRIC_TIMEOUTS, result, 0.02);
    is(METRIC_CPU, result, 1500);
    is(METRIC_CLIENT_CPU, result, 2000);
    study_result_free(result);
}

static void a_percentile_without_its_samples_is_not_known(void **state)
{
    struct bench_result *result = sample_result(9999, 20000);

    (void)state;
    is(METRIC_P99, result, 20000);
    is_not_known(METRIC_P999, result);
    is(METRIC_MAX, result, 20000);
    assert_true(metric_needs(METRIC_P999) > 9999.9);
    assert_true(metric_needs(METRIC_P999) < 10000.1);
    assert_true(metric_needs(METRIC_LOSS) == 0);
    study_result_free(result);
}

static void nothing_measured_is_nothing_known(void **state)
{
    struct bench_result *result = study_result_new(NULL);

    (void)state;
    for (int i = 0; i < METRICS; i++) {
        is_not_known((enum metric)i, result);
    }
    study_result_free(result);
}

static void a_server_whose_cpu_is_not_known_used_none_that_we_know(void **state)
{
    struct bench_result *result = sample_result(1000, 1);

    (void)state;
    result->server_cpu_ns = 1000;
    is_not_known(METRIC_CPU, result);
    result->server_cpu_known = true;
    is(METRIC_CPU, result, 1);
    study_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_metric_is_found_by_its_name),
        cmocka_unit_test(a_result_that_has_all_says_all),
        cmocka_unit_test(a_percentile_without_its_samples_is_not_known),
        cmocka_unit_test(nothing_measured_is_nothing_known),
        cmocka_unit_test(
            a_server_whose_cpu_is_not_known_used_none_that_we_know),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
