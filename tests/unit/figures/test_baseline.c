#include "sample_study.h"

#include "figures/baseline.h"

static void add_target(struct study *study, const char *name, const char *url)
{
    assert_int_equal(study_add_target(study, name, url, NULL), MW_OK);
}

static void targets_answer_by_name_or_by_an_only_scheme(void **state)
{
    struct study old, now;
    size_t target, size;

    (void)state;
    study_init(&old);
    study_init(&now);
    add_target(&old, "udp", "udp://h:1");
    add_target(&old, "tcp", "tcp://h:1");
    add_target(&now, "tcp", "tcp://h:2");
    add_target(&now, NULL, "udp://h:2");
    assert_int_equal(study_add_size(&old, 64, NULL, NULL), MW_OK);
    assert_int_equal(study_add_size(&now, 512, NULL, NULL), MW_OK);
    assert_int_equal(study_add_size(&now, 64, NULL, NULL), MW_OK);
    sample_add(&old, 0, 0, 0, sample_result(1, 1));
    sample_add(&old, 1, 0, 0, sample_result(1, 1));
    assert_true(
        baseline_find(&old, &now, (target = 0, &target), (size = 1, &size)));
    assert_int_equal(target, 1);
    assert_int_equal(size, 0);
    assert_true(
        baseline_find(&old, &now, (target = 1, &target), (size = 1, &size)));
    assert_int_equal(target, 0);
    assert_false(
        baseline_find(&old, &now, (target = 0, &target), (size = 0, &size)));
    add_target(&now, "other udp", "udp://h:3");
    assert_false(
        baseline_find(&old, &now, (target = 1, &target), (size = 1, &size)));
    study_fini(&old);
    study_fini(&now);
}

static void differences_are_told(void **state)
{
    static const char *const old_names[] = {"tcp", "udp"};
    static const char *const now_names[] = {"tcp", "unix"};
    struct mw_buffer out = {0};
    struct study old, now;

    (void)state;
    sample_study(&old, old_names, 2);
    sample_study(&now, now_names, 2);
    for (size_t i = 0; i < 2; i++) {
        sample_add(&old, i, 0, 0, sample_result(1, 1));
        sample_add(&now, i, 0, 0, sample_result(1, 1));
    }
    assert_non_null(study_add_busy(&now, 16, NULL));
    old.plan.depth = 1;
    now.plan.depth = 1600;
    snprintf(now.plan.method, sizeof(now.plan.method), "echo");
    snprintf(old.plan.method, sizeof(old.plan.method), "ping");
    snprintf(now.link.asked, sizeof(now.link.asked), "loss=1%%");
    assert_int_equal(baseline_differences(&old, &now, &out), MW_OK);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    assert_string_equal((char *)out.at,
                        "the baseline has another plan: depth 1, now 1 600\n"
                        "the baseline has another plan: depth under load 0,"
                        " now 16\n"
                        "the baseline has another plan: method ping, now echo\n"
                        "the baseline has another link: \"\", now \"loss=1%\"\n"
                        "unix at size 64 is only in this study\n"
                        "udp at size 64 is only in the baseline\n");
    out.len = 0;
    assert_int_equal(baseline_differences(&old, &old, &out), MW_OK);
    assert_int_equal(out.len, 0);
    mw_buffer_fini(&out);
    study_fini(&old);
    study_fini(&now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_answer_by_name_or_by_an_only_scheme),
        cmocka_unit_test(differences_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
