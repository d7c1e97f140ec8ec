#include "support.h"

#include "output/screen.h"

#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void assert_colour(enum screen_colour asked, bool expected)
{
    int fd = open("/dev/null", O_RDWR); /* no terminal */

    assert_int_equal(screen_wants_colour(fd, asked), expected);
    close(fd);
}

static void colour_is_asked_for_by_option_before_variables(void **state)
{
    (void)state;
    unsetenv("NO_COLOR");
    unsetenv("CLICOLOR_FORCE");
    assert_colour(SCREEN_COLOUR_AUTO, false);
    assert_colour(SCREEN_ALWAYS, true);
    setenv("CLICOLOR_FORCE", "1", 1);
    assert_colour(SCREEN_COLOUR_AUTO, true);
    assert_colour(SCREEN_NEVER, false);
    setenv("NO_COLOR", "1", 1);
    assert_colour(SCREEN_COLOUR_AUTO, false);
    assert_colour(SCREEN_ALWAYS, true);
    setenv("NO_COLOR", "", 1);
    assert_colour(SCREEN_COLOUR_AUTO, true);
    setenv("CLICOLOR_FORCE", "0", 1);
    assert_colour(SCREEN_COLOUR_AUTO, false);
    unsetenv("CLICOLOR_FORCE");
}

static void assert_size(const char *columns, const char *lines,
                        unsigned expected_columns, unsigned expected_lines)
{
    int fd = open("/dev/null", O_RDWR);
    struct screen_size size;

    setenv("COLUMNS", columns, 1);
    setenv("LINES", lines, 1);
    size = screen_size(fd);
    assert_int_equal(size.columns, expected_columns);
    assert_int_equal(size.lines, expected_lines);
    unsetenv("COLUMNS");
    unsetenv("LINES");
    close(fd);
}

static void where_no_terminal_tells_its_size_the_variables_do(void **state)
{
    (void)state;
    assert_size("132", "50", 132, 50);
    assert_size("", "", 0, 0);
    assert_size("wide", "-1", 0, 0);
    assert_size("0", "99999999999999999999", 0, 0);
    assert_size("10001", "10000", 0, 10000);
}

static void local_time_is_that_of_the_zone_and_the_season(void **state)
{
    (void)state;
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    assert_int_equal(screen_offset(1610612736), 3600); /* a January */
    assert_int_equal(screen_offset(1625097600), 7200); /* a July */
    setenv("TZ", "NST3:30", 1);
    tzset();
    assert_int_equal(screen_offset(0), -12600);
    setenv("TZ", "UTC0", 1);
    tzset();
    assert_int_equal(screen_offset(1610612736), 0);
    assert_int_equal(screen_offset(INT64_MAX), 0); /* has no local time */
}

static void colours_are_chosen_by_a_variable(void **state)
{
    struct mw_colours colours, usual;
    struct mw_error err;

    (void)state;
    mw_colours_init(&usual);
    unsetenv("MSGWIRE_COLORS");
    assert_int_equal(screen_colours_chosen(&colours, &err), MW_OK);
    assert_memory_equal(&colours, &usual, sizeof(usual));
    setenv("MSGWIRE_COLORS", "key=35", 1);
    assert_int_equal(screen_colours_chosen(&colours, &err), MW_OK);
    assert_string_equal(colours.sgr[MW_INK_KEY], "35");
    setenv("MSGWIRE_COLORS", "key=\x1b", 1);
    assert_int_equal(screen_colours_chosen(&colours, &err), MW_EINVAL);
    assert_string_equal(err.text, "MSGWIRE_COLORS: key=\\x1b: expected digits "
                                  "and semicolons, such as 34;1");
    assert_memory_equal(&colours, &usual, sizeof(usual));
    unsetenv("MSGWIRE_COLORS");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colour_is_asked_for_by_option_before_variables),
        cmocka_unit_test(where_no_terminal_tells_its_size_the_variables_do),
        cmocka_unit_test(colours_are_chosen_by_a_variable),
        cmocka_unit_test(local_time_is_that_of_the_zone_and_the_season),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
