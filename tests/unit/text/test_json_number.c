#include "support.h"

#include "text/json_number.h"

static enum mw__json_number state_after(const char *text, size_t *len)
{
    enum mw__json_number state = MW__JSON_NUMBER_START;

    *len = mw__json_number_on(&state, mw_text(text));
    return state;
}

static void a_number_ends_where_the_grammar_ends_it(void **state)
{
    static const struct {
        const char *text;
        size_t len;
        bool whole, is_float;
    } rows[] = {
        {"0", 1, true, false},     {"-0", 2, true, false},
        {"01", 1, true, false},    {"120,", 3, true, false},
        {"1.5]", 3, true, true},   {"1e5", 3, true, true},
        {"1E+05 ", 5, true, true}, {"0.0e-0", 6, true, true},
        {"-", 1, false, false},    {"1.", 2, false, false},
        {"1.e5", 2, false, false}, {"1e", 2, false, false},
        {"1e-", 3, false, false},  {"--1", 1, false, false},
        {"x", 0, false, false},    {"+1", 0, false, false},
        {"1.5.5", 3, true, true},  {"1e5e5", 3, true, true},
        {"1e5.5", 3, true, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        size_t len;
        enum mw__json_number after = state_after(rows[i].text, &len);

        assert_int_equal(len, rows[i].len);
        assert_int_equal(mw__json_number_whole(after), rows[i].whole);
        if (rows[i].whole) {
            assert_int_equal(mw__json_number_float(after), rows[i].is_float);
        }
    }
}

static void it_goes_on_where_it_was_cut(void **state)
{
    const struct mw_bytes text = mw_text("-12.034e+56");

    (void)state;
    for (size_t cut = 0; cut <= text.len; cut++) {
        enum mw__json_number at = MW__JSON_NUMBER_START;

        assert_int_equal(mw__json_number_on(&at, mw_bytes(text.at, cut)), cut);
        assert_int_equal(
            mw__json_number_on(&at, mw_bytes(text.at + cut, text.len - cut)),
            text.len - cut);
        assert_int_equal(at, MW__JSON_NUMBER_EXPONENT);
    }
}

static void what_people_write_behind_a_number_does_not_end_it(void **state)
{
    (void)state;
    for (const char *at = "09azAZ._+-\xef"; *at != '\0'; at++) {
        assert_true(mw__json_number_sticks((uint8_t)*at));
    }
    for (const char *at = " \t\n\r,]}[{\":"; *at != '\0'; at++) {
        assert_false(mw__json_number_sticks((uint8_t)*at));
    }
}

static void each_state_says_what_may_follow(void **state)
{
    size_t len;

    (void)state;
    assert_string_equal(mw__json_number_expected(state_after("1e", &len)),
                        "a digit, \"+\" or \"-\"");
    assert_string_equal(mw__json_number_expected(state_after("0", &len)),
                        "\".\", \"e\" or the number's end");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_ends_where_the_grammar_ends_it),
        cmocka_unit_test(it_goes_on_where_it_was_cut),
        cmocka_unit_test(what_people_write_behind_a_number_does_not_end_it),
        cmocka_unit_test(each_state_says_what_may_follow),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
