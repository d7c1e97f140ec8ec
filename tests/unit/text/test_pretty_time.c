#include "support.h"

#include "text/pretty_time.h"

static int32_t ahead;

static int32_t offset(int64_t seconds)
{
    (void)seconds;
    return ahead;
}

/* London: an hour ahead, but in winter. */
static int32_t summer_time(int64_t seconds)
{
    return seconds >= 1616893200 && seconds < 1635642000 ? 3600 : 0;
}

static void assert_local(const char *utc, int32_t seconds, const char *local)
{
    char out[MW__PRETTY_TIME];

    ahead = seconds;
    assert_int_equal(mw__pretty_time(mw_text(utc), offset, out), strlen(local));
    assert_string_equal(out, local);
}

static void local_time_says_how_far_it_is_ahead(void **state)
{
    (void)state;
    assert_local("2021-01-14T08:25:36Z", 3600, "(2021-01-14 09:25:36 +01:00)");
    assert_local("2021-01-14T08:25:36Z", -12600,
                 "(2021-01-14 04:55:36 -03:30)");
    assert_local("2021-12-31T23:59:59.999999999Z", 20700,
                 "(2022-01-01 05:44:59 +05:45)");
    assert_local("1890-01-01T00:00:00Z", 3208,
                 "(1890-01-01 00:53:28 +00:53:28)");
}

static void what_stands_behind_the_time_is_no_matter(void **state)
{
    (void)state;
    assert_local("2021-01-14T08:25:36Z\"},1]", 3600,
                 "(2021-01-14 09:25:36 +01:00)");
}

static void where_local_time_is_utc_nothing_is_said(void **state)
{
    char out[MW__PRETTY_TIME];

    (void)state;
    assert_local("2021-01-14T08:25:36Z", 0, "");
    assert_int_equal(
        mw__pretty_time(mw_text("2021-01-14T08:25:36Z"), NULL, out), 0);
    assert_string_equal(out, "");
}

static void the_offset_is_that_of_the_moment(void **state)
{
    char out[MW__PRETTY_TIME];

    (void)state;
    assert_true(
        mw__pretty_time(mw_text("2021-07-01T12:00:00Z"), summer_time, out) > 0);
    assert_string_equal(out, "(2021-07-01 13:00:00 +01:00)");
    assert_int_equal(
        mw__pretty_time(mw_text("2021-12-01T12:00:00Z"), summer_time, out), 0);
}

static void what_has_no_local_time_has_none(void **state)
{
    (void)state;
    assert_local("9999-12-31T23:30:00Z", 3600, "");
    assert_local("0001-01-01T00:30:00Z", -3600, "");
    assert_local("2021-01-14T08:25:36Z", INT32_MAX, "");
    assert_local("NaN", 3600, "");
    assert_local("Z", 3600, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(local_time_says_how_far_it_is_ahead),
        cmocka_unit_test(what_stands_behind_the_time_is_no_matter),
        cmocka_unit_test(where_local_time_is_utc_nothing_is_said),
        cmocka_unit_test(the_offset_is_that_of_the_moment),
        cmocka_unit_test(what_has_no_local_time_has_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
