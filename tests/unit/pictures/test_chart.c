#include "support.h"

#include "pictures/chart.h"

#include <math.h>
#include <stdlib.h>

static struct mw_buffer page;

static int end(void **state)
{
    (void)state;
    mw_buffer_fini(&page);
    return 0;
}

static const struct chart_point rise[] = {{1, 10, 8, 12}, {100, 40, 40, 40}};
static const struct chart_point flat[] = {{1, 20, 20, 20}, {100, 41, 41, 41}};
static const struct chart_line lines[] = {
    {"tcp", 0, rise, 2}, {"<udp>", 1, flat, 2}, {"unix", 8, NULL, 0}};

static void write_chart(size_t count, bool marks)
{
    struct markup markup = {.out = &page};
    struct chart chart = {
        .id = 7,
        .title = "Loss & more",
        .description = "of all",
        .x = {.title = "size", .scale = {.low = 1, .high = 0, .log = true}},
        .y = {.title = "time", .scale = {.low = 1, .high = 0}},
        .lines = lines,
        .line_count = count,
        .marks = marks,
    };

    chart_reach(&chart.x, 1);
    chart_reach(&chart.x, 100);
    chart_reach(&chart.y, 0);
    chart_reach(&chart.y, 41);
    chart_mark(&chart.x, UNITS_BYTES);
    chart_mark(&chart.y, UNITS_DURATION);
    chart_write(&chart, &markup);
    assert_int_equal(markup.rc, MW_OK);
    mw_buffer_append(&page, mw_bytes("", 1));
}

static void assert_drawn(const char *part)
{
    if (strstr((char *)page.at, part) == NULL) {
        fail_msg("no \"%s\" in\n%s", part, (char *)page.at);
    }
}

static void it_is_told_to_who_cant_see_it(void **state)
{
    (void)state;
    write_chart(2, false);
    assert_drawn("role=\"img\" aria-labelledby=\"t7 d7\">"
                 "<title id=\"t7\">Loss &amp; more</title>"
                 "<desc id=\"d7\">of all</desc>");
}

static void each_line_has_its_name_at_its_end(void **state)
{
    (void)state;
    write_chart(3, false);
    assert_drawn("class=\"name s0\"");
    assert_drawn(">tcp</text>");
    assert_drawn("class=\"name s1\"");
    assert_drawn(">&lt;udp&gt;</text>");
    assert_null(strstr((char *)page.at, "unix")); /* it has no points */
}

/* The two ends are closer than a letter is high. */
static void names_do_not_stand_on_each_other(void **state)
{
    double y[2];
    char *at;

    (void)state;
    write_chart(2, false);
    at = (char *)page.at;
    for (int i = 0; i < 2; i++) {
        at = strstr(at, "class=\"name");
        assert_non_null(at);
        at = strstr(at, " y=\"") + 4;
        y[i] = strtod(at, NULL);
    }
    assert_true(fabs(y[0] - y[1]) >= 14);
}

static void a_band_is_where_values_reach(void **state)
{
    (void)state;
    write_chart(2, false);
    assert_drawn("class=\"band s0\"");
    assert_null(strstr((char *)page.at, "class=\"band s1\""));
}

static void few_points_are_marked_by_shape_too(void **state)
{
    (void)state;
    write_chart(2, true);
    assert_drawn("class=\"mark s0\"");
    assert_drawn("a4 4 0 1 0 8 0");
    assert_drawn("h7.2v7.2");
    assert_drawn("<title>tcp: 10 ns</title>");
}

static void axes_have_round_ticks_with_units(void **state)
{
    (void)state;
    write_chart(2, false);
    assert_drawn(">1 B</text>");
    assert_drawn(">10 B</text>");
    assert_drawn(">0</text>");
    assert_drawn(">20 ns</text>");
    assert_drawn(">50 ns</text>");
}

static void ticks_have_no_zeros_at_their_end(void **state)
{
    char text[CHART_TICK];

    (void)state;
    assert_string_equal(chart_tick_text(UNITS_DURATION, 1e4, text), "10 µs");
    assert_string_equal(chart_tick_text(UNITS_DURATION, 2.5e6, text), "2.5 ms");
    assert_string_equal(chart_tick_text(UNITS_PART, 0.001, text), "0.1 %");
    assert_string_equal(chart_tick_text(UNITS_RATE, 500, text), "500/s");
    assert_string_equal(chart_tick_text(UNITS_RATE, 0, text), "0");
}

static void what_is_no_number_does_not_stretch_an_axis(void **state)
{
    struct chart_axis axis = {.scale = {.low = 1, .high = 0, .log = true}};

    (void)state;
    chart_reach(&axis, 0);
    chart_reach(&axis, NAN);
    chart_reach(&axis, INFINITY);
    assert_true(axis.scale.low > axis.scale.high);
    chart_mark(&axis, UNITS_DURATION);
    assert_true(axis.tick_count >= 2);
}

static void a_chart_of_nothing_is_not_drawn(void **state)
{
    struct markup markup = {.out = &page};
    struct chart chart = {.lines = &lines[2], .line_count = 1};

    (void)state;
    chart_write(&chart, &markup);
    assert_int_equal(page.len, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end)
    const struct CMUnitTest tests[] = {
        TEST(it_is_told_to_who_cant_see_it),
        TEST(each_line_has_its_name_at_its_end),
        TEST(names_do_not_stand_on_each_other),
        TEST(a_band_is_where_values_reach),
        TEST(few_points_are_marked_by_shape_too),
        TEST(axes_have_round_ticks_with_units),
        TEST(ticks_have_no_zeros_at_their_end),
        TEST(what_is_no_number_does_not_stretch_an_axis),
        TEST(a_chart_of_nothing_is_not_drawn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
