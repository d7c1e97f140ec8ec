#include "support.h"

#include "pictures/facts.h"

#include "samples.h"

static struct study study;

static int end(void **state)
{
    (void)state;
    study_fini(&study);
    return 0;
}

static void assert_says(void (*say)(const struct study *, struct phrase *),
                        const char *expected)
{
    struct phrase phrase = {.len = 0};

    say(&study, &phrase);
    assert_string_equal(phrase.text, expected);
}

static void what_was_asked_for_is_told(void **state)
{
    (void)state;
    sample_head(&study);
    assert_says(facts_what, "echo");
    study_add_size(&study, 0, "", NULL);
    assert_says(facts_what, "echo");
    study.plan.notify = true;
    study.sizes[0].bytes = 8192;
    assert_says(facts_what, "one-way echo of 8 192 B");
    study_add_size(&study, 0, "exp:512", NULL);
    assert_says(facts_what, "one-way echo of 8 192 B to exp:512, 2 sizes");
}

static void so_is_the_load(void **state)
{
    (void)state;
    sample_head(&study);
    assert_says(facts_load, "closed loop: 16 connections, 4 in flight on "
                            "each");
    study.plan.connections = 1;
    assert_says(facts_load, "closed loop: 1 connection, 4 in flight");
    assert_non_null(study_add_busy(&study, 64, NULL));
    assert_says(facts_load,
                "closed loop: latency from 1 connection, 4 in flight; "
                "throughput and CPU from 1 connection, 64 in flight");
    study_fini(&study);
    sample_head(&study);
    study.plan.connections = 1;
    study.plan.rate = 20000;
    assert_says(facts_load,
                "open loop: 20 000 messages a second over 1 connection");
    study.plan.rate = 0;
    study.plan.notify = true;
    assert_says(facts_load, "as fast as they are taken, over 1 connection");
}

static void so_are_rounds(void **state)
{
    (void)state;
    sample_one(&study, false);
    assert_says(facts_rounds, "2s after 500ms of warm-up; seed 42");
    study.plan.count = 10000;
    study.plan.warmup_ns = 0;
    assert_says(facts_rounds, "2s or 10 000 messages; seed 42");
    study_fini(&study);
    sample_many(&study, 1, 3, false);
    assert_says(facts_rounds,
                "3 rounds of 2s, each after 500ms of warm-up; seed 42");
}

static void so_is_the_link(void **state)
{
    (void)state;
    sample_many(&study, 1, 1, true);
    assert_says(facts_link, "delay 10.1 ms, jitter 1.98 ms, loss 1.02 %");
    study.link.duplicate = 0.001;
    study.link.rate_bits = 10000000;
    assert_says(facts_link, "delay 10.1 ms, jitter 1.98 ms, loss 1.02 %, "
                            "duplicate 0.100 %, carried at most 10.0 Mbit/s");
    study.link.refused = 0.02;
    study.link.missed = 0.01;
    assert_says(facts_link, "delay 10.1 ms, jitter 1.98 ms, loss 1.02 %, "
                            "duplicate 0.100 %, dropped by its queue 2.00 %, "
                            "missed 1.00 %, carried at most 10.0 Mbit/s");
    study.link.rate_bits = 0;
    study.link.refused = study.link.missed = study.link.duplicate = 0;
    strcpy(study.link.congestion, "bbr");
    assert_says(facts_link, "delay 10.1 ms, jitter 1.98 ms, loss 1.02 %; "
                            "TCP by bbr");
}

static void the_best_is_the_one_that_none_beats(void **state)
{
    (void)state;
    sample_many(&study, 1, 5, false);
    assert_true(facts_best(&study, 2, 0, METRIC_P50));
    assert_false(facts_best(&study, 1, 0, METRIC_P50));
    assert_false(facts_best(&study, 0, 0, METRIC_P50));
    assert_true(facts_best(&study, 2, 0, METRIC_THROUGHPUT));
    assert_false(facts_best(&study, 0, 0, METRIC_THROUGHPUT));
}

