#include "support.h"

#include "bench/host.h"

#include <unistd.h>

static void time_and_processor_time_only_grow(void **state)
{
    uint64_t now = host_now_ns(), cpu = host_cpu_ns();

    (void)state;
    for (int i = 0; i < 1000; i++) {
        uint64_t later = host_now_ns(), more = host_cpu_ns();

        assert_true(later >= now && more >= cpu);
        now = later;
        cpu = more;
    }
    assert_true(cpu > 0);
}

static void a_process_is_asked_for_by_its_number(void **state)
{
    uint64_t before = host_cpu_ns(), of = 0, after;

    (void)state;
    assert_true(host_cpu_of(getpid(), &of));
    after = host_cpu_ns();
    assert_in_range(of, before, after);
}

static void of_who_is_not_there_nothing_is_known(void **state)
{
    static const int64_t nobody[] = {0, -1, INT32_MAX, INT64_MAX, INT64_MIN};
    uint64_t ns = 7;

    (void)state;
    for (size_t i = 0; i < sizeof(nobody) / sizeof(nobody[0]); i++) {
        assert_false(host_cpu_of(nobody[i], &ns));
    }
    assert_int_equal(ns, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_and_processor_time_only_grow),
        cmocka_unit_test(a_process_is_asked_for_by_its_number),
        cmocka_unit_test(of_who_is_not_there_nothing_is_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
