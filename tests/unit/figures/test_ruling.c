#include "sample_study.h"

#include "figures/ruling.h"

static const char *const names[] = {"tcp", "udp"};

/* One round of 20 000 answers for each target, with these latencies. */
static void make_study(struct study *study, uint64_t tcp_ns, uint64_t udp_ns)
{
    sample_study(study, names, 2);
    sample_add(study, 0, 0, 0, sample_result(20000, tcp_ns));
    sample_add(study, 1, 0, 0, sample_result(20000, udp_ns));
}

/* Judges tcp at 1 ms and udp at 2 ms; the baseline had both at 1 ms, and of
 * each target as many as `before`. */
static void is_judged(const char *conditions, bool required, size_t before,
                      const char *sentences)
{
    struct study study, baseline;
    struct gates gates = {0};
    struct ruling ruling;

    make_study(&study, 1000000, 2000000);
    sample_study(&baseline, names, 2);
    for (size_t i = 0; i < before; i++) {
        sample_add(&baseline, i, 0, 0, sample_result(20000, 1000000));
    }
    assert_int_equal(gates_add(&gates, conditions, required, NULL), MW_OK);
    assert_int_equal(ruling_of(&gates, &study, &baseline, &ruling, NULL),
                     MW_OK);
    assert_int_equal(mw_buffer_append(&ruling.sentences, mw_bytes("", 1)),
                     MW_OK);
    assert_string_equal((char *)ruling.sentences.at, sentences);
    assert_int_equal(ruling.missed > 0, *sentences != '\0');
    ruling_fini(&ruling);
    study_fini(&study);
    study_fini(&baseline);
}

static void what_is_required_must_hold_at_each_cell(void **state)
{
    (void)state;
    is_judged("p99<3ms", true, 0, "");
    is_judged("p99<1500us,loss<=0", true, 0,
              "udp: p99 is 2.00 ms, but p99<1500us is required\n");
    is_judged("p99<500us", true, 0,
              "tcp: p99 is 1.00 ms, but p99<500us is required\n"
              "udp: p99 is 2.00 ms, but p99<500us is required\n");
}

static void what_fails_must_not_hold_at_any_cell(void **state)
{
    (void)state;
    is_judged("p99>3ms", false, 0, "");
    is_judged("p99>1500us", false, 0, "udp: p99 is 2.00 ms: p99>1500us\n");
    is_judged("throughput>30k, throughput<10k", false, 0, "");
}

static void a_change_is_told_with_both_figures(void **state)
{
    (void)state;
    is_judged("p99>+10%", false, 2,
              "udp: p99 is 2.00 ms, 100 % more than the baseline's 1.00 ms:"
              " p99>+10%\n");
    is_judged("p99>+150%", false, 2, "");
    is_judged("loss>+0%", false, 2, ""); /* none then, none now */
}

static void a_cell_without_a_counterpart_is_passed_over(void **state)
{
    (void)state;
    is_judged("p99>+10%", false, 1, "");
    is_judged("p99>+10%", false, 0,
              "p99>+10%: there is nothing in the baseline to hold it to\n");
}

static void what_can_not_be_told_is_missed(void **state)
{
    (void)state;
    is_judged("p99.99<1s", true, 0,
              "tcp: too few answers to tell p99.99, which needs 100 000, but"
              " p99.99<1s is required\n"
              "udp: too few answers to tell p99.99, which needs 100 000, but"
              " p99.99<1s is required\n");
    is_judged("cpu>1s", false, 0,
              "tcp: cpu is not known: cpu>1s\nudp: cpu is not known: cpu>1s\n");
}

static void rounds_that_may_be_chance_are_told(void **state)
{
    struct study study, baseline;
    struct gates gates = {0};
    struct ruling ruling;

    (void)state;
    sample_study(&study, names, 2);
    sample_study(&baseline, names, 2);
    for (size_t i = 0; i < 2; i++) {
        sample_add(&study, 0, 0, i, sample_result(20000, 1200000 + i * 90000));
        sample_add(&baseline, 0, 0, i, sample_result(20000, 1000000));
    }
    assert_int_equal(gates_add(&gates, "p50>+5%", false, NULL), MW_OK);
    assert_int_equal(ruling_of(&gates, &study, &baseline, &ruling, NULL),
                     MW_OK);
    assert_int_equal(mw_buffer_append(&ruling.sentences, mw_bytes("", 1)),
                     MW_OK);
    assert_string_equal((char *)ruling.sentences.at,
                        "tcp: p50 is 1.24 ms, 24 % more than the baseline's"
                        " 1.00 ms: p50>+5% (by the rounds of both it may be"
                        " chance)\n");
    assert_int_equal(ruling.missed, 1);
    assert_int_equal(ruling.passed, 0);
    ruling_fini(&ruling);
    study_fini(&study);
    study_fini(&baseline);
}

static void loss_where_there_was_none_is_more_than_any_part(void **state)
{
    struct bench_result *lossy = sample_result(20000, 1000);
    struct study study, baseline;
    struct gates gates = {0};
    struct ruling ruling;

    (void)state;
    make_study(&baseline, 1000, 1000);
    sample_study(&study, names, 2);
    lossy->datagrams.lost = 20;
    sample_add(&study, 1, 0, 0, lossy);
    assert_int_equal(gates_add(&gates, "loss>+500%", false, NULL), MW_OK);
    assert_int_equal(ruling_of(&gates, &study, &baseline, &ruling, NULL),
                     MW_OK);
    assert_memory_equal(ruling.sentences.at,
                        "udp: loss is 0.100 %, and the baseline's is 0 %:"
                        " loss>+500%",
                        59);
    ruling_fini(&ruling);
    study_fini(&study);
    study_fini(&baseline);
}

static void an_empty_study_passes_nothing(void **state)
{
    struct gates gates = {0};
    struct ruling ruling;
    struct study study;

    (void)state;
    study_init(&study);
    assert_int_equal(gates_add(&gates, "p99<1s", true, NULL), MW_OK);
    assert_int_equal(ruling_of(&gates, &study, NULL, &ruling, NULL), MW_OK);
    assert_int_equal(ruling.missed, 1);
    ruling_fini(&ruling);
    gates.count = 0;
    assert_int_equal(ruling_of(&gates, &study, NULL, &ruling, NULL), MW_OK);
    assert_int_equal(ruling.missed, 0);
    ruling_fini(&ruling);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_required_must_hold_at_each_cell),
        cmocka_unit_test(what_fails_must_not_hold_at_any_cell),
        cmocka_unit_test(a_change_is_told_with_both_figures),
        cmocka_unit_test(a_cell_without_a_counterpart_is_passed_over),
        cmocka_unit_test(what_can_not_be_told_is_missed),
        cmocka_unit_test(rounds_that_may_be_chance_are_told),
        cmocka_unit_test(loss_where_there_was_none_is_more_than_any_part),
        cmocka_unit_test(an_empty_study_passes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
