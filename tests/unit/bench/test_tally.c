#include "support.h"

#include "bench/tally.h"

#include <stdlib.h>

struct fixture {
    struct bench_result result;
    struct tally tally;
};

static struct fixture *fresh(void)
{
    struct fixture *fixture = malloc(sizeof(*fixture));

    assert_non_null(fixture);
    assert_int_equal(bench_result_init(&fixture->result, NULL), MW_OK);
    assert_int_equal(tally_init(&fixture->tally, &fixture->result, 1000, NULL),
                     MW_OK);
    return fixture;
}

static void drop(struct fixture *fixture)
{
    tally_fini(&fixture->tally);
    bench_result_fini(&fixture->result);
    free(fixture);
}

static struct bench_moment close_at(struct fixture *fixture, uint64_t now_ns)
{
    struct bench_moment moment;

    tally_close_moment(&fixture->tally, now_ns, &moment);
    return moment;
}

static void the_warm_up_is_seen_and_leaves_nothing(void **state)
{
    struct fixture *fixture = fresh();
    struct bench_moment moment;

    (void)state;
    tally_answered(&fixture->tally, 1000, 1000, 1500);
    moment = close_at(fixture, 2000);
    assert_int_equal(moment.answered, 1);
    assert_int_equal(moment.at_ns, 0);
    assert_int_equal(moment.length_ns, 1000);
    tally_answered(&fixture->tally, 2000, 2000, 2500);
    tally_begin(&fixture->tally, 3000);
    close_at(fixture, 4000);
    assert_int_equal(fixture->result.answered, 0);
    assert_int_equal(mw_histogram_count(&fixture->result.latency), 0);
    assert_int_equal(fixture->result.moment_count, 1);
    drop(fixture);
}

static void a_closed_loop_is_served_when_it_is_answered(void **state)
{
    struct fixture *fixture = fresh();

    (void)state;
    tally_begin(&fixture->tally, 5000);
    tally_answered(&fixture->tally, 5000, 5000, 5100);
    tally_end(&fixture->tally, 6000);
    assert_int_equal(mw_histogram_max(&fixture->result.latency), 100);
    assert_int_equal(mw_histogram_max(&fixture->result.service), 100);
    assert_int_equal(fixture->result.elapsed_ns, 1000);
    assert_int_equal(fixture->result.completed, 1);
    drop(fixture);
}

static void an_open_loop_knows_when_each_was_due(void **state)
{
    struct fixture *fixture = fresh();

    (void)state;
    fixture->tally.open = true;
    tally_begin(&fixture->tally, 5000);
    tally_lag(&fixture->tally, 40);
    tally_answered(&fixture->tally, 5000, 5040, 5100);
    tally_end(&fixture->tally, 6000);
    assert_int_equal(mw_histogram_max(&fixture->result.latency), 100);
    assert_int_equal(mw_histogram_max(&fixture->result.service), 60);
    assert_int_equal(mw_histogram_max(&fixture->result.lag), 40);
    drop(fixture);
}

static void answers_after_the_end_count_but_not_in_the_rate(void **state)
{
    struct fixture *fixture = fresh();

    (void)state;
    tally_begin(&fixture->tally, 1000);
    tally_answered(&fixture->tally, 1000, 1000, 1100);
    tally_end(&fixture->tally, 2000);
    tally_answered(&fixture->tally, 1900, 1900, 2100);
    close_at(fixture, 3000);
    assert_int_equal(fixture->result.answered, 2);
    assert_int_equal(fixture->result.completed, 1);
    assert_int_equal(mw_histogram_count(&fixture->result.latency), 2);
    assert_int_equal(fixture->result.elapsed_ns, 1000);
    assert_int_equal(fixture->result.moment_count, 1);
    drop(fixture);
}

static void an_end_before_the_last_interval_is_the_interval(void **state)
{
    struct fixture *fixture = fresh();

    (void)state;
    tally_begin(&fixture->tally, 1000);
    close_at(fixture, 5000);
    tally_end(&fixture->tally, 4000);
    assert_int_equal(fixture->result.elapsed_ns, 4000);
    drop(fixture);
}

static void an_interval_has_percentiles_when_it_has_the_answers(void **state)
{
    struct fixture *fixture = fresh();
    struct bench_moment moment;

    (void)state;
    tally_begin(&fixture->tally, 0);
    for (uint64_t i = 1; i < 10; i++) {
        tally_answered(&fixture->tally, 0, 0, i);
    }
    moment = close_at(fixture, 10);
    assert_int_equal(moment.p50_ns, 0);
    for (uint64_t i = 1; i <= 100; i++) {
        tally_answered(&fixture->tally, 0, 0, i);
    }
    moment = close_at(fixture, 20);
    assert_in_range(moment.p50_ns, 50, 51);
    assert_int_equal(moment.p99_ns, 0);
    for (uint64_t i = 1; i <= 2000; i++) {
        tally_answered(&fixture->tally, 0, 0, i < 1970 ? 20 : 200);
    }
    moment = close_at(fixture, 30);
    assert_int_equal(moment.p99_ns, 200);
    drop(fixture);
}

static void each_way_to_fail_is_counted_apart(void **state)
{
    struct fixture *fixture = fresh();
    struct bench_moment moment;

    (void)state;
    tally_begin(&fixture->tally, 0);
    tally_sent(&fixture->tally, 70);
    tally_sent(&fixture->tally, 30);
    tally_failed(&fixture->tally, &fixture->result.errors);
    tally_lost(&fixture->tally);
    moment = close_at(fixture, 10);
    assert_int_equal(moment.sent, 2);
    assert_int_equal(moment.failed, 1);
    assert_int_equal(moment.lost, 1);
    assert_int_equal(fixture->result.errors, 1);
    assert_int_equal(fixture->result.timeouts, 1);
    assert_int_equal(fixture->result.body_out, 100);
    drop(fixture);
}

/* 1,000 a second for 3 s, of which the last second stayed here. */
static void what_stayed_here_was_late_by_the_time_it_waited(void **state)
{
    static const uint64_t counts[] = {1, 7, 1000, 3000000};
    const uint64_t second = 1000000000;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct fixture *fixture = fresh();
        const struct mw_histogram *latency = &fixture->result.latency;

        tally_unsent(&fixture->tally, counts[i], 2 * second, 3 * second);
        assert_int_equal(mw_histogram_count(latency), counts[i]);
        assert_int_equal(mw_histogram_max(latency), second);
        if (counts[i] >= 1000) {
            assert_in_range(mw_histogram_at(latency, 0.5), 49 * second / 100,
                            51 * second / 100);
        }
        drop(fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_warm_up_is_seen_and_leaves_nothing),
        cmocka_unit_test(a_closed_loop_is_served_when_it_is_answered),
        cmocka_unit_test(an_open_loop_knows_when_each_was_due),
        cmocka_unit_test(answers_after_the_end_count_but_not_in_the_rate),
        cmocka_unit_test(an_end_before_the_last_interval_is_the_interval),
        cmocka_unit_test(an_interval_has_percentiles_when_it_has_the_answers),
        cmocka_unit_test(each_way_to_fail_is_counted_apart),
        cmocka_unit_test(what_stayed_here_was_late_by_the_time_it_waited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
