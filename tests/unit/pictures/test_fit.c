#include "support.h"

#include "pictures/fit.h"

static void assert_fits(const char *text, size_t columns, const char *expected)
{
    struct mw_buffer out = {0};

    assert_int_equal(fit_text(text, columns, &out), MW_OK);
    mw_buffer_append(&out, mw_bytes("", 1));
    assert_string_equal((char *)out.at, expected);
    assert_true(fit_columns(expected) <= columns);
    mw_buffer_fini(&out);
}

static void what_fits_is_left_as_it_is(void **state)
{
    (void)state;
    assert_fits("tcp", 3, "tcp");
    assert_fits("", 0, "");
    assert_fits("套接", 4, "套接");
}

static void what_is_longer_is_cut_at_a_whole_character(void **state)
{
    (void)state;
    assert_fits("tcp://127.0.0.1:6749", 8, "tcp://1…");
    assert_fits("套接字", 4, "套…");
    assert_fits("e\xcc\x81te\xcc\x81xt", 3, "e\xcc\x81t…");
    assert_fits("abc", 1, "…");
    assert_fits("abc", 0, "");
}

static void nothing_in_it_moves_the_cursor(void **state)
{
    (void)state;
    assert_fits("a\x1b[2Jb", 12, "a\\u001b[2Jb");
    assert_fits("a\nb", 8, "a\\nb");
    assert_fits("a\xff"
                "b\xe5",
                8,
                "a\xef\xbf\xbd"
                "b\xef\xbf\xbd");
}

static void a_string_is_ended(void **state)
{
    struct mw_buffer room = {0};
    const char *string;

    (void)state;
    assert_int_equal(fit_string("tcp://127.0.0.1", SIZE_MAX, &room, &string),
                     MW_OK);
    assert_string_equal(string, "tcp://127.0.0.1");
    mw_buffer_fini(&room);
    room.limit = 4;
    assert_int_equal(fit_string("unix", 8, &room, &string), MW_ETOOBIG);
    assert_string_equal(string, "");
    mw_buffer_fini(&room);
}

static void numbers_end_in_one_column(void **state)
{
    struct mw_buffer out = {0};
    struct mw_pen pen = {.out = &out};

    (void)state;
    fit_right(&pen, MW_INK_PLAIN, "5 µs", 8);
    fit_right(&pen, MW_INK_PLAIN, "12 ms", 16);
    fit_right(&pen, MW_INK_PLAIN, "beyond", 20);
    mw_buffer_append(&out, mw_bytes("", 1));
    assert_string_equal((char *)out.at, "    5 µs   12 msbeyond");
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_is_left_as_it_is),
        cmocka_unit_test(what_is_longer_is_cut_at_a_whole_character),
        cmocka_unit_test(nothing_in_it_moves_the_cursor),
        cmocka_unit_test(a_string_is_ended),
        cmocka_unit_test(numbers_end_in_one_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
