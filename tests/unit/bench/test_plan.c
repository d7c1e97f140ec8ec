#include "support.h"

#include "bench/plan.h"
#include "options.h"

static const uint64_t second = 1000000000;

static struct bench_plan read(const struct options *opt, bool datagrams)
{
    struct bench_plan plan;

    bench_plan_read(&plan, opt, datagrams);
    return plan;
}

static void a_plan_ends_by_time_unless_a_count_is_given(void **state)
{
    struct options opt = options_load;

    (void)state;
    assert_int_equal(read(&opt, false).duration_ns, 5 * second);
    opt.count = 100;
    assert_int_equal(read(&opt, false).duration_ns, 0);
    assert_int_equal(read(&opt, false).count, 100);
    opt.duration_ns = second;
    assert_int_equal(read(&opt, false).duration_ns, second);
}

static void lost_datagrams_are_waited_for_less(void **state)
{
    struct options opt = options_load;

    (void)state;
    assert_int_equal(read(&opt, false).timeout_ns, 5 * second);
    assert_int_equal(read(&opt, true).timeout_ns, second);
    opt.timeout_ns = 7 * second;
    assert_int_equal(read(&opt, false).timeout_ns, 7 * second);
    assert_int_equal(read(&opt, true).timeout_ns, 7 * second);
}

static void what_no_memory_would_hold_is_refused(void **state)
{
    struct options opt = options_load;
    struct bench_plan plan;
    struct mw_error err;

    (void)state;
    opt.connections = 1024;
    opt.depth = 1024;
    plan = read(&opt, false);
    assert_int_equal(bench_plan_check(&plan, &err), MW_OK);
    opt.depth = 1025;
    plan = read(&opt, false);
    assert_int_equal(bench_plan_check(&plan, &err), MW_EINVAL);
    assert_string_equal(err.text,
                        "--connections 1024 --depth 1025: expected at most "
                        "1048576 requests in flight together");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_ends_by_time_unless_a_count_is_given),
        cmocka_unit_test(lost_datagrams_are_waited_for_less),
        cmocka_unit_test(what_no_memory_would_hold_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
