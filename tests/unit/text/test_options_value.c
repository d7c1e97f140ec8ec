#include "support.h"

#include "text/options_value.h"

#include "sample_options.h"

#include <stdio.h>
#include <string.h>

static const struct mw_option *named(const char *name)
{
    const struct mw_option *row = sample_options;

    while (strcmp(row->name, name) != 0) {
        row++;
    }
    return row;
}

static enum mw_status put(const char *name, const char *value,
                          struct sample *target, struct mw_error *err)
{
    char shown[32];

    snprintf(shown, sizeof(shown), "--%s", name);
    return mw__options_value_put(named(name), shown, value, target, err);
}

static void what_is_put_is_shown_again(void **state)
{
    static const struct {
        const char *name, *value;
    } rows[] = {
        {"name", "bob"},   {"listen", ":1"}, {"output", "hex"},
        {"count", "12"},   {"rate", "20k"},  {"max-frame", "64Ki"},
        {"timeout", "1s"},
    };
    struct sample target = {0};
    char text[MW__OPTIONS_VALUE_TEXT];

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(put(rows[i].name, rows[i].value, &target, NULL),
                         MW_OK);
        assert_string_equal(
            mw__options_value_show(named(rows[i].name), &target, text),
            rows[i].value);
    }
}

static void what_is_off_empty_or_zero_shows_nothing(void **state)
{
    static const char *const names[] = {"quiet", "name", "listen", "count"};
    const struct sample target = {0};
    char text[MW__OPTIONS_VALUE_TEXT];

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        assert_string_equal(
            mw__options_value_show(named(names[i]), &target, text), "");
    }
}

static void a_sentence_names_option_value_and_what_was_expected(void **state)
{
    static const struct {
        const char *name, *value, *sentence;
    } rows[] = {
        {"timeout", "5x",
         "--timeout 5x: expected a duration such as 250ms, 10s or 2h"},
        {"timeout", "-5s",
         "--timeout -5s: expected a duration such as 250ms, 10s or 2h"},
        {"timeout", "nan",
         "--timeout nan: expected a duration such as 250ms, 10s or 2h"},
        {"timeout", NULL,
         "--timeout needs a value: a duration such as 250ms, 10s or 2h"},
        {"timeout", "",
         "--timeout needs a value: a duration such as 250ms, 10s or 2h"},
        {"timeout", "1us", "--timeout 1us: expected at least 1ms"},
        {"timeout", "0", "--timeout 0: expected at least 1ms"},
        {"count", "65536", "--count 65536: expected at most 65535"},
        {"count", "99999999999999999999",
         "--count 99999999999999999999: too large, expected a whole number"},
        {"max-frame", "63", "--max-frame 63: expected 64 to 1Gi"},
        {"max-frame", "2Gi", "--max-frame 2Gi: expected 64 to 1Gi"},
        {"rate", "1 k", "--rate 1 k: expected a rate such as 500, 20k or 1M"},
        {"output", "xml", "--output xml: expected pretty, json or hex"},
        {"output", "jso\n", "--output jso\\x0a: expected pretty, json or hex"},
        {"output", "", "--output needs a value: pretty, json or hex"},
        {"name", "", "--name needs a value: NAME"},
        {"listen", NULL, "--listen needs a value: URL"},
    };
    struct sample target = {0};
    const struct sample untouched = {0};
    struct mw_error err;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(put(rows[i].name, rows[i].value, &target, &err),
                         MW_EINVAL);
        assert_string_equal(err.text, rows[i].sentence);
    }
    assert_memory_equal(&target, &untouched, sizeof(target));
}

