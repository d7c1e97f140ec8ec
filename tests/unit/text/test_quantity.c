#include "support.h"

#include "text/quantity.h"

#include <string.h>

struct quantity {
    enum mw_option_kind kind;
    const char *text;
    uint64_t value;
};

static enum mw_status parse(enum mw_option_kind kind, const char *text,
                            uint64_t *value, struct mw_error *err)
{
    switch (kind) {
    case MW_OPTION_COUNT:
        return mw_parse_count(text, value, err);
    case MW_OPTION_SIZE:
        return mw_parse_size(text, value, err);
    case MW_OPTION_RATE:
        return mw_parse_rate(text, value, err);
    default:
        return mw_parse_duration(text, value, err);
    }
}

static void each_unit_has_its_size(void **state)
{
    static const struct quantity rows[] = {
        {MW_OPTION_COUNT, "0", 0},
        {MW_OPTION_COUNT, "007", 7},
        {MW_OPTION_COUNT, "18446744073709551615", UINT64_MAX},
        {MW_OPTION_SIZE, "0", 0},
        {MW_OPTION_SIZE, "512", 512},
        {MW_OPTION_SIZE, "1k", 1000},
        {MW_OPTION_SIZE, "1Ki", 1024},
        {MW_OPTION_SIZE, "2M", 2000000},
        {MW_OPTION_SIZE, "16Mi", 16777216},
        {MW_OPTION_SIZE, "3G", 3000000000},
        {MW_OPTION_SIZE, "1Gi", 1073741824},
        {MW_OPTION_RATE, "500", 500},
        {MW_OPTION_RATE, "20k", 20000},
        {MW_OPTION_RATE, "1M", 1000000},
        {MW_OPTION_DURATION, "0", 0},
        {MW_OPTION_DURATION, "7ns", 7},
        {MW_OPTION_DURATION, "5us", 5000},
        {MW_OPTION_DURATION, "250ms", 250000000},
        {MW_OPTION_DURATION, "10s", 10000000000},
        {MW_OPTION_DURATION, "1m", 60000000000},
        {MW_OPTION_DURATION, "2h", 7200000000000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        uint64_t value = 99;

        assert_int_equal(parse(rows[i].kind, rows[i].text, &value, NULL),
                         MW_OK);
        assert_int_equal(value, rows[i].value);
    }
}

static void a_fraction_of_a_unit_is_rounded_to_the_nearest(void **state)
{
    static const struct quantity rows[] = {
        {MW_OPTION_DURATION, "1.5s", 1500000000},
        {MW_OPTION_DURATION, "0.25ms", 250000},
        {MW_OPTION_DURATION, "1.0004us", 1000},
        {MW_OPTION_DURATION, "1.0005us", 1001},
        {MW_OPTION_DURATION, "0.0000000004s", 0},
        {MW_OPTION_DURATION, "0.0000000005s", 1},
        {MW_OPTION_DURATION, "0.333333333333333333333333333333h",
         1200000000000},
        {MW_OPTION_DURATION, "0.99999999999999999999999999999s", 1000000000},
        {MW_OPTION_SIZE, "1.5Ki", 1536},
        {MW_OPTION_SIZE, "0.5k", 500},
        {MW_OPTION_SIZE, "0.1Ki", 102},
        {MW_OPTION_RATE, "2.5M", 2500000},
        {MW_OPTION_SIZE, "0.000k", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        uint64_t value = 99;
        bool lost = rows[i].value == 0 && strpbrk(rows[i].text, "1234") != NULL;

        assert_int_equal(parse(rows[i].kind, rows[i].text, &value, NULL),
                         lost ? MW_EINVAL : MW_OK);
        assert_int_equal(value, lost ? 99 : rows[i].value);
    }
}

static void the_largest_value_is_taken_and_the_next_refused(void **state)
{
    static const struct quantity most[] = {
        {MW_OPTION_COUNT, "18446744073709551616", 0},
        {MW_OPTION_COUNT, "99999999999999999999999999", 0},
        {MW_OPTION_SIZE, "17179869184Gi", 0},
        {MW_OPTION_SIZE, "17179869183.9999999999Gi", 0},
        {MW_OPTION_RATE, "18446744073710M", 0},
        {MW_OPTION_DURATION, "5124096h", 0},
        {MW_OPTION_DURATION, "18446744073.7095516155s", 0},
    };
    struct mw_error err;
    uint64_t value = 99;

    (void)state;
    for (size_t i = 0; i < sizeof(most) / sizeof(most[0]); i++) {
        assert_int_equal(parse(most[i].kind, most[i].text, &value, &err),
                         MW_EINVAL);
        assert_non_null(strstr(err.text, ": too large, expected a"));
    }
    assert_int_equal(value, 99);
    assert_int_equal(mw_parse_size("17179869183Gi", &value, NULL), MW_OK);
    assert_int_equal(value, UINT64_MAX - 1073741823);
    assert_int_equal(mw_parse_duration("18446744073.7095516154s", &value, NULL),
                     MW_OK);
    assert_int_equal(value, UINT64_MAX);
}

static void what_is_no_quantity_is_refused(void **state)
{
    static const char *const texts[] = {
        "",     " ",     "-1",    "+1",    "-0",   "nan",  "NaN",      "inf",
        "0x10", "1e3",   "1 k",   " 1k",   "1k ",  "1..5", "1.",       ".5",
        "1.s",  "1.5",   "1.5.5", "5x",    "1,5s", "k",    "s",        "ms",
        "1K",   "1ki",   "1mS",   "1S",    "1kb",  "١",    "1s\n",     "1s1s",
        "0s0",  "1\xff", "--1",   "1.-5s", "1d",   "0.5",  "infinity",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        for (int kind = MW_OPTION_COUNT; kind <= MW_OPTION_DURATION; kind++) {
            uint64_t value = 99;

            assert_int_equal(
                parse((enum mw_option_kind)kind, texts[i], &value, NULL),
                MW_EINVAL);
            assert_int_equal(value, 99);
        }
    }
}

static void a_count_is_whole_and_a_duration_has_a_unit(void **state)
{
    uint64_t value;

    (void)state;
    assert_int_equal(mw_parse_count("1k", &value, NULL), MW_EINVAL);
    assert_int_equal(mw_parse_duration("10", &value, NULL), MW_EINVAL);
    assert_int_equal(mw_parse_duration("1.5ns", &value, NULL), MW_EINVAL);
    assert_int_equal(mw_parse_rate("1G", &value, NULL), MW_EINVAL);
}

static void the_sentence_shows_the_text_and_what_was_expected(void **state)
{
    struct mw_error err;
    uint64_t value;

    (void)state;
    mw_parse_duration("5x", &value, &err);
    assert_string_equal(err.text,
                        "5x: expected a duration such as 250ms, 10s or 2h");
    mw_parse_size("", &value, &err);
    assert_string_equal(err.text,
                        "\"\": expected a size such as 512, 64Ki or 16M");
    mw_parse_rate("1\x1b[2J", &value, &err);
    assert_string_equal(err.text,
                        "1\\x1b[2J: expected a rate such as 500, 20k or 1M");
    mw_parse_duration("0.0000001us", &value, &err);
    assert_string_equal(err.text, "0.0000001us: too small, expected a duration "
                                  "such as 250ms, 10s or 2h");
}

static void what_is_written_reads_back_the_same(void **state)
{
    static const struct quantity rows[] = {
        {MW_OPTION_COUNT, "1000000", 1000000},
        {MW_OPTION_SIZE, "0", 0},
        {MW_OPTION_SIZE, "16Mi", 16777216},
        {MW_OPTION_SIZE, "64k", 64000},
        {MW_OPTION_SIZE, "65507", 65507},
        {MW_OPTION_SIZE, "1G", 1000000000},
        {MW_OPTION_RATE, "20k", 20000},
        {MW_OPTION_DURATION, "0", 0},
        {MW_OPTION_DURATION, "90s", 90000000000},
        {MW_OPTION_DURATION, "2m", 120000000000},
        {MW_OPTION_DURATION, "1500ms", 1500000000},
        {MW_OPTION_DURATION, "1ns", 1},
        {MW_OPTION_DURATION, "18446744073709551615ns", UINT64_MAX},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[MW__QUANTITY_TEXT];
        uint64_t value;

        assert_string_equal(
            mw__quantity_write(rows[i].kind, rows[i].value, text),
            rows[i].text);
        assert_int_equal(parse(rows[i].kind, text, &value, NULL), MW_OK);
        assert_int_equal(value, rows[i].value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_unit_has_its_size),
        cmocka_unit_test(a_fraction_of_a_unit_is_rounded_to_the_nearest),
        cmocka_unit_test(the_largest_value_is_taken_and_the_next_refused),
        cmocka_unit_test(what_is_no_quantity_is_refused),
        cmocka_unit_test(a_count_is_whole_and_a_duration_has_a_unit),
        cmocka_unit_test(the_sentence_shows_the_text_and_what_was_expected),
        cmocka_unit_test(what_is_written_reads_back_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
