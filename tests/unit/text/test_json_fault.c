#include "json_sample.h"

static void says(const char *text, const char *want)
{
    struct mw_buffer out = {0};
    struct mw_error err;

    assert_int_not_equal(mw_json_read(mw_text(text), NULL, &out, &err), MW_OK);
    assert_string_equal(err.text, want);
    mw_buffer_fini(&out);
}

static void a_sentence_says_where_what_was_expected_and_what_came(void **state)
{
    (void)state;
    says("[1,\n2,\n3 \"x\"]",
         "line 3, column 3: expected \",\" or \"]\", got a quote");
    says("{\"a\":1\x01}",
         "line 1, column 7: expected \",\" or \"}\", got byte 0x01");
    says("[1e", "line 1, column 4: expected a digit, \"+\" or \"-\", got the "
                "end");
    says("[\xff", "line 1, column 2: expected a value or \"]\", got byte 0xff");
}

static void hostile_keys_are_shown_short_and_harmless(void **state)
{
    struct mw_buffer text = {0}, out = {0};
    struct mw_error err;

    (void)state;
    for (int i = 0; i < 2; i++) {
        mw_buffer_append(&text, mw_text(i == 0 ? "{\"" : ",\""));
        for (int k = 0; k < 1000; k++) {
            mw_buffer_append(&text, mw_text("\\u001b"));
        }
        mw_buffer_append(&text, mw_text("\":1"));
    }
    assert_int_equal(mw_json_read(mw_buffer_bytes(&text), NULL, &out, &err),
                     MW_EVALUE);
    assert_null(strchr(err.text, 0x1b));
    assert_non_null(strstr(err.text, "\\x1b\\x1b"));
    mw_buffer_fini(&text);
    mw_buffer_fini(&out);
}

static void a_limit_is_told_with_its_number(void **state)
{
    static const struct mw_json_rules rules = {.max_depth = 2, .max_value = 4};
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    assert_int_equal(mw_json_read(mw_text("[[[1]]]"), &rules, &out, &err),
                     MW_EDEEP);
    assert_string_equal(err.text, "line 1, column 3: nested deeper than 2");
    assert_int_equal(mw_json_read(mw_text("\"12345\""), &rules, &out, &err),
                     MW_ETOOBIG);
    assert_string_equal(err.text,
                        "line 1, column 8: value longer than 4 bytes");
    mw_buffer_fini(&out);
    out.limit = 3;
    assert_int_equal(mw_json_read(mw_text("\"12345\""), NULL, &out, &err),
                     MW_ETOOBIG);
    assert_string_equal(err.text,
                        "line 1, column 8: value longer than 3 bytes");
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_says_where_what_was_expected_and_what_came),
        cmocka_unit_test(hostile_keys_are_shown_short_and_harmless),
        cmocka_unit_test(a_limit_is_told_with_its_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
