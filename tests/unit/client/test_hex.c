#include "support.h"

#include "hex.h"

static void hex_text_is_read_with_any_white_space(void **state)
{
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(hex_read(mw_text(" 93 01\tC0\r\na\n2 6869"), &out, NULL),
                     MW_OK);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&out), mw_text("\x93\x01\xc0\xa2hi")));
    mw_buffer_fini(&out);
}

static void what_is_no_digit_is_pointed_at(void **state)
{
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    assert_int_equal(hex_read(mw_text("93 01\nc0 g1"), &out, &err), MW_EVALUE);
    assert_string_equal(err.text,
                        "line 2, column 4: expected a hex digit, not g");
    mw_buffer_fini(&out);
}

static void half_a_byte_is_refused(void **state)
{
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    assert_int_equal(hex_read(mw_text("93 0"), &out, &err), MW_EVALUE);
    assert_string_equal(err.text, "3 hex digits: the last byte has only one");
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hex_text_is_read_with_any_white_space),
        cmocka_unit_test(what_is_no_digit_is_pointed_at),
        cmocka_unit_test(half_a_byte_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
