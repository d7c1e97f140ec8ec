#include "support.h"

#include "text/width.h"

static void text_takes_the_columns_a_terminal_gives_it(void **state)
{
    static const struct {
        const char *text;
        size_t columns;
    } rows[] = {
        {"", 0},       {"hello", 5},     {"ñandú", 5}, {"łódź", 4},
        {"套接字", 6}, {"ｱ", 1},         {"Ａ", 2},    {"🙂", 2},
        {"한국", 4},   {"e\xcc\x81", 1}, {"…", 1},     {"a套b", 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(mw__width(mw_text(rows[i].text)), rows[i].columns);
    }
}

static void a_byte_that_is_no_utf8_takes_one_column(void **state)
{
    (void)state;
    assert_int_equal(mw__width(mw_text("a\xff\xfe")), 3);
    assert_int_equal(mw__width(mw_text("\xe5\xa5")), 2);
}

static void a_cut_never_parts_a_character(void **state)
{
    size_t taken;

    (void)state;
    assert_int_equal(mw__width_cut(mw_text("套接字"), 5, &taken), 6);
    assert_int_equal(taken, 4);
    assert_int_equal(mw__width_cut(mw_text("abc"), 9, &taken), 3);
    assert_int_equal(taken, 3);
    assert_int_equal(mw__width_cut(mw_text("ab"), 0, &taken), 0);
    /* what joins the last character that fits stays with it */
    assert_int_equal(mw__width_cut(mw_text("e\xcc\x81z"), 1, &taken), 3);
    assert_int_equal(taken, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_takes_the_columns_a_terminal_gives_it),
        cmocka_unit_test(a_byte_that_is_no_utf8_takes_one_column),
        cmocka_unit_test(a_cut_never_parts_a_character),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