/* Sets the p50 of a target's rounds: by what each varies from the others. */
static void set_rounds(size_t target, uint64_t ns, const uint64_t *vary)
{
    for (size_t i = 0; i < study.run_count; i++) {
        const struct study_run *run = &study.runs[i];

        if (run->target == target) {
            mw_histogram_reset(&run->result->latency);
            mw_histogram_record_n(&run->result->latency, ns + vary[run->round],
                                  1000);
        }
    }
}

static void what_can_not_be_told_from_the_best_is_as_good(void **state)
{
    static const uint64_t none[] = {0, 20, 10, 0, 20};
    static const uint64_t much[] = {0, 900, 100, 900, 0};

    (void)state;
    sample_many(&study, 1, 5, false);
    set_rounds(0, 1000, none);
    set_rounds(1, 700, much);
    set_rounds(2, 5000, none);
    assert_true(facts_best(&study, 0, 0, METRIC_P50));
    assert_true(facts_best(&study, 1, 0, METRIC_P50));
    assert_false(facts_best(&study, 2, 0, METRIC_P50));
    set_rounds(2, 1000, none);
    for (size_t target = 0; target < 3; target++) {
        assert_false(facts_best(&study, target, 0, METRIC_P50));
    }
}

static void a_moment_too_short_tells_nothing(void **state)
{
    struct bench_result *run;
    double rate;

    (void)state;
    sample_one(&study, false);
    run = study.runs[0].result;
    run->moments[3].answered = 500;
    assert_true(facts_rate(&study, run, 3, &rate));
    assert_true(fabs(rate - 5000) < 1e-6);
    run->moments[3].length_ns /= 100;
    assert_false(facts_rate(&study, run, 3, &rate));
    run->moments[3].length_ns = 0;
    assert_false(facts_rate(&study, run, 3, &rate));
}

static void a_difference_of_nothing_makes_no_best(void **state)
{
    (void)state;
    sample_many(&study, 2, 5, false);
    for (size_t target = 0; target < 3; target++) {
        assert_false(facts_best(&study, target, 1, METRIC_CPU));
        assert_false(facts_best(&study, target, 0, METRIC_MAX));
    }
}

static void a_spread_needs_rounds(void **state)
{
    struct interval two = {100, 98, 103, 2}, one = {100, 98, 103, 1};

    (void)state;
    assert_true(fabs(facts_spread(&two) - 0.03) < 1e-9);
    assert_true(facts_spread(&one) == 0);
}

static void a_name_is_as_short_as_it_may_be(void **state)
{
    (void)state;
    sample_head(&study);
    study_add_target(&study, NULL, "tcp://127.0.0.1:1", NULL);
    study_add_target(&study, NULL, "udp://127.0.0.1:1", NULL);
    study_add_target(&study, "mine", "unix:/tmp/x", NULL);
    assert_string_equal(facts_name(&study, 0), "tcp");
    assert_string_equal(facts_name(&study, 1), "udp");
    assert_string_equal(facts_name(&study, 2), "mine");
    study_add_target(&study, NULL, "tcp://127.0.0.1:2", NULL);
    assert_string_equal(facts_name(&study, 0), "tcp://127.0.0.1:1");
    assert_string_equal(facts_name(&study, 3), "tcp://127.0.0.1:2");
    study_add_target(&study, "udp", "tcp://127.0.0.1:3", NULL);
    assert_string_equal(facts_name(&study, 1), "udp://127.0.0.1:1");
}

static void only_what_is_known_and_not_0_is_told(void **state)
{
    (void)state;
    sample_many(&study, 1, 1, false);
    assert_true(facts_tell(&study, METRIC_P50));
    assert_false(facts_tell(&study, METRIC_ERRORS));
    assert_false(facts_tell(&study, METRIC_P9999));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end)
    const struct CMUnitTest tests[] = {
        TEST(what_was_asked_for_is_told),
        TEST(so_is_the_load),
        TEST(so_are_rounds),
        TEST(so_is_the_link),
        TEST(the_best_is_the_one_that_none_beats),
        TEST(what_can_not_be_told_from_the_best_is_as_good),
        TEST(a_moment_too_short_tells_nothing),
        TEST(a_difference_of_nothing_makes_no_best),
        TEST(a_spread_needs_rounds),
        TEST(a_name_is_as_short_as_it_may_be),
        TEST(only_what_is_known_and_not_0_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
