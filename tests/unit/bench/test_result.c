#include "support.h"

#include "bench/result.h"

#include <stdlib.h>

static struct bench_result *fresh(void)
{
    struct bench_result *result = malloc(sizeof(*result));

    assert_non_null(result);
    assert_int_equal(bench_result_init(result, NULL), MW_OK);
    return result;
}

static void drop(struct bench_result *result)
{
    bench_result_fini(result);
    free(result);
}

static void blame(struct bench_result *result, enum mw_status status,
                  const char *text)
{
    struct mw_error why;

    mw_error_set(&why, status, "%s", text);
    bench_result_blame(result, &why);
}

static void the_first_thing_that_went_wrong_stays(void **state)
{
    struct bench_result *result = fresh();

    (void)state;
    blame(result, MW_ETIMEOUT, "the first");
    blame(result, MW_ECLOSED, "the second");
    assert_int_equal(result->status, MW_ETIMEOUT);
    assert_string_equal(result->why, "the first");
    drop(result);
}

static void add_moments(struct bench_result *result, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct bench_moment moment = {
            .at_ns = i * BENCH_MOMENT_NS,
            .length_ns = BENCH_MOMENT_NS,
            .sent = 3,
            .answered = 2,
            .failed = 1,
            .lost = 1,
            .p50_ns = 1000,
            .p99_ns = 2000 + i,
        };
        bench_result_add_moment(result, &moment);
    }
}

static void moments_never_outgrow_their_memory_and_lose_nothing(void **state)
{
    struct bench_result *result = fresh();
    uint64_t sent = 0, answered = 0, lost = 0, length = 0;
    const size_t count = 10 * BENCH_MOMENTS + 7;

    (void)state;
    add_moments(result, count);
    assert_in_range(result->moment_count, BENCH_MOMENTS / 2, BENCH_MOMENTS);
    for (size_t i = 0; i < result->moment_count; i++) {
        assert_int_equal(result->moments[i].at_ns, length);
        assert_int_equal(result->moments[i].p50_ns, 1000);
        length += result->moments[i].length_ns;
        sent += result->moments[i].sent;
        answered += result->moments[i].answered;
        lost += result->moments[i].lost;
    }
    assert_int_equal(length, count * BENCH_MOMENT_NS);
    assert_int_equal(sent, 3 * count);
    assert_int_equal(answered, 2 * count);
    assert_int_equal(lost, count);
    assert_int_equal(result->moments[result->moment_count - 1].p99_ns,
                     2000 + count - 1);
    drop(result);
}

static void a_moment_without_a_median_does_not_lower_its_neighbours(void **s)
{
    struct bench_result *result = fresh();
    struct bench_moment moment = {.length_ns = 10, .answered = 1};

    (void)s;
    bench_result_add_moment(result, &moment);
    moment = (struct bench_moment){
        .at_ns = 10, .length_ns = 10, .answered = 100, .p50_ns = 500};
    bench_result_add_moment(result, &moment);
    assert_int_equal(result->moment_count, 1);
    assert_int_equal(result->moments[0].p50_ns, 500);
    assert_int_equal(result->moments[0].answered, 101);
    drop(result);
}

static void who_has_given_its_memory_back_keeps_no_moments(void **state)
{
    struct bench_result *result = fresh();

    (void)state;
    add_moments(result, 2);
    bench_result_fini(result);
    add_moments(result, 2);
    assert_int_equal(result->moment_count, 0);
    drop(result);
}

static void a_merge_is_as_if_one_run_had_followed_the_other(void **state)
{
    struct bench_result *a = fresh(), *b = fresh();

    (void)state;
    a->runs = b->runs = 1;
    a->elapsed_ns = 3 * (uint64_t)BENCH_MOMENT_NS;
    b->elapsed_ns = 2 * (uint64_t)BENCH_MOMENT_NS;
    add_moments(a, 3);
    add_moments(b, 2);
    a->answered = a->completed = 30;
    b->answered = b->completed = 20;
    mw_histogram_record(&a->latency, 100);
    mw_histogram_record(&b->latency, 200);
    blame(b, MW_ECLOSED, "lost");
    bench_result_merge(a, b);
    assert_int_equal(a->runs, 2);
    assert_int_equal(a->elapsed_ns, 5 * (uint64_t)BENCH_MOMENT_NS);
    assert_int_equal(a->moment_count, 5);
    assert_int_equal(a->moments[3].at_ns, 3 * (uint64_t)BENCH_MOMENT_NS);
    assert_int_equal(a->answered, 50);
    assert_int_equal(mw_histogram_count(&a->latency), 2);
    assert_string_equal(a->why, "lost");
    assert_true(bench_result_rate(a) > 99.9 && bench_result_rate(a) < 100.1);
    drop(a);
    drop(b);
}

static void what_one_run_does_not_know_the_merged_one_does_not(void **state)
{
    struct bench_result *all = fresh(), *run = fresh();

    (void)state;
    run->runs = 1;
    run->server_cpu_known = run->datagrams.there_known = true;
    bench_result_merge(all, run);
    bench_result_merge(all, run);
    assert_true(all->server_cpu_known);
    assert_true(all->datagrams.there_known);
    run->server_cpu_known = run->datagrams.there_known = false;
    bench_result_merge(all, run);
    assert_false(all->server_cpu_known);
    assert_false(all->datagrams.there_known);
    drop(all);
    drop(run);
}

static void the_worst_of_the_rounds_is_kept(void **state)
{
    struct bench_result *all = fresh(), *run = fresh();

    (void)state;
    run->jitter_max_ns = 5;
    run->datagrams.reordered_most = 7;
    run->generator_limited = true;
    bench_result_merge(all, run);
    run->jitter_max_ns = 3;
    run->datagrams.reordered_most = 2;
    run->generator_limited = false;
    bench_result_merge(all, run);
    assert_int_equal(all->jitter_max_ns, 5);
    assert_int_equal(all->datagrams.reordered_most, 7);
    assert_true(all->generator_limited);
    drop(all);
    drop(run);
}

static void failed_is_all_that_got_no_good_answer(void **state)
{
    struct bench_result *result = fresh();

    (void)state;
    assert_true(bench_result_rate(result) == 0);
    result->errors = 1;
    result->wrong = 10;
    result->timeouts = 100;
    result->abandoned = 1000;
    assert_int_equal(bench_result_failed(result), 1111);
    drop(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_thing_that_went_wrong_stays),
        cmocka_unit_test(moments_never_outgrow_their_memory_and_lose_nothing),
        cmocka_unit_test(
            a_moment_without_a_median_does_not_lower_its_neighbours),
        cmocka_unit_test(who_has_given_its_memory_back_keeps_no_moments),
        cmocka_unit_test(a_merge_is_as_if_one_run_had_followed_the_other),
        cmocka_unit_test(what_one_run_does_not_know_the_merged_one_does_not),
        cmocka_unit_test(the_worst_of_the_rounds_is_kept),
        cmocka_unit_test(failed_is_all_that_got_no_good_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
