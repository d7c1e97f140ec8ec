#include "sample_study.h"

static const char *const names[] = {"tcp", "udp", "unix"};

static void a_target_has_a_scheme_and_a_name_of_its_own(void **state)
{
    struct study study;

    (void)state;
    study_init(&study);
    assert_int_equal(study_add_target(&study, "tcp", "tcp://h:1", NULL), MW_OK);
    assert_int_equal(study_add_target(&study, "tcp", "tcp://h:2", NULL), MW_OK);
    assert_int_equal(study_add_target(&study, "tcp", "tcp://h:3", NULL), MW_OK);
    assert_int_equal(study_add_target(&study, NULL, "udp://h:4", NULL), MW_OK);
    assert_string_equal(study.targets[0].name, "tcp");
    assert_string_equal(study.targets[1].name, "tcp (2)");
    assert_string_equal(study.targets[2].name, "tcp (3)");
    assert_string_equal(study.targets[3].name, "udp://h:4");
    assert_string_equal(study.targets[2].scheme, "tcp");
    assert_false(study.targets[2].datagrams);
    assert_true(study.targets[3].datagrams);
    study_fini(&study);
}

static void long_names_are_cut_and_still_differ(void **state)
{
    struct study study;
    char url[2000];

    (void)state;
    memset(url, 'x', sizeof(url) - 1);
    url[sizeof(url) - 1] = '\0';
    study_init(&study);
    assert_int_equal(study_add_target(&study, NULL, url, NULL), MW_OK);
    assert_int_equal(study_add_target(&study, NULL, url, NULL), MW_OK);
    assert_string_not_equal(study.targets[0].name, study.targets[1].name);
    study_fini(&study);
}

static void there_are_only_so_many_targets_and_sizes(void **state)
{
    struct mw_error err;
    struct study study;

    (void)state;
    study_init(&study);
    for (int i = 0; i < STUDY_TARGETS_MAX; i++) {
        assert_int_equal(study_add_target(&study, "a", "tcp://h", NULL), MW_OK);
    }
    assert_int_equal(study_add_target(&study, "a", "tcp://h", &err), MW_ELIMIT);
    assert_string_equal(err.text, "more than 16 targets");
    for (int i = 0; i < STUDY_SIZES_MAX; i++) {
        assert_int_equal(study_add_size(&study, 1, "as it is", NULL), MW_OK);
    }
    assert_int_equal(study_add_size(&study, 1, NULL, &err), MW_ELIMIT);
    assert_string_equal(err.text, "more than 32 sizes");
    study_fini(&study);
}

static void a_cell_is_all_its_rounds_together(void **state)
{
    struct study study;
    const struct bench_result *cell;

    (void)state;
    sample_study(&study, names, 3);
    assert_string_equal(study.sizes[0].text, "64");
    assert_null(study_cell(&study, 1, 0));
    assert_int_equal(study_rounds(&study), 0);
    sample_add(&study, 1, 0, 0, sample_result(1000, 20000));
    sample_add(&study, 0, 0, 0, sample_result(7, 20000));
    sample_add(&study, 1, 0, 2, sample_result(3000, 40000));
    cell = study_cell(&study, 1, 0);
    assert_non_null(cell);
    assert_int_equal(cell->answered, 4000);
    assert_int_equal(cell->elapsed_ns, 2000000000);
    assert_int_equal(mw_histogram_count(&cell->latency), 4000);
    assert_int_equal(mw_histogram_max(&cell->latency), 40000);
    assert_int_equal(study_round(&study, 1, 0, 2)->answered, 3000);
    assert_null(study_round(&study, 1, 0, 1));
    assert_int_equal(study_rounds(&study), 3);
    study_fini(&study);
}

static void a_run_of_nothing_or_twice_is_refused(void **state)
{
    static const struct study_run wrong[] = {{3, 0, 0, NULL},
                                             {0, 1, 0, NULL},
                                             {0, 0, STUDY_RUNS_MAX, NULL},
                                             {0, 0, 0, NULL}};
    struct study study;
    struct mw_error err;

    (void)state;
    sample_study(&study, names, 3);
    sample_add(&study, 0, 0, 0, sample_result(1, 1));
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct study_run run = wrong[i];

        run.result = sample_result(1, 1);
        assert_int_equal(study_add_run(&study, &run, &err), MW_EVALUE);
    }
    assert_string_equal(err.text, "target 0, size 0, round 0 is there twice");
    assert_int_equal(study_cell(&study, 0, 0)->answered, 1);
    study_fini(&study);
}

static void one_interrupted_run_is_enough(void **state)
{
    struct bench_result *cut = sample_result(1, 1);
    struct study study;

    (void)state;
    sample_study(&study, names, 3);
    sample_add(&study, 0, 0, 0, sample_result(1, 1));
    assert_false(study_interrupted(&study));
    cut->interrupted = true;
    sample_add(&study, 1, 0, 0, cut);
    assert_true(study_interrupted(&study));
    study_fini(&study);
}

static void without_memory_there_is_no_result(void **state)
{
    struct mw_error err;

    (void)state;
    alloc_fail_after(0);
    assert_null(study_result_new(&err));
    alloc_fail_after(SIZE_MAX);
    assert_int_equal(err.status, MW_ENOMEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_target_has_a_scheme_and_a_name_of_its_own),
        cmocka_unit_test(long_names_are_cut_and_still_differ),
        cmocka_unit_test(there_are_only_so_many_targets_and_sizes),
        cmocka_unit_test(a_cell_is_all_its_rounds_together),
        cmocka_unit_test(a_run_of_nothing_or_twice_is_refused),
        cmocka_unit_test(one_interrupted_run_is_enough),
        cmocka_unit_test(without_memory_there_is_no_result),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
