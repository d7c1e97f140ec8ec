#include "support.h"

#include "text/quantity.h"

#include <string.h>

struct quantity {
    enum mw_option_kind kind;
    const char *text;
    uint64_t value;
};

static void assert_reads(const struct quantity *row)
{
    uint64_t value = 99;

    assert_null(mw__quantity_read(row->kind, row->text, &value));
    assert_int_equal(value, row->value);
}

/* `fault` is the sentence's begin. */
static void assert_refused(enum mw_option_kind kind, const char *text,
                           const char *fault)
{
    uint64_t value = 99;
    const char *said = mw__quantity_read(kind, text, &value);

    assert_non_null(said);
    assert_string_equal(said, fault);
    assert_int_equal(value, 99);
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
        {MW_OPTION_BITS, "9bit", 9},
        {MW_OPTION_BITS, "64kbit", 64000},
        {MW_OPTION_BITS, "10Mbit", 10000000},
        {MW_OPTION_BITS, "1Gbit", 1000000000},
        {MW_OPTION_SHARE, "100%", 1000000},
        {MW_OPTION_SHARE, "0", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_reads(&rows[i]);
    }
}

static void a_fraction_of_a_unit_is_rounded_to_the_nearest(void **state)
{
    static const struct quantity rows[] = {
        {MW_OPTION_DURATION, "1.5s", 1500000000},
        {MW_OPTION_DURATION, "0.25ms", 250000},
        {MW_OPTION_DURATION, "1.0004us", 1000},
        {MW_OPTION_DURATION, "1.0005us", 1001},
        {MW_OPTION_DURATION, "0.0000000005s", 1},
        {MW_OPTION_DURATION, "0.333333333333333333333333333333h",
         1200000000000},
        {MW_OPTION_DURATION, "0.99999999999999999999999999999s", 1000000000},
        {MW_OPTION_SIZE, "1.5Ki", 1536},
        {MW_OPTION_SIZE, "0.5k", 500},
        {MW_OPTION_SIZE, "0.1Ki", 102},
        {MW_OPTION_RATE, "2.5M", 2500000},
        {MW_OPTION_SIZE, "0.000k", 0},
        {MW_OPTION_BITS, "1.5Gbit", 1500000000},
        {MW_OPTION_SHARE, "0.1%", 1000},
        {MW_OPTION_SHARE, "12.3456%", 123456},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_reads(&rows[i]);
    }
    assert_refused(MW_OPTION_DURATION, "0.0000000004s", "too small, ");
    assert_refused(MW_OPTION_SIZE, "0.0001k", "too small, ");
}

static void the_largest_value_is_taken_and_the_next_refused(void **state)
{
    static const struct quantity most[] = {
        {MW_OPTION_COUNT, "18446744073709551615", UINT64_MAX},
        {MW_OPTION_SIZE, "17179869183Gi", UINT64_MAX - 1073741823},
        {MW_OPTION_RATE, "18446744073709M", 18446744073709000000u},
        {MW_OPTION_DURATION, "5124095h", 18446742000000000000u},
        {MW_OPTION_DURATION, "18446744073.7095516154s", UINT64_MAX},
    };
    static const struct quantity more[] = {
        {MW_OPTION_COUNT, "18446744073709551616", 0},
        {MW_OPTION_COUNT, "99999999999999999999999999", 0},
        {MW_OPTION_SIZE, "17179869184Gi", 0},
        {MW_OPTION_SIZE, "17179869183.9999999999Gi", 0},
        {MW_OPTION_RATE, "18446744073710M", 0},
        {MW_OPTION_DURATION, "5124096h", 0},
        {MW_OPTION_DURATION, "18446744073.7095516155s", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(most) / sizeof(most[0]); i++) {
        assert_reads(&most[i]);
    }
    for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++) {
        assert_refused(more[i].kind, more[i].text, "too large, ");
    }
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
        for (int kind = MW_OPTION_COUNT; kind <= MW_OPTION_SHARE; kind++) {
            assert_refused((enum mw_option_kind)kind, texts[i], "");
        }
    }
}

static void each_kind_has_its_own_units(void **state)
{
    (void)state;
    assert_refused(MW_OPTION_COUNT, "1k", "");
    assert_refused(MW_OPTION_SIZE, "1s", "");
    assert_refused(MW_OPTION_RATE, "1Ki", "");
    assert_refused(MW_OPTION_DURATION, "10", "");
    assert_refused(MW_OPTION_DURATION, "1.5ns", "");
    assert_refused(MW_OPTION_BITS, "10M", "");
    assert_refused(MW_OPTION_BITS, "1.5bit", "");
    assert_refused(MW_OPTION_SHARE, "1", "");
    assert_refused(MW_OPTION_SHARE, "0.00001%", "too small, ");
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
        {MW_OPTION_BITS, "1500Mbit", 1500000000},
        {MW_OPTION_BITS, "7bit", 7},
        {MW_OPTION_SHARE, "100%", 1000000},
        {MW_OPTION_SHARE, "0.1%", 1000},
        {MW_OPTION_SHARE, "12.0301%", 120301},
        {MW_OPTION_SHARE, "0.0001%", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[MW_QUANTITY_TEXT];

        assert_string_equal(
            mw__quantity_write(rows[i].kind, rows[i].value, text),
            rows[i].text);
        assert_reads(&rows[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_unit_has_its_size),
        cmocka_unit_test(a_fraction_of_a_unit_is_rounded_to_the_nearest),
        cmocka_unit_test(the_largest_value_is_taken_and_the_next_refused),
        cmocka_unit_test(what_is_no_quantity_is_refused),
        cmocka_unit_test(each_kind_has_its_own_units),
        cmocka_unit_test(what_is_written_reads_back_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
