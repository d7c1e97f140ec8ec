#include "support.h"

#include "repl/repl_rows.h"

#include <locale.h>

static int take_locale(void **state)
{
    (void)state;
    return setlocale(LC_CTYPE, "C.UTF-8") == NULL ? -1 : 0;
}

static size_t rows(const char *prompt, const wchar_t *text, size_t width)
{
    return repl_rows_above(prompt, text, text + wcslen(text), width);
}

static void what_fits_a_row_has_none_above(void **state)
{
    (void)state;
    assert_int_equal(rows("", L"", 10), 0);
    assert_int_equal(rows("> ", L"1234567", 10), 0);
}

static void a_full_row_is_left(void **state)
{
    (void)state;
    assert_int_equal(rows("> ", L"12345678", 10), 1);
    assert_int_equal(rows("> ", L"12345678123456789", 10), 1);
    assert_int_equal(rows("> ", L"123456781234567890", 10), 2);
    assert_int_equal(rows("0123456789", L"", 10), 1);
}

static void a_wide_character_is_not_cut_in_two(void **state)
{
    (void)state;
    assert_int_equal(rows("> ", L"\u65e5\u65e5\u65e5", 10), 0);
    assert_int_equal(rows("> ", L"\u65e5\u65e5\u65e5\u65e5", 10), 1);
    /* ten columns would be full, but the last one stays empty */
    assert_int_equal(rows("> ", L"1\u65e5\u65e5\u65e5\u65e5", 10), 1);
    assert_int_equal(rows("> ", L"1\u65e5\u65e5\u65e5\u65e51234567", 10), 1);
    assert_int_equal(rows("> ", L"1\u65e5\u65e5\u65e5\u65e512345678", 10), 2);
    assert_int_equal(rows("\xe6\x97\xa5> ", L"123456", 10), 1);
}

static void
what_can_not_be_printed_is_as_wide_as_what_stands_for_it(void **state)
{
    (void)state;
    assert_int_equal(rows("", L"\001\001\001\001", 10), 0); /* ^A */
    assert_int_equal(rows("", L"\001\001\001\001\001", 10), 1);
    assert_int_equal(rows("", L"\ufffe12", 10), 0); /* \U+FFFE */
    assert_int_equal(rows("", L"\ufffe123", 10), 1);
    assert_int_equal(rows("", L"1\t12", 11), 0);
    assert_int_equal(rows("", L"1\t123", 11), 1);
    assert_int_equal(rows("", L"e\u0301\u0301\u0301", 2), 0); /* combining */
}

static void a_narrow_terminal_has_many_rows(void **state)
{
    (void)state;
    assert_int_equal(rows("> ", L"abc", 1), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_a_row_has_none_above),
        cmocka_unit_test(a_full_row_is_left),
        cmocka_unit_test(a_wide_character_is_not_cut_in_two),
        cmocka_unit_test(
            what_can_not_be_printed_is_as_wide_as_what_stands_for_it),
        cmocka_unit_test(a_narrow_terminal_has_many_rows),
    };

    return cmocka_run_group_tests(tests, take_locale, NULL);
}
