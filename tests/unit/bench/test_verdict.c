#include "support.h"

#include "bench/verdict.h"

#include <stdlib.h>

enum { ELAPSED = 1000 };

/* What a run of both kinds says when they were so busy, in percent; a server
 * below 0 is not known. */
static bool limited(uint64_t client, int64_t server)
{
    struct bench_result *result = calloc(1, sizeof(*result));
    bool said;

    assert_non_null(result);
    assert_int_equal(bench_result_init(result, NULL), MW_OK);
    result->elapsed_ns = ELAPSED;
    result->client_cpu_ns = client * ELAPSED / 100;
    result->server_cpu_known = server >= 0;
    result->server_cpu_ns = server < 0 ? 0 : (uint64_t)server * ELAPSED / 100;
    said = verdict_generator_limited(result, false);
    bench_result_fini(result);
    free(result);
    return said;
}

static void a_generator_without_time_left_is_the_limit(void **state)
{
    (void)state;
    assert_true(limited(99, 50));
    assert_true(limited(99, -1));
    assert_false(limited(60, 50));
    assert_false(limited(60, -1));
}

static void a_server_without_time_left_is_the_limit_itself(void **state)
{
    (void)state;
    assert_false(limited(99, 99));
    assert_false(limited(60, 99));
}

static bool limited_by_lag(uint64_t lag_ns, uint64_t late_of_100, bool full)
{
    struct bench_result *result = calloc(1, sizeof(*result));
    bool said;

    assert_non_null(result);
    assert_int_equal(bench_result_init(result, NULL), MW_OK);
    result->elapsed_ns = result->client_cpu_ns = ELAPSED;
    result->server_cpu_known = full;
    result->server_cpu_ns = ELAPSED;
    mw_histogram_record_n(&result->lag, 500, 100 - late_of_100);
    mw_histogram_record_n(&result->lag, lag_ns, late_of_100);
    said = verdict_generator_limited(result, true);
    bench_result_fini(result);
    free(result);
    return said;
}

static void a_schedule_that_is_not_kept_is_told_and_jitter_is_not(void **state)
{
    (void)state;
    assert_true(limited_by_lag(5000000, 20, false));
    assert_false(limited_by_lag(5000000, 5, false));
    assert_false(limited_by_lag(50000, 100, false));
    assert_false(limited_by_lag(5000000, 20, true));
}

static void nothing_measured_is_no_verdict(void **state)
{
    struct bench_result *result = calloc(1, sizeof(*result));

    (void)state;
    assert_non_null(result);
    assert_int_equal(bench_result_init(result, NULL), MW_OK);
    assert_false(verdict_generator_limited(result, false));
    assert_false(verdict_generator_limited(result, true));
    bench_result_fini(result);
    free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_generator_without_time_left_is_the_limit),
        cmocka_unit_test(a_server_without_time_left_is_the_limit_itself),
        cmocka_unit_test(a_schedule_that_is_not_kept_is_told_and_jitter_is_not),
        cmocka_unit_test(nothing_measured_is_no_verdict),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
