#include "support.h"

#include "text/time.h"

#include <stdio.h>

static void both_ways(int64_t seconds, uint32_t nanoseconds, const char *text)
{
    struct mw__time time = {seconds, nanoseconds};
    char out[MW__TIME_TEXT];

    assert_true(mw__time_has_text(time));
    assert_int_equal(mw__time_write(time, out), strlen(text));
    assert_memory_equal(out, text, strlen(text));
    assert_true(mw__time_read(mw_text(text), &time));
    assert_int_equal(time.seconds, seconds);
    assert_int_equal(time.nanoseconds, nanoseconds);
}

static void known_moments_are_written_and_read(void **state)
{
    (void)state;
    both_ways(0, 0, "1970-01-01T00:00:00Z");
    both_ways(-1, 999999999, "1969-12-31T23:59:59.999999999Z");
    both_ways(1610612736, 1, "2021-01-14T08:25:36.000000001Z");
    both_ways(951782400, 500000000, "2000-02-29T00:00:00.5Z");
    both_ways(-62135596800, 0, "0001-01-01T00:00:00Z");
    both_ways(253402300799, 999999999, "9999-12-31T23:59:59.999999999Z");
}

static void is_day(int64_t seconds, int year, int month, int day)
{
    struct mw__time time = {seconds, 0};
    char text[MW__TIME_TEXT], want[64];
    int len = snprintf(want, sizeof(want), "%04d-%02d-%02dT00:00:00Z", year,
                       month, day);

    assert_int_equal(mw__time_write(time, text), len);
    assert_memory_equal(text, want, (size_t)len);
    assert_true(mw__time_read(mw_bytes(want, (size_t)len), &time));
    assert_int_equal(time.seconds, seconds);
}

/* Counts the days itself, from the first on. */
static void every_month_begins_and_ends_on_its_day(void **state)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
    int64_t seconds = -62135596800;

    (void)state;
    for (int year = 1; year <= 9999; year++) {
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for (int month = 1; month <= 12; month++) {
            int days = lengths[month - 1] + (month == 2 && leap);
            is_day(seconds, year, month, 1);
            seconds += INT64_C(86400) * days;
            is_day(seconds - 86400, year, month, days);
        }
    }
    assert_int_equal(seconds, 253402300800);
}

static void an_offset_is_taken_off(void **state)
{
    static const char *const same[] = {
        "2021-01-14T08:25:36Z",      "2021-01-14t08:25:36z",
        "2021-01-14T09:25:36+01:00", "2021-01-13T20:40:36-11:45",
        "2021-01-14T08:25:36.0Z",    "2021-01-14T08:25:36.000000000+00:00"};
    struct mw__time time;

    (void)state;
    for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
        assert_true(mw__time_read(mw_text(same[i]), &time));
        assert_int_equal(time.seconds, 1610612736);
        assert_int_equal(time.nanoseconds, 0);
    }
}

static void what_is_no_time_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "2021-01-14",
        "2021-01-14T08:25:36",
        "2021-01-14 08:25:36Z",
        "2021-01-14T08:25:36ZZ",
        "2021-01-14T08:25:36.Z",
        "2021-01-14T08:25:36.0000000001Z",
        "2021-01-14T08:25:36+1:00",
        "2021-01-14T08:25:36+24:00",
        "2021-01-14T08:25:36+00:60",
        "2021-1-14T08:25:36Z",
        "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "2021-00-14T08:25:36Z",
        "2021-13-14T08:25:36Z",
        "2021-01-00T08:25:36Z",
        "2021-01-32T08:25:36Z",
        "2021-02-29T08:25:36Z",
        "1900-02-29T08:25:36Z",
        "2021-04-31T08:25:36Z",
        "2021-01-14T24:00:00Z",
        "2021-01-14T08:60:36Z",
        "2021-01-14T08:25:60Z",
        "-021-01-14T08:25:36Z",
        "2021-01-14T08:25:3aZ",
    };
    struct mw__time time;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        assert_false(mw__time_read(mw_text(bad[i]), &time));
    }
}

static void only_years_1_to_9999_have_text(void **state)
{
    (void)state;
    assert_false(mw__time_has_text((struct mw__time){-62135596801, 0}));
    assert_false(mw__time_has_text((struct mw__time){253402300800, 0}));
    assert_false(mw__time_has_text((struct mw__time){INT64_MIN, 0}));
    assert_false(mw__time_has_text((struct mw__time){0, 1000000000}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_moments_are_written_and_read),
        cmocka_unit_test(every_month_begins_and_ends_on_its_day),
        cmocka_unit_test(an_offset_is_taken_off),
        cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test(only_years_1_to_9999_have_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
