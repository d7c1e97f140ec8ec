#include "support.h"

#include "text/pretty_token.h"

#include <string.h>

static void a_token_ends_where_the_next_begins(void **state)
{
    static const struct {
        const char *text;
        size_t len;
    } rows[] = {
        {"[1]", 1},         {"{}", 1},    {"],", 1},
        {",2", 1},          {":1", 1},    {"12,", 2},
        {"-1.5e3]", 6},     {"true}", 4}, {"null", 4},
        {"\"a\":1", 3},     {"\"\",", 2}, {"\"a,]}\\\"b\":", 9},
        {"\"\\\\\",\"", 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(mw__pretty_token_len(mw_text(rows[i].text)),
                         rows[i].len);
    }
}

static void typed_is_what_has_one_key_with_a_dollar_and_is_no_map(void **state)
{
    static const char *const typed[] = {
        "{\"$bin\":\"AP8=\"}",
        "{\"$f32\":1.5}",
        "{\"$ext\":[5,\"dw==\"]}",
        "{\"$ts\":[-1,2]}",
    };
    static const char *const others[] = {
        "{\"bin\":\"AP8=\"}",
        "{\"$map\":[[1,2]]}",
        "{\"$bin\":\"AP8=\",\"b\":1}",
        "{\"$ext\":[5,\"dw==\"],\"b\":1}",
        "{\"$a\":{\"b\":1}}",
        "{\"$a\":[{\"b\":1}]}",
        "{}",
        "[\"$bin\"]",
        "\"$bin\"",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
        assert_true(mw__pretty_token_typed(mw_text(typed[i])));
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        assert_false(mw__pretty_token_typed(mw_text(others[i])));
    }
}

static void a_value_is_measured_with_the_spaces_it_will_have(void **state)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"12", "12"},
        {"12,13", "12"},
        {"\"a,b\":1", "\"a,b\": 1"},
        {"[1,2]", "[1, 2]"},
        {"[1,2],3", "[1, 2]"},
        {"{\"a\":[{}]}}", "{\"a\": [{}]}"},
        {"\"\\\"]\"]", "\"\\\"]\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(
            mw__pretty_token_columns(mw_text(rows[i].text), 80, NULL),
            strlen(rows[i].shown));
    }
    assert_int_equal(mw__pretty_token_columns(mw_text("\"套\""), 80, NULL), 4);
}

static void measuring_stops_beyond_the_most(void **state)
{
    static char text[1 << 16];

    (void)state;
    memset(text, '[', sizeof(text) - 1);
    assert_true(mw__pretty_token_columns(mw_text(text), 80, NULL) > 80);
    assert_true(mw__pretty_token_columns(mw_text(text), 80, NULL) < 90);
}

/* Characters without width would let a value be read to its end, however
 * long, each time that it is measured. */
static void text_without_width_does_not_fit_where_it_is_long(void **state)
{
    struct mw_buffer text = {0};

    (void)state;
    assert_int_equal(mw_buffer_append(&text, mw_text("\"")), MW_OK);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(mw_buffer_append(&text, mw_text("\xcc\x81")), MW_OK);
    }
    assert_int_equal(mw_buffer_append(&text, mw_text("\"")), MW_OK);
    assert_true(mw__pretty_token_columns(mw_buffer_bytes(&text), 80, NULL) >
                80);
    mw_buffer_fini(&text);
    assert_int_equal(
        mw__pretty_token_columns(mw_text("\"e\xcc\x81\xcc\x82\""), 80, NULL),
        3);
}

static int32_t an_hour(int64_t seconds)
{
    (void)seconds;
    return 3600;
}

static void a_time_is_measured_with_what_stands_behind_it(void **state)
{
    static const char time[] = "{\"$ts\":\"2021-01-14T08:25:36Z\"}";
    static const char map[] = "{\"$ts\":\"2021-01-14T08:25:36Z\",\"b\":1}";

    (void)state;
    assert_int_equal(mw__pretty_token_columns(mw_text(time), 80, NULL), 31);
    assert_int_equal(mw__pretty_token_columns(mw_text(time), 80, an_hour), 60);
    assert_int_equal(mw__pretty_token_columns(mw_text(map), 80, an_hour), 39);
}

static void members_are_counted_to_the_bracket(void **state)
{
    static const struct {
        const char *text, *rest;
        size_t members;
    } rows[] = {
        {"1]", "]", 1},
        {"1,2,3],4", "],4", 3},
        {"[1,2],{\"a\":1,\"b\":2},\",]\"],4]", "],4]", 3},
        {"\"a\":[1,2],\"b\":\"}\\\",\"}", "}", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct mw_bytes text = mw_text(rows[i].text);

        assert_int_equal(mw__pretty_token_members(&text), rows[i].members);
        assert_true(mw_bytes_equal(text, mw_text(rows[i].rest)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_ends_where_the_next_begins),
        cmocka_unit_test(typed_is_what_has_one_key_with_a_dollar_and_is_no_map),
        cmocka_unit_test(a_value_is_measured_with_the_spaces_it_will_have),
        cmocka_unit_test(a_time_is_measured_with_what_stands_behind_it),
        cmocka_unit_test(members_are_counted_to_the_bracket),
        cmocka_unit_test(measuring_stops_beyond_the_most),
        cmocka_unit_test(text_without_width_does_not_fit_where_it_is_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
