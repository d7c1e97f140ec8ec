#include "said.h"

static const char *const names[] = {"tcp", "udp"};

static void a_good_run_needs_no_words(void **state)
{
    (void)state;
    assert_run_says("tcp", sample_result(20000, 25000), NULL);
}

static void an_interrupted_run_is_told(void **state)
{
    struct bench_result *result = sample_result(20000, 25000);

    (void)state;
    result->interrupted = true;
    assert_run_says("tcp", result,
                    "the measurement was interrupted: the figures are of what"
                    " was seen until then");
}

static void one_round_of_several_targets_may_be_chance(void **state)
{
    struct study study;

    (void)state;
    sample_study(&study, names, 2);
    sample_add(&study, 0, 0, 0, sample_result(20000, 25000));
    sample_add(&study, 1, 0, 0, sample_result(20000, 25000));
    assert_said(&study, "one round gives no interval: where targets differ, it"
                        " may be by chance");
    sample_add(&study, 1, 0, 1, sample_result(20000, 25000));
    assert_false(is_said(&study, "one round"));
    study_fini(&study);
}

static void a_host_that_is_late_by_itself_is_told(void **state)
{
    struct bench_result *late = sample_result(20000, 25000);
    struct bench_result *good = sample_result(20000, 25000);

    (void)state;
    late->jitter_p99_ns = 30000;
    assert_run_says("tcp", late,
                    "this host was late by itself, with nothing to do: one time"
                    " in a hundred by 30.0 µs or more; tails of that length may"
                    " be its own");
    good->jitter_p99_ns = 2000;
    assert_run_says("tcp", good, NULL);
}

static void what_a_link_did_unasked_or_by_its_rate_is_told(void **state)
{
    struct study study;

    (void)state;
    sample_study(&study, names, 1);
    sample_add(&study, 0, 0, 0, sample_result(20000, 25000));
    study.link.refused = study.link.missed = 0.00001;
    assert_false(is_said(&study, "link"));
    study.link.refused = 0.05;
    assert_true(is_said(&study, "were dropped"));
    assert_false(is_said(&study, "by chance"));
    study.link.loss = 0.01;
    assert_said(&study, "the link's rate was not enough: 5.00 % of the packets"
                        " found its queue full and were dropped, beside those"
                        " lost by chance");
    study.link.missed = 0.01;
    assert_said(&study, "the emulated link lost 1.00 % of the packets by"
                        " itself, which nobody asked for: this machine was too"
                        " slow for it");
    study_fini(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_run_needs_no_words),
        cmocka_unit_test(an_interrupted_run_is_told),
        cmocka_unit_test(one_round_of_several_targets_may_be_chance),
        cmocka_unit_test(a_host_that_is_late_by_itself_is_told),
        cmocka_unit_test(what_a_link_did_unasked_or_by_its_rate_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
