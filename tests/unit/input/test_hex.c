#include "support.h"

#include "input/hex.h"

static void digits_are_read_in_both_cases(void **state)
{
    (void)state;
    assert_int_equal(hex_digit('0'), 0);
    assert_int_equal(hex_digit('9'), 9);
    assert_int_equal(hex_digit('a'), 10);
    assert_int_equal(hex_digit('F'), 15);
    assert_int_equal(hex_digit('g'), -1);
    assert_int_equal(hex_digit('/'), -1);
    assert_int_equal(hex_digit(' '), -1);
    assert_int_equal(hex_digit('@'), -1);
}

static void hex_text_is_read_with_any_white_space(void **state)
{
    struct mw_bytes text = mw_text(" 93 01\tC0\r\na\n2 6869");
    struct mw_buffer out = {0};
    struct hex hex = {0};

    (void)state;
    assert_int_equal(hex_read_on(&hex, &text, SIZE_MAX, &out, NULL), MW_OK);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&out), mw_text("\x93\x01\xc0\xa2hi")));
    assert_int_equal(text.len, 0);
    assert_false(hex.half);
    mw_buffer_fini(&out);
}

static void what_is_no_digit_is_found_at_its_place(void **state)
{
    struct mw_bytes text = mw_text("93 01\nc0 g1");
    struct mw_buffer out = {0};
    struct hex hex = {0};
    struct hex_place place;
    struct mw_error err;

    (void)state;
    assert_int_equal(hex_read_on(&hex, &text, SIZE_MAX, &out, &err), MW_EVALUE);
    assert_string_equal(err.text, "expected a hex digit, not g");
    place = hex_skip(&hex, &text);
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 4);
    mw_buffer_fini(&out);
}

static void half_a_byte_waits_for_its_other_digit(void **state)
{
    struct mw_bytes text = mw_text("93 0");
    struct mw_buffer out = {0};
    struct hex hex = {0};

    (void)state;
    assert_int_equal(hex_read_on(&hex, &text, SIZE_MAX, &out, NULL), MW_OK);
    assert_true(hex.half);
    text = mw_text("1");
    assert_int_equal(hex_read_on(&hex, &text, SIZE_MAX, &out, NULL), MW_OK);
    assert_false(hex.half);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text("\x93\x01")));
    mw_buffer_fini(&out);
}

static void no_more_is_read_than_was_asked_for(void **state)
{
    struct mw_bytes text = mw_text("93 01 c0");
    struct mw_buffer out = {0};
    struct hex hex = {0};

    (void)state;
    assert_int_equal(hex_read_on(&hex, &text, 2, &out, NULL), MW_OK);
    assert_true(mw_bytes_equal(text, mw_text(" c0")));
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_read_in_both_cases),
        cmocka_unit_test(hex_text_is_read_with_any_white_space),
        cmocka_unit_test(what_is_no_digit_is_found_at_its_place),
        cmocka_unit_test(half_a_byte_waits_for_its_other_digit),
        cmocka_unit_test(no_more_is_read_than_was_asked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
