#include "said.h"

static const char *const names[] = {"tcp", "udp", "unix"};

/* Three targets, three sizes, two rounds; nothing to tell. */
static void make_study(struct study *study)
{
    sample_study(study, names, 3);
    assert_int_equal(study_add_size(study, 1400, NULL, NULL), MW_OK);
    assert_int_equal(study_add_size(study, 0, "64..1400", NULL), MW_OK);
}

static void add_all(struct study *study, uint32_t limited_targets,
                    uint32_t limited_sizes)
{
    for (size_t i = 0; i < 18; i++) {
        size_t target = i % 3, size = i / 3 % 3;
        struct bench_result *result = sample_result(20000, 25000);

        result->generator_limited = (limited_targets >> target & 1) != 0 &&
                                    (limited_sizes >> size & 1) != 0;
        sample_add(study, target, size, i / 9, result);
    }
}

static void is_told_of(uint32_t targets, uint32_t sizes, const char *place)
{
    char expected[200];
    struct study study;

    make_study(&study);
    add_all(&study, targets, sizes);
    snprintf(expected, sizeof(expected),
             "%sthe generator was the limit: these numbers are not the"
             " server's",
             place);
    assert_said(&study, expected);
    study_fini(&study);
}

static void what_holds_for_several_is_said_once(void **state)
{
    (void)state;
    is_told_of(1, 1, "tcp at 64 bytes: ");
    is_told_of(3, 1, "tcp and udp at 64 bytes: ");
    is_told_of(5, 3, "tcp and unix at 64 and 1 400 bytes: ");
    is_told_of(1, 7, "tcp: ");
    is_told_of(7, 2, "at 1 400 bytes: ");
    is_told_of(7, 4, "at 64..1400: ");
    is_told_of(7, 7, "");
}

static void what_is_said_of_the_busy_half_names_it(void **state)
{
    struct study study, *busy;

    (void)state;
    make_study(&study);
    busy = study_add_busy(&study, 16, NULL);
    add_all(&study, 0, 0);
    add_all(busy, 1, 1);
    assert_said(&study, "with 16 in flight, tcp at 64 bytes: the generator was"
                        " the limit: these numbers are not the server's");
    study_fini(&study);
}

static void doubts_come_first_then_findings_then_reasons(void **state)
{
    struct bench_result *result = sample_result(20000, 25000);
    struct sentences sentences;
    struct study study;

    (void)state;
    make_study(&study);
    add_all(&study, 1, 1);
    result->errors = 5;
    result->server_cpu_known = true;
    result->server_cpu_ns = 990000000;
    study.targets[0].datagrams = false;
    assert_int_equal(study_add_size(&study, 9, NULL, NULL), MW_OK);
    sample_add(&study, 0, 3, 0, result);
    assert_int_equal(sentences_of(&study, &sentences, NULL), MW_OK);
    assert_int_equal(sentences.at[0].kind, SENTENCE_DOUBT);
    assert_int_equal(sentences.at[0].targets, 1);
    assert_int_equal(sentences.at[0].sizes, 1);
    for (size_t i = 1; i < sentences.count; i++) {
        assert_true(sentences.at[i].kind >= sentences.at[i - 1].kind);
    }
    assert_int_equal(sentences.at[sentences.count - 1].kind, SENTENCE_REASON);
    sentences_fini(&sentences);
    study_fini(&study);
}

static void targets_are_compared_with_the_first_one(void **state)
{
    struct study study;

    (void)state;
    make_study(&study);
    study.plan.rate = 1000;
    add_all(&study, 0, 0);
    assert_said(&study, "udp and tcp: no difference at p50, p99 and p99.9");
    assert_said(&study, "unix and tcp: no difference at p50, p99 and p99.9");
    assert_false(is_said(&study, "unix and udp"));
    study_fini(&study);
}

static void an_empty_study_says_nothing(void **state)
{
    struct sentences sentences;
    struct study study;

    (void)state;
    study_init(&study);
    assert_int_equal(sentences_of(&study, &sentences, NULL), MW_OK);
    assert_int_equal(sentences.count, 0);
    sentences_fini(&sentences);
    make_study(&study);
    assert_int_equal(sentences_of(&study, &sentences, NULL), MW_OK);
    assert_int_equal(sentences.count, 0);
    sentences_fini(&sentences);
    study_fini(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_holds_for_several_is_said_once),
        cmocka_unit_test(what_is_said_of_the_busy_half_names_it),
        cmocka_unit_test(doubts_come_first_then_findings_then_reasons),
        cmocka_unit_test(targets_are_compared_with_the_first_one),
        cmocka_unit_test(an_empty_study_says_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
