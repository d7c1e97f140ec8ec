#include "support.h"

#include "pictures/bars.h"

/* What a pen has written, terminated; the caller frees. */
static struct mw_buffer text;
static struct mw_pen pen;

static int begin(void **state)
{
    (void)state;
    text = (struct mw_buffer){0};
    pen = (struct mw_pen){.out = &text};
    return 0;
}

static int end(void **state)
{
    (void)state;
    mw_buffer_fini(&text);
    return 0;
}

static void assert_drawn(const char *expected)
{
    mw_buffer_append(&text, mw_bytes("", 1));
    assert_string_equal((char *)text.at, expected);
    text.len = 0;
    pen.column = 0;
}

static void a_bar_is_as_long_as_its_share_to_the_eighth(void **state)
{
    (void)state;
    bars_bar(&pen, MW_INK_PLAIN, 8, 8, 4);
    assert_drawn("████");
    bars_bar(&pen, MW_INK_PLAIN, 5, 8, 4);
    assert_drawn("██▌");
    bars_bar(&pen, MW_INK_PLAIN, 7, 8, 1);
    assert_drawn("▉");
}

static void only_nothing_has_no_bar(void **state)
{
    (void)state;
    bars_bar(&pen, MW_INK_PLAIN, 1, 1e9, 4);
    assert_drawn("▏");
    bars_bar(&pen, MW_INK_PLAIN, 0, 8, 4);
    assert_drawn("");
    bars_bar(&pen, MW_INK_PLAIN, 0, 0, 4);
    assert_drawn("");
    bars_bar(&pen, MW_INK_PLAIN, 1, 1, 0);
    assert_drawn("");
}

static void no_bar_is_longer_than_all(void **state)
{
    (void)state;
    bars_bar(&pen, MW_INK_PLAIN, 9, 8, 4);
    assert_int_equal(pen.column, 4);
    bars_pair(&pen, MW_INK_PLAIN, 9, 12, 8, 4);
    assert_int_equal(pen.column, 8);
}

static void a_pair_shows_what_lies_beyond(void **state)
{
    (void)state;
    bars_pair(&pen, MW_INK_PLAIN, 2, 8, 8, 8);
    assert_drawn("██░░░░░░");
    bars_pair(&pen, MW_INK_PLAIN, 7.9, 8, 8, 8);
    assert_drawn("███████░");
    bars_pair(&pen, MW_INK_PLAIN, 8, 8, 8, 8);
    assert_drawn("████████");
    bars_pair(&pen, MW_INK_PLAIN, 0.01, 0.02, 8, 8);
    assert_drawn("█");
    bars_pair(&pen, MW_INK_PLAIN, 0, 0, 8, 8);
    assert_drawn("");
    bars_pair(&pen, MW_INK_PLAIN, 2, 9, 8, 8);
    assert_drawn("██░░░░░»");
    bars_pair(&pen, MW_INK_PLAIN, 8, 9, 8, 8);
    assert_drawn("███████»");
    bars_pair(&pen, MW_INK_PLAIN, 9, 9, 8, 8);
    assert_drawn("████████");
}

static void a_sparkline_begins_at_0(void **state)
{
    static const double rise[] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    static const double steady[] = {100, 101, 99, 100};
    static const double nothing[] = {0, 0};

    (void)state;
    bars_sparkline(&pen, MW_INK_PLAIN, rise, 9, 20);
    assert_drawn("▁▁▂▃▄▅▆▇█");
    bars_sparkline(&pen, MW_INK_PLAIN, steady, 4, 20);
    assert_drawn("████");
    bars_sparkline(&pen, MW_INK_PLAIN, nothing, 2, 20);
    assert_drawn("▁▁");
    bars_sparkline(&pen, MW_INK_PLAIN, NULL, 0, 20);
    assert_drawn("");
}

static void neighbours_share_a_column_where_there_are_few(void **state)
{
    static const double values[] = {1, 1, 3, 5, 8, 8};

    (void)state;
    bars_sparkline(&pen, MW_INK_PLAIN, values, 6, 3);
    assert_drawn("▁▄█");
    bars_sparkline(&pen, MW_INK_PLAIN, values, 6, 4);
    assert_int_equal(pen.column, 4);
}

static void a_dip_to_nothing_stands_back(void **state)
{
    static const double values[] = {1, 0};

    (void)state;
    pen.colour = true;
    bars_sparkline(&pen, MW_INK_NUMBER, values, 2, 2);
    assert_drawn("\x1b[38;5;166m█\x1b[0m\x1b[38;5;244m▁\x1b[0m");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(a_bar_is_as_long_as_its_share_to_the_eighth),
        TEST(only_nothing_has_no_bar),
        TEST(no_bar_is_longer_than_all),
        TEST(a_pair_shows_what_lies_beyond),
        TEST(a_sparkline_begins_at_0),
        TEST(neighbours_share_a_column_where_there_are_few),
        TEST(a_dip_to_nothing_stands_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
