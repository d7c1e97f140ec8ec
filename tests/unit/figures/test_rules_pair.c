#include "said.h"

static const char *const names[] = {"tcp", "udp"};

/* A run with this median, and a hundred and fifty messages that took longer. */
static struct bench_result *run_of(double p50, double p99)
{
    struct bench_result *result = sample_result(9850, (uint64_t)p50);

    mw_histogram_record_n(&result->latency, (uint64_t)p99, 150);
    result->answered = result->completed = result->sent = 10000;
    return result;
}

/* What five rounds have in common. */
struct rounds {
    double p50, p99;
    double spread; /* how far rounds are from each other, by turns */
    uint64_t lost, dropped;
};

/* From one to the next all is a little slower. */
static void add_rounds(struct study *study, size_t target, struct rounds rounds)
{
    for (size_t i = 0; i < 5; i++) {
        double factor =
            1 + 0.1 * (double)i + (i % 2 ? rounds.spread : -rounds.spread);
        struct bench_result *result =
            run_of(rounds.p50 * factor, rounds.p99 * factor);

        result->datagrams.lost = rounds.lost;
        result->datagrams.there_known = true;
        result->datagrams.dropped_there = rounds.dropped;
        sample_add(study, target, 0, i, result);
    }
}

static void a_difference_is_told_with_its_interval(void **state)
{
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    add_rounds(&study, 0, (struct rounds){25000, 50000, 0, 0, 0});
    add_rounds(&study, 1, (struct rounds){22000, 75000, 0.02, 0, 0});
    assert_true(is_said(&study, "udp p50 is 12 % lower than tcp ["));
    assert_true(is_said(&study, ", p99 is 50 % higher ["));
    assert_true(is_said(&study, "; no difference at throughput"));
    study.plan.rate = 1000; /* then it is what was asked for */
    assert_false(is_said(&study, "throughput"));
    study_fini(&study);
}

static void a_great_difference_is_told_as_a_multiple(void **state)
{
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    study.plan.rate = 1000;
    add_rounds(&study, 0, (struct rounds){25000, 50000, 0, 0, 0});
    add_rounds(&study, 1, (struct rounds){125000, 1050000, 0, 0, 0});
    assert_true(is_said(&study, "udp p50 is 5.0 times as high as that of tcp"
                                " ["));
    assert_true(is_said(&study, ", p99 is 21 times as high ["));
    study_fini(&study);
}

static void no_difference_and_not_known_are_told_apart(void **state)
{
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    study.plan.rate = 1000;
    add_rounds(&study, 0, (struct rounds){25000, 50000, 0, 0, 0});
    add_rounds(&study, 1, (struct rounds){25000, 50000, 0.001, 0, 0});
    assert_said(&study, "udp and tcp: no difference at p50, p99 and p99.9");
    study_fini(&study);
    sample_study(&study, names, 2);
    study.plan.rate = 1000;
    add_rounds(&study, 0, (struct rounds){25000, 50000, 0, 0, 0});
    add_rounds(&study, 1, (struct rounds){25000, 50000, 0.4, 0, 0});
    assert_said(&study, "udp and tcp: the rounds vary too much to tell at p50,"
                        " p99 and p99.9");
    study_fini(&study);
}

static void what_one_of_them_lost_is_told_beside_it(void **state)
{
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    study.plan.rate = 1000;
    add_rounds(&study, 0, (struct rounds){25000, 50000, 0, 0, 0});
    add_rounds(&study, 1, (struct rounds){25000, 50000, 0, 10, 10});
    assert_said(&study, "udp and tcp: no difference at p50, p99 and p99.9; udp"
                        " lost 0.100 %");
    study_fini(&study);
}

static const char *const waits =
    "tcp's p99 is 24.0 times its p50, that of udp 1.2 times: a lost segment,"
    " and all that follows it on the connection, waits until it has been sent"
    " again (head-of-line blocking); udp waits for nothing, and lost 1.67 %";

static void a_stream_that_waits_for_what_was_lost_is_told(void **state)
{
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    add_rounds(&study, 0, (struct rounds){25000, 600000, 0, 0, 0});
    add_rounds(&study, 1, (struct rounds){25000, 30000, 0, 167, 0});
    assert_said(&study, waits);
    study_fini(&study);
}

static void the_order_of_targets_does_not_matter_for_it(void **state)
{
    static const char *const other_way[] = {"udp", "tcp"};
    struct study study;

    (void)state;
    sample_study(&study, other_way, 2);
    add_rounds(&study, 0, (struct rounds){25000, 30000, 0, 167, 0});
    add_rounds(&study, 1, (struct rounds){25000, 600000, 0, 0, 0});
    assert_said(&study, waits);
    study_fini(&study);
}

static void loss_in_a_full_socket_holds_no_stream_back(void **state)
{
    static const char *const unix_one[] = {"unix", "udp"};
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    add_rounds(&study, 0, (struct rounds){25000, 600000, 0, 0, 0});
    add_rounds(&study, 1, (struct rounds){25000, 30000, 0, 167, 150});
    assert_false(is_said(&study, "head-of-line"));
    study.link.loss = 0.01; /* but a link that loses does */
    assert_true(is_said(&study, "head-of-line"));
    study_fini(&study);
    sample_study(&study, unix_one, 2);
    add_rounds(&study, 0, (struct rounds){25000, 600000, 0, 0, 0});
    add_rounds(&study, 1, (struct rounds){25000, 30000, 0, 167, 0});
    assert_false(is_said(&study, "head-of-line"));
    study_fini(&study);
}

static void where_nothing_was_lost_nothing_waited(void **state)
{
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    add_rounds(&study, 0, (struct rounds){25000, 600000, 0, 0, 0});
    add_rounds(&study, 1, (struct rounds){25000, 30000, 0, 0, 0});
    study.link.loss = 0.01;
    assert_false(is_said(&study, "head-of-line"));
    study_fini(&study);
}

static void a_short_tail_is_none_that_waited(void **state)
{
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    add_rounds(&study, 0, (struct rounds){25000, 37000, 0, 0, 0});
    add_rounds(&study, 1, (struct rounds){25000, 30000, 0, 167, 0});
    assert_false(is_said(&study, "head-of-line"));
    study_fini(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_difference_is_told_with_its_interval),
        cmocka_unit_test(a_great_difference_is_told_as_a_multiple),
        cmocka_unit_test(no_difference_and_not_known_are_told_apart),
        cmocka_unit_test(what_one_of_them_lost_is_told_beside_it),
        cmocka_unit_test(a_stream_that_waits_for_what_was_lost_is_told),
        cmocka_unit_test(the_order_of_targets_does_not_matter_for_it),
        cmocka_unit_test(loss_in_a_full_socket_holds_no_stream_back),
        cmocka_unit_test(where_nothing_was_lost_nothing_waited),
        cmocka_unit_test(a_short_tail_is_none_that_waited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
