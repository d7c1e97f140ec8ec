#include "support.h"

#include "bench/quote.h"

static void assert_quoted(const char *word, const char *expected)
{
    struct mw_buffer out = {0};
    struct mw_error err = {0};

    if (quote_word(word, &out, &err) != MW_OK) {
        fail_msg("%s: %s", word, err.text);
    }
    assert_string_equal((char *)out.at, expected);
    assert_int_equal(out.len, strlen(expected) + 1);
    mw_buffer_fini(&out);
}

static void what_has_no_place_stays(void **state)
{
    (void)state;
    assert_quoted("", "");
    assert_quoted("hello", "hello");
    assert_quoted("7", "7");
    assert_quoted("{\"a\":{}}", "{\"a\":{}}");
    assert_quoted("{\"a\":{\"b\":{}}}", "{\"a\":{\"b\":{}}}");
    assert_quoted("key=text", "key=text");
    assert_quoted("key:=[1]", "key:=[1]");
    assert_quoted("@file", "@file");
}

static void a_place_in_json_gets_its_quotes(void **state)
{
    (void)state;
    assert_quoted("[{{seq}}]", "[\"{{seq}}\"]");
    assert_quoted("{\"id\":{{seq}},\"x\":[{{random 8}},{{time}}]}",
                  "{\"id\":\"{{seq}}\",\"x\":[\"{{random 8}}\",\"{{time}}\"]}");
    assert_quoted("key:=[{{seq}}]", "key:=[\"{{seq}}\"]");
}

static void a_place_in_a_string_has_them(void **state)
{
    (void)state;
    assert_quoted("[\"a\\\"{{seq}}\"]", "[\"a\\\"{{seq}}\"]");
    assert_quoted("{\"id\":\"{{seq}}\"}", "{\"id\":\"{{seq}}\"}");
}

static void a_word_that_begins_with_a_place_is_a_string(void **state)
{
    (void)state;
    assert_quoted("{{seq}}", "\"{{seq}}\"");
    assert_quoted("{{seq}}-\"x\"", "\"{{seq}}-\\\"x\\\"\"");
    assert_quoted("key:={{time}}", "key:=\"{{time}}\"");
    assert_quoted("key={{time}}", "key={{time}}");
}

static void what_is_not_closed_is_left_to_the_reader(void **state)
{
    (void)state;
    assert_quoted("[{{seq]", "[{{seq]");
    assert_quoted("[\"{{seq", "[\"{{seq");
    assert_quoted("[\"\\", "[\"\\");
}

static void a_pair_with_an_open_bracket_is_refused(void **state)
{
    struct mw_buffer out = {0};
    struct mw_error err = {0};

    (void)state;
    assert_int_equal(quote_word("a[b:=1", &out, &err), MW_EINVAL);
    assert_true(err.text[0] != '\0');
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_no_place_stays),
        cmocka_unit_test(a_place_in_json_gets_its_quotes),
        cmocka_unit_test(a_place_in_a_string_has_them),
        cmocka_unit_test(a_word_that_begins_with_a_place_is_a_string),
        cmocka_unit_test(what_is_not_closed_is_left_to_the_reader),
        cmocka_unit_test(a_pair_with_an_open_bracket_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
