#include "support.h"

#include "generate.h"

#include "text/number_read.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 50000, TEXT = 1200 };

static void reads_as_the_c_library_does(const char *text)
{
    double want = strtod(text, NULL), value;
    float want32 = strtof(text, NULL), value32;
    bool finite = mw__number_read_f64(mw_text(text), &value);

    assert_true(finite == (bool)isfinite(want));
    if (finite) {
        assert_memory_equal(&value, &want, sizeof(want));
    }
    finite = mw__number_read_f32(mw_text(text), &value32);
    assert_true(finite == (bool)isfinite(want32));
    if (finite) {
        assert_memory_equal(&value32, &want32, sizeof(want32));
    }
}

static void floats_are_rounded_once_and_to_the_nearest(void **state)
{
    static const char *const texts[] = {
        "0.1",
        "-0.0",
        "1e22",
        "1e23",
        "9007199254740993.0",
        "1e-400",
        "1e308",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "1e309",
        "5e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "2.2250738585072011e-308",
        "179769313486231580793728971405303415079934132710037826936173778980444"
        "968292764750946649017977587207096330286416692887910946555547851940402"
        "630657488671505820681908902000708383676273854845817711531764475730270"
        "069855571366959622842914819860834936475292719074168444365510704342711"
        "559699508093042880.0",
        "16777217.0",
        "16777217.0000000000000000000001",
        "3.4028235677973366e38",
        "3.4028235677973365e38",
        "7.006492321624085e-46",
        "1e-46",
        "8589973000.000000000000000000000000000000000000001",
        "0.000000000000000000000000000000000000000000000000000000000000000001",
        "1e99999999999999999999",
        "-1e-99999999999999999999",
        "0e999999999999",
        "100000000000000000000000000000e-29",
        "6929495644600919.5",
        "3.2378839133029012895883524125015321748630294e-319"};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        reads_as_the_c_library_does(texts[i]);
    }
}

static void random_decimals_read_as_the_c_library_reads_them(void **state)
{
    struct seed seed = {3};

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        char text[64];
        size_t len = 1 + generate_below(&seed, 30);
        int exp = (int)generate_below(&seed, i % 2 == 0 ? 700 : 90);

        text[0] = (char)('1' + generate_below(&seed, 9));
        text[1] = '.';
        for (size_t k = 0; k < len; k++) {
            text[2 + k] = (char)('0' + generate_below(&seed, 10));
        }
        snprintf(text + 2 + len, sizeof(text) - 2 - len, "e%d",
                 exp - (i % 2 == 0 ? 350 : 50));
        reads_as_the_c_library_does(text);
    }
}

/* Halfway between two floats is where a method that is only nearly right goes
 * wrong. */
static void exact_ties_go_to_the_even_neighbour(void **state)
{
    struct seed seed = {4};

    (void)state;
    for (int i = 0; i < ROUNDS / 10; i++) {
        uint64_t odd =
            (UINT64_C(1) << 53) + 2 * generate_below(&seed, 1u << 30);
        char text[TEXT];

        snprintf(text, sizeof(text), "%llu.0", (unsigned long long)odd + 1);
        reads_as_the_c_library_does(text);
        snprintf(text, sizeof(text), "%.*f", (int)generate_below(&seed, 60),
                 (double)(odd >> 29) + 0.5 + (double)(1 << 24));
        reads_as_the_c_library_does(text);
    }
}

static void integers_are_exact_or_refused(void **state)
{
    static const struct {
        const char *text;
        bool fits, negative;
        uint64_t bits;
    } rows[] = {
        {"0", true, false, 0},
        {"-0", true, false, 0},
        {"18446744073709551615", true, false, UINT64_MAX},
        {"18446744073709551616", false, false, 0},
        {"18446744073709551620", false, false, 0},
        {"99999999999999999999999", false, false, 0},
        {"-9223372036854775808", true, true, (uint64_t)INT64_MIN},
        {"-9223372036854775809", false, false, 0},
        {"-1", true, true, UINT64_MAX},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct mw__number_int value;

        assert_int_equal(mw__number_read_int(mw_text(rows[i].text), &value),
                         rows[i].fits);
        if (rows[i].fits) {
            assert_int_equal(value.negative, rows[i].negative);
            assert_int_equal(value.bits, rows[i].bits);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(floats_are_rounded_once_and_to_the_nearest),
        cmocka_unit_test(random_decimals_read_as_the_c_library_reads_them),
        cmocka_unit_test(exact_ties_go_to_the_even_neighbour),
        cmocka_unit_test(integers_are_exact_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
