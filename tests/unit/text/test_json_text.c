#include "support.h"

#include "text/json_text.h"

static void is_written_as(const char *text, bool terminal_safe,
                          const char *want)
{
    struct mw_buffer out = {0};

    assert_int_equal(mw__json_text(mw_text(text), terminal_safe, &out), MW_OK);
    assert_int_equal(out.len, strlen(want));
    assert_memory_equal(out.at, want, out.len);
    mw_buffer_fini(&out);
}

static void what_must_not_stand_in_a_string_is_escaped(void **state)
{
    (void)state;
    is_written_as("a\"b\\c", false, "\"a\\\"b\\\\c\"");
    is_written_as("\b\f\n\r\t\x1b\x7f", false,
                  "\"\\b\\f\\n\\r\\t\\u001b\\u007f\"");
}

/* Text is copied eight bytes at a time: each place must be looked at. */
static void a_quote_is_found_wherever_it_stands(void **state)
{
    char text[40], want[48];

    (void)state;
    for (size_t len = 1; len < sizeof(text); len++) {
        for (size_t i = 0; i < len; i++) {
            memset(text, 'x', len);
            text[i] = '"';
            text[len] = '\0';
            memset(want, 'x', sizeof(want));
            want[0] = '"';
            want[1 + i] = '\\';
            want[2 + i] = '"';
            want[len + 2] = '"';
            want[len + 3] = '\0';
            is_written_as(text, false, want);
        }
    }
}

static void other_characters_stand_as_they_are(void **state)
{
    (void)state;
    is_written_as("ñandú łódź 套接字 😀/", true, "\"ñandú łódź 套接字 😀/\"");
    is_written_as("\xc2\x85\xe2\x80\xae", false, "\"\xc2\x85\xe2\x80\xae\"");
}

static void what_moves_a_cursor_is_escaped_for_a_terminal(void **state)
{
    (void)state;
    is_written_as("a\xc2\x80\xc2\x9f\xc2\xa0", true,
                  "\"a\\u0080\\u009f\xc2\xa0\"");
    is_written_as("\xd8\x9c\xe2\x80\x8e\xe2\x80\xaa\xe2\x80\xae", true,
                  "\"\\u061c\\u200e\\u202a\\u202e\"");
    is_written_as("\xe2\x80\xa8\xe2\x80\xa9\xe2\x81\xa6\xe2\x81\xa9", true,
                  "\"\\u2028\\u2029\\u2066\\u2069\"");
}

static void what_is_not_utf8_is_refused_and_nothing_written(void **state)
{
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(mw__json_text(mw_text("good \xff"), false, &out),
                     MW_EVALUE);
    assert_int_equal(out.len, 0);
    mw_buffer_fini(&out);
}

static void a_limit_is_kept_to_the_byte(void **state)
{
    struct mw_bytes text = mw_text("abc\n\x01xyz");

    (void)state;
    for (size_t limit = 1; limit <= 16; limit++) {
        struct mw_buffer out = {.limit = limit};

        assert_int_equal(mw__json_text(text, false, &out),
                         limit < 16 ? MW_ETOOBIG : MW_OK);
        assert_int_equal(out.len, limit < 16 ? 0 : 16);
        mw_buffer_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_must_not_stand_in_a_string_is_escaped),
        cmocka_unit_test(a_quote_is_found_wherever_it_stands),
        cmocka_unit_test(other_characters_stand_as_they_are),
        cmocka_unit_test(what_moves_a_cursor_is_escaped_for_a_terminal),
        cmocka_unit_test(what_is_not_utf8_is_refused_and_nothing_written),
        cmocka_unit_test(a_limit_is_kept_to_the_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
