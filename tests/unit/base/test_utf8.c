#include "support.h"

#include "base/utf8.h"

#include <msgwire/utf8.h>

static void a_character_is_read_with_its_length(void **state)
{
    uint32_t code = 0;

    (void)state;
    assert_int_equal(mw__utf8_next(mw_text("\xc3\xb1z"), &code), 2);
    assert_int_equal(code, 0xf1);
    assert_int_equal(mw__utf8_next(mw_text("\xf0\x9f\x98\x80"), &code), 4);
    assert_int_equal(code, 0x1f600);
}

static void every_code_point_comes_back_and_surrogates_do_not(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10ffff; code++) {
        uint8_t text[4];
        uint32_t back = 0;
        size_t len = mw__utf8_put(code, text);
        bool surrogate = code >= 0xd800 && code <= 0xdfff;

        assert_int_equal(mw__utf8_next(mw_bytes(text, len), &back),
                         surrogate ? 0 : len);
        assert_int_equal(back, surrogate ? 0 : code);
        assert_int_equal(mw__utf8_next(mw_bytes(text, len - 1), NULL), 0);
    }
}

static void overlong_and_lone_bytes_are_no_utf8(void **state)
{
    static const char *const bad[] = {
        "\xc0\xaf", "\xe0\x80\x80", "\xff",     "\xf4\x90\x80\x80",
        "\x80",     "ab\xc3",       "\xe5\xa5z"};

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        assert_false(mw__utf8_valid(mw_text(bad[i])));
    }
    assert_true(mw__utf8_valid(mw_text("plain text, \xe5\xa5\x97, plain")));
}

static void the_first_byte_that_is_none_is_found(void **state)
{
    (void)state;
    assert_int_equal(mw_utf8_valid_len(mw_text("")), 0);
    assert_int_equal(mw_utf8_valid_len(mw_text("\xe5\xa5\x97 long enough")),
                     15);
    assert_int_equal(mw_utf8_valid_len(mw_text("caf\xe9")), 3);
    assert_int_equal(mw_utf8_valid_len(mw_text("\xff")), 0);
    assert_int_equal(mw_utf8_valid_len(mw_text("12345678\xc3\xb1\xe5\xa5")),
                     10);
}

static void what_a_cut_left_over_is_not_counted(void **state)
{
    (void)state;
    assert_int_equal(mw__utf8_whole(mw_text("ab\xe5\xa5")), 2);
    assert_int_equal(mw__utf8_whole(mw_text("ab\xe5\xa5\x97")), 5);
    assert_int_equal(mw__utf8_whole(mw_text("")), 0);
    assert_int_equal(mw__utf8_whole(mw_text("\x97\x97")), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_character_is_read_with_its_length),
        cmocka_unit_test(every_code_point_comes_back_and_surrogates_do_not),
        cmocka_unit_test(overlong_and_lone_bytes_are_no_utf8),
        cmocka_unit_test(the_first_byte_that_is_none_is_found),
        cmocka_unit_test(what_a_cut_left_over_is_not_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
