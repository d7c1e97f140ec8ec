#include "support.h"

#include "pictures/live.h"

#include <fcntl.h>
#include <unistd.h>

static const uint64_t ms = 1000000;

/* A line whose place is a pipe, which counts as a terminal here. */
static int ends[2];
static struct progress place;
static struct live live;

static int open_pipe(void **state)
{
    (void)state;
    place = (struct progress){.wanted = true};
    if (pipe2(ends, O_NONBLOCK) < 0) {
        return -1;
    }
    place.fd = ends[1];
    live_init(&live, &place, NULL);
    live.on = true;
    return 0;
}

static int close_pipe(void **state)
{
    (void)state;
    close(ends[0]);
    close(ends[1]);
    return 0;
}

static const struct live_run udp = {
    .name = "udp", .size = 512, .round = 2, .rounds = 5, .datagrams = true};
static const struct live_run tcp = {.name = "tcp", .round = 1, .rounds = 1};

/* The moment number `index`, a tenth of a second long. */
static struct bench_moment moment(uint64_t index, uint64_t answered)
{
    return (struct bench_moment){
        .at_ns = index * 100 * ms,
        .length_ns = 100 * ms,
        .sent = answered + 4,
        .answered = answered,
        .lost = 4,
        .p50_ns = 12300,
        .p99_ns = 40100,
    };
}

static void feed(uint64_t from, uint64_t to, uint64_t answered)
{
    for (uint64_t i = from; i < to; i++) {
        struct bench_moment now = moment(i, answered);

        live_moment(&live, &now, (100 - i) * 100 * ms, false);
    }
}

static void assert_line(uint64_t left_ns, size_t columns, const char *expected)
{
    struct mw_buffer line = {0};

    live_write(&live, left_ns, columns, &line);
    mw_buffer_append(&line, mw_bytes("", 1));
    assert_string_equal((char *)line.at, expected);
    mw_buffer_fini(&line);
}

static void it_tells_how_the_run_goes(void **state)
{
    (void)state;
    live_begin(&live, &udp);
    feed(0, 10, 8420);
    assert_line(8000 * ms, 200,
                "udp 512 B  2/5  ██████████            84.2 k/s  p50 12.3 µs  "
                "p99 40.1 µs  0.0475 % lost  8 s left");
}

static void a_narrow_line_tells_less_and_the_rate_at_last(void **state)
{
    struct mw_buffer line = {0};

    (void)state;
    live_begin(&live, &udp);
    feed(0, 10, 8420);
    assert_line(8000 * ms, 60,
                "udp 512 B  84.2 k/s  p99 40.1 µs  0.0475 % lost  8 s left");
    assert_line(8000 * ms, 24, "84.2 k/s  0.0475 % lost");
    assert_line(8000 * ms, 8, "84.2 k/s");
    assert_line(8000 * ms, 7, "");
    for (size_t columns = 0; columns < 200; columns++) {
        assert_true(live_write(&live, 100, columns, &line) <= columns);
    }
    mw_buffer_fini(&line);
}

static void numbers_keep_their_columns(void **state)
{
    (void)state;
    live_begin(&live, &tcp);
    feed(0, 10, 5);
    assert_line(65000 * ms, 66,
                "tcp      50/s  p50 12.3 µs  p99 40.1 µs  40 failed  "
                "1:05 left");
}

static void rates_are_of_the_last_second(void **state)
{
    (void)state;
    live_begin(&live, &tcp);
    feed(0, 10, 8420);
    feed(10, 20, 100);
    assert_line(UINT64_MAX, 36, "1.00 k/s  p99 40.1 µs  80 failed");
}

static void one_way_counts_what_is_sent(void **state)
{
    struct live_run notify = {.name = "tcp", .one_way = true};
    struct bench_moment now = {.length_ns = 100 * ms, .sent = 700};

    (void)state;
    live_begin(&live, &notify);
    live_moment(&live, &now, 0, false);
    assert_line(0, 80,
                "tcp  █                     7.00 k/s  0 failed  0 s left");
}

static void a_long_run_keeps_its_whole_sparkline(void **state)
{
    (void)state;
    live_begin(&live, &tcp);
    feed(0, 500, 100);
    feed(500, 1000, 50);
    assert_in_range(live.spark_count, LIVE_SPARKS / 2, LIVE_SPARKS);
    assert_true(live.sparks[0] > 999 && live.sparks[0] < 1001);
    assert_true(live.sparks[live.spark_count - 1] > 499 &&
                live.sparks[live.spark_count - 1] < 501);
}

static void warming_up_is_told_and_does_not_count(void **state)
{
    struct bench_moment warm = moment(0, 100);

    (void)state;
    live_begin(&live, &tcp);
    live_moment(&live, &warm, UINT64_MAX, true);
    assert_line(UINT64_MAX, 80,
                "tcp  warming up  1.00 k/s  p50 12.3 µs  p99 40.1 µs  "
                "4 failed");
    feed(0, 2, 200);
    assert_line(UINT64_MAX, 80,
                "tcp  ██                    2.00 k/s  p50 12.3 µs  p99 40.1 µs "
                " 8 failed");
}

static void another_run_begins_anew(void **state)
{
    (void)state;
    live_begin(&live, &tcp);
    feed(0, 10, 8420);
    live_begin(&live, &udp);
    assert_line(UINT64_MAX, 80,
                "udp 512 B  2/5                             0/s      0 % lost");
}

static void it_changes_ten_times_a_second_at_most_and_leaves_nothing(void **s)
{
    char got[4096] = "";
    int lines = 0;

    (void)s;
    live_begin(&live, &tcp);
    for (uint64_t i = 0; i < 1000; i++) {
        struct bench_moment now = {.at_ns = i * ms, .length_ns = ms};

        live_moment(&live, &now, 0, false);
        lines += read(ends[0], got, sizeof(got)) > 0;
    }
    assert_in_range(lines, 9, 11);
    live_end(&live);
    memset(got, 0, sizeof(got));
    assert_true(read(ends[0], got, sizeof(got) - 1) > 0);
    assert_int_equal(strspn(got, "\r "), strlen(got));
    live_end(&live);
    assert_true(read(ends[0], got, sizeof(got)) < 0);
}

/* A pipe is none. */
static void it_is_for_terminals(void **state)
{
    char got[64];

    (void)state;
    live_init(&live, &place, NULL);
    live_begin(&live, &tcp);
    feed(0, 10, 1);
    live_end(&live);
    live_init(&live, NULL, NULL);
    live_begin(&live, &tcp);
    feed(0, 10, 1);
    live_end(&live);
    assert_true(read(ends[0], got, sizeof(got)) < 0);
}

static void a_target_s_name_is_only_text(void **state)
{
    struct live_run hostile = {.name = "\x1b[2Jx\n very long name indeed"};

    (void)state;
    live_begin(&live, &hostile);
    assert_line(UINT64_MAX, 80,
                "\\u001b[2Jx\\n ve…                             0/s  0 failed");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_pipe, close_pipe)
    const struct CMUnitTest tests[] = {
        TEST(it_tells_how_the_run_goes),
        TEST(a_narrow_line_tells_less_and_the_rate_at_last),
        TEST(numbers_keep_their_columns),
        TEST(rates_are_of_the_last_second),
        TEST(one_way_counts_what_is_sent),
        TEST(a_long_run_keeps_its_whole_sparkline),
        TEST(warming_up_is_told_and_does_not_count),
        TEST(another_run_begins_anew),
        TEST(it_changes_ten_times_a_second_at_most_and_leaves_nothing),
        TEST(it_is_for_terminals),
        TEST(a_target_s_name_is_only_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
