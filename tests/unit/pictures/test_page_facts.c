#include "paged.h"

static void how_it_was_measured_is_told(void **state)
{
    (void)state;
    sample_one(&paged_study, true);
    paged_make();
    paged_has("<dt>Load</dt><dd>open loop: 30 000 messages a second over 16 "
              "connections</dd>");
    paged_has("<dt>Length</dt><dd>2s after 500ms of warm-up; seed 42</dd>");
    paged_has("<dt>Time-out</dt><dd>1s</dd>");
    paged_has("<dt>On the wire</dt><dd>31.5 MB out, 31.3 MB in; the framing "
              "is 0.765 % of it</dd>");
    paged_has("<dt>Schedule</dt><dd>behind by 2.97 µs (p99 of the worst run), "
              "3.00 µs at most</dd>");
    paged_has("<dt>Host late by itself</dt><dd>60 ns (p50), 3.10 µs (p99), "
              "188 µs at most, with nothing to do</dd>");
    paged_has("<dt>Host</dt><dd>Linux 6.1, x86_64, 2 processors</dd>");
    paged_has("<dt>Program</dt><dd>msgwire 0.1.0</dd>");
}

static void so_is_the_link(void **state)
{
    (void)state;
    sample_many(&paged_study, 1, 1, true);
    paged_make();
    paged_has("<dt>Link asked for</dt>"
              "<dd>delay=10ms jitter=2ms loss=1%</dd>"
              "<dt>Link measured</dt>"
              "<dd>delay 10.1 ms, jitter 1.98 ms, loss 1.02 %</dd>");
}

static void both_halves_count(void **state)
{
    (void)state;
    sample_halves(&paged_study, 1, 1);
    paged_study.busy->runs[0].result->jitter_max_ns = 7000000000;
    paged_make();
    paged_has("7.00 s at most, with nothing to do");
}

static void what_is_not_known_is_not_told(void **state)
{
    (void)state;
    sample_one(&paged_study, false);
    paged_study.runs[0].result->jitter_max_ns = 0;
    paged_make();
    assert_int_equal(paged_count("<dt>Host late"), 0);
    assert_int_equal(paged_count("<dt>Schedule"), 0);
    assert_int_equal(paged_count("<dt>Link"), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, paged_end)
    const struct CMUnitTest tests[] = {
        TEST(how_it_was_measured_is_told),
        TEST(so_is_the_link),
        TEST(both_halves_count),
        TEST(what_is_not_known_is_not_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
