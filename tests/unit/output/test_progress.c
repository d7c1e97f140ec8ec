#include "support.h"

#include "output/progress.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const uint64_t ms = 1000000;

/* What a progress writes: to a pipe, 80 columns wide. */
static int ends[2];

static int open_pipe(void **state)
{
    (void)state;
    unsetenv("COLUMNS");
    return pipe(ends) < 0 || fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0;
}

static int close_pipe(void **state)
{
    (void)state;
    unsetenv("COLUMNS");
    close(ends[0]);
    close(ends[1]);
    return 0;
}

static void assert_shown(const char *text)
{
    char got[512] = "";
    ssize_t len = read(ends[0], got, sizeof(got) - 1);

    (void)len; /* negative: nothing was written */
    assert_string_equal(got, text);
}

static struct progress begin(uint64_t size)
{
    struct progress progress = {.fd = ends[1]};

    progress_begin_at(&progress, size, 0);
    return progress;
}

static void it_comes_after_a_second(void **state)
{
    struct progress progress = begin(0);

    (void)state;
    progress_step_at(&progress, 400, 4000, 999 * ms);
    assert_shown("");
    progress_step_at(&progress, 500, 50000, 1000 * ms);
    assert_shown("\r500 values, 50.0 kB, 500 values/s, 50.0 kB/s\r");
}

static void it_changes_ten_times_a_second_at_most(void **state)
{
    struct progress progress = begin(0);
    int lines = 0;

    (void)state;
    for (uint64_t at = 1; at <= 2000; at++) {
        char got[512];

        progress_step_at(&progress, at, at, at * ms);
        lines += read(ends[0], got, sizeof(got)) > 0;
    }
    assert_in_range(lines, 10, 11);
}

static void the_rate_is_that_of_the_last_second(void **state)
{
    struct progress progress = begin(0);

    (void)state;
    progress_step_at(&progress, 1000, 1000, 1000 * ms);
    assert_shown("\r1 000 values, 1.0 kB, 1 000 values/s, 1.0 kB/s\r");
    progress_step_at(&progress, 1001, 1001, 1500 * ms);
    assert_shown("\r1 001 values, 1.0 kB, 1 000 values/s, 1.0 kB/s\r");
    progress_step_at(&progress, 1010, 1100, 2000 * ms);
    assert_shown("\r1 010 values, 1.1 kB, 10 values/s, 100 B/s    \r");
}

static void how_much_of_a_file_is_told(void **state)
{
    struct progress progress = begin(4000000000);

    (void)state;
    progress_step_at(&progress, 1, 1000000000, 1000 * ms);
    assert_shown("\r1 value, 1.0 GB (25 %), 1 values/s, 1.0 GB/s\r");
}

static void it_never_passes_the_right_edge(void **state)
{
    struct progress progress = begin(0);

    (void)state;
    setenv("COLUMNS", "20", 1);
    progress_step_at(&progress, 500, 50000, 1000 * ms);
    assert_shown("\r500 values, 50.0 kB\r");
}

static void it_is_gone_without_a_trace(void **state)
{
    struct progress progress = begin(0);

    (void)state;
    progress_clear(&progress);
    progress_clear(NULL);
    assert_shown("");
    setenv("COLUMNS", "11", 1);
    progress_step_at(&progress, 500, 50000, 1000 * ms);
    assert_shown("\r500 values\r");
    progress_clear(&progress);
    assert_shown("\r          \r");
    progress_clear(&progress);
    assert_shown("");
}

/* A pipe is none. */
static void it_is_for_terminals(void **state)
{
    struct progress progress = {.fd = ends[1], .wanted = true};

    (void)state;
    progress_begin(&progress, ends[0]);
    progress_step(&progress, 1, 1);
    progress_begin(NULL, ends[0]);
    progress_step(NULL, 1, 1);
    assert_false(progress.on);
    assert_shown("");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_pipe, close_pipe)
    const struct CMUnitTest tests[] = {
        TEST(it_comes_after_a_second),
        TEST(it_changes_ten_times_a_second_at_most),
        TEST(the_rate_is_that_of_the_last_second),
        TEST(how_much_of_a_file_is_told),
        TEST(it_never_passes_the_right_edge),
        TEST(it_is_gone_without_a_trace),
        TEST(it_is_for_terminals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
