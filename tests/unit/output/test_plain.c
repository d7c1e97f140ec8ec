#include "support.h"

#include "output/plain.h"

static void assert_text(struct mw_bytes text, const char *plain)
{
    struct mw_buffer out = {0};

    assert_int_equal(plain_text(text, &out), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text(plain)));
    mw_buffer_fini(&out);
}

static void assert_value(const char *bytes, const char *plain)
{
    struct mw_buffer out = {0};

    assert_int_equal(plain_value(mw_text(bytes), &out), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text(plain)));
    mw_buffer_fini(&out);
}

static void text_stays_as_it_is(void **state)
{
    (void)state;
    assert_text(mw_text("no such method"), "no such method");
    assert_text(mw_text("\xc3\xb1"), "\xc3\xb1");
    assert_text(mw_text("no \"x\", a\\b, \\\""), "no \"x\", a\\\\b, \\\\\"");
    assert_text(mw_text(""), "");
}

static void what_could_move_a_cursor_is_escaped(void **state)
{
    (void)state;
    assert_text(mw_text("a\x1b[2J\n\xc2\x9b\x7f"),
                "a\\u001b[2J\\n\\u009b\\u007f");
}

static void text_that_is_not_utf_8_is_shown_as_typed_json(void **state)
{
    (void)state;
    assert_text(mw_text("\xff"), "{\"$str\":\"/w==\"}");
}

static void a_string_has_no_quotes_and_other_values_are_json(void **state)
{
    (void)state;
    assert_value("\xa2hi", "hi");
    assert_value("\x07", "7");
    assert_value("\x92\x01\xa1x", "[1,\"x\"]");
}

static void assert_cut(const char *text, size_t most, const char *shown)
{
    struct mw_buffer out = {0};

    assert_int_equal(plain_cut(mw_text(text), most, &out), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_text(shown)));
    mw_buffer_fini(&out);
}

static void long_text_is_cut_at_a_character_with_its_length(void **state)
{
    struct mw_buffer out = {0};

    (void)state;
    assert_cut("whole", 5, "whole");
    assert_cut("whole", 4, "whol… (5 bytes)");
    assert_cut("套接", 5, "套… (6 bytes)");
    assert_cut("套接", 6, "套接");
    assert_int_equal(plain_value_cut(mw_text("\x93\x01\x02\x03"), 4, &out),
                     MW_OK);
    assert_true(
        mw_bytes_equal(mw_buffer_bytes(&out), mw_text("[1,2… (7 bytes)")));
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_stays_as_it_is),
        cmocka_unit_test(what_could_move_a_cursor_is_escaped),
        cmocka_unit_test(text_that_is_not_utf_8_is_shown_as_typed_json),
        cmocka_unit_test(a_string_has_no_quotes_and_other_values_are_json),
        cmocka_unit_test(long_text_is_cut_at_a_character_with_its_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
