#include "support.h"

#include "bench/jitter.h"

/* A clock that goes on by `step` at each look, and once by `gap`. */
struct fake_clock {
    uint64_t now, step, gap_at, gap;
};

static uint64_t look(void *arg)
{
    struct fake_clock *clock = arg;

    clock->now += clock->step;
    if (clock->gap > 0 && clock->now >= clock->gap_at) {
        clock->now += clock->gap;
        clock->gap = 0;
    }
    return clock->now;
}

static void a_quiet_host_is_late_by_less_than_a_look(void **state)
{
    struct fake_clock clock = {.now = 1000, .step = 30};
    struct jitter jitter;

    (void)state;
    jitter_measure(look, &clock, &jitter);
    assert_true(jitter.p50_ns < 30 && jitter.max_ns < 30);
    assert_in_range(clock.now, JITTER_MOMENTS * (uint64_t)JITTER_EVERY_NS,
                    JITTER_MOMENTS * (uint64_t)JITTER_EVERY_NS + 2000);
}

/* 5 ms away: 200 of the 1,000 moments are late, by 5 ms, 4.975 ms, ... */
static void one_gap_makes_late_all_that_fall_into_it(void **state)
{
    struct fake_clock clock = {.step = 10, .gap_at = 10000000, .gap = 5000000};
    struct jitter jitter;

    (void)state;
    jitter_measure(look, &clock, &jitter);
    assert_true(jitter.p50_ns < 10);
    assert_in_range(jitter.p99_ns, 4725000, 4775000);
    assert_in_range(jitter.max_ns, 4974000, 5000010);
}

static void a_host_that_is_always_late_is_told_so(void **state)
{
    struct fake_clock clock = {.step = 1000000};
    struct jitter jitter;

    (void)state;
    jitter_measure(look, &clock, &jitter);
    assert_in_range(jitter.p50_ns, 400000, 600000);
    assert_in_range(jitter.max_ns, 900000, 1000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quiet_host_is_late_by_less_than_a_look),
        cmocka_unit_test(one_gap_makes_late_all_that_fall_into_it),
        cmocka_unit_test(a_host_that_is_always_late_is_told_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