static void the_bounds_themselves_are_accepted(void **state)
{
    struct sample target = {0};

    (void)state;
    assert_int_equal(put("max-frame", "64", &target, NULL), MW_OK);
    assert_int_equal(put("max-frame", "1Gi", &target, NULL), MW_OK);
    assert_int_equal(put("count", "0", &target, NULL), MW_OK);
    assert_int_equal(put("count", "65535", &target, NULL), MW_OK);
    assert_int_equal(put("timeout", "1ms", &target, NULL), MW_OK);
    assert_int_equal(put("timeout", "5124095h", &target, NULL), MW_OK);
}

static void a_list_has_an_end(void **state)
{
    struct sample target = {0};
    struct mw_error err;

    (void)state;
    for (int i = 0; i < MW_OPTION_LIST_MAX; i++) {
        assert_int_equal(put("listen", ":1", &target, NULL), MW_OK);
    }
    assert_int_equal(target.listen.count, MW_OPTION_LIST_MAX);
    assert_int_equal(put("listen", ":1", &target, &err), MW_EINVAL);
    assert_string_equal(err.text, "--listen: given more often than 64 times");
    assert_int_equal(target.listen.count, MW_OPTION_LIST_MAX);
}

static void a_long_value_is_cut_before_what_was_expected(void **state)
{
    struct sample target;
    struct mw_error err;
    char value[1000] = {0};

    (void)state;
    memset(value, '9', sizeof(value) - 1);
    assert_int_equal(put("count", value, &target, &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "...: too large, expected a whole"));
}

static void too_many_choices_are_cut_within_the_text(void **state)
{
    static const char *names[40];
    struct mw_option option = {.kind = MW_OPTION_CHOICE, .choices = names};
    char text[MW__OPTIONS_VALUE_TEXT];

    (void)state;
    for (size_t i = 0; i + 1 < sizeof(names) / sizeof(names[0]); i++) {
        names[i] = "a-choice";
    }
    mw__options_value_choices(&option, text);
    assert_true(strlen(text) < sizeof(text));
    assert_memory_equal(text, "a-choice, a-choice, ", 20);
}

static void a_quantity_on_its_own_has_the_same_sentences(void **state)
{
    struct mw_error err;
    uint64_t value;

    (void)state;
    assert_int_equal(mw_parse_duration("1.5s", &value, &err), MW_OK);
    assert_int_equal(value, 1500000000);
    assert_int_equal(mw_parse_duration("5x", &value, &err), MW_EINVAL);
    assert_string_equal(err.text,
                        "5x: expected a duration such as 250ms, 10s or 2h");
    assert_int_equal(mw_parse_size("", &value, &err), MW_EINVAL);
    assert_string_equal(err.text,
                        "\"\": expected a size such as 512, 64Ki or 16M");
    assert_int_equal(mw_parse_rate("1\x1b[2J", &value, &err), MW_EINVAL);
    assert_string_equal(err.text,
                        "1\\x1b[2J: expected a rate such as 500, 20k or 1M");
    assert_int_equal(mw_parse_count("99999999999999999999", &value, &err),
                     MW_EINVAL);
    assert_string_equal(
        err.text, "99999999999999999999: too large, expected a whole number");
    assert_int_equal(mw_parse_bits("10M", &value, &err), MW_EINVAL);
    assert_string_equal(err.text, "10M: expected bits a second such as 64kbit,"
                                  " 10Mbit or 1.5Gbit");
    assert_int_equal(mw_parse_share("1", &value, &err), MW_EINVAL);
    assert_string_equal(err.text, "1: expected a share such as 0.1%, 5% or 0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_put_is_shown_again),
        cmocka_unit_test(what_is_off_empty_or_zero_shows_nothing),
        cmocka_unit_test(a_sentence_names_option_value_and_what_was_expected),
        cmocka_unit_test(the_bounds_themselves_are_accepted),
        cmocka_unit_test(a_list_has_an_end),
        cmocka_unit_test(a_long_value_is_cut_before_what_was_expected),
        cmocka_unit_test(too_many_choices_are_cut_within_the_text),
        cmocka_unit_test(a_quantity_on_its_own_has_the_same_sentences),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
