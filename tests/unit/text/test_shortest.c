#include "support.h"

#include "generate.h"

#include "text/shortest.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 20000 };

static double read_back(struct mw__shortest decimal)
{
    char text[64];

    snprintf(text, sizeof(text), "%llue%d", (unsigned long long)decimal.digits,
             decimal.exp);
    return strtod(text, NULL);
}

static int digits_of(struct mw__shortest decimal)
{
    return snprintf(NULL, 0, "%llu", (unsigned long long)decimal.digits);
}

/* Reads the C library's digits, rounded to so many, as a decimal. */
static struct mw__shortest rounded(double value, int digits)
{
    struct mw__shortest decimal = {0, 0};
    char text[64];

    snprintf(text, sizeof(text), "%.*e", digits - 1, value);
    for (const char *at = text; *at != 'e'; at++) {
        if (*at >= '0' && *at <= '9') {
            decimal.digits = decimal.digits * 10 + (uint64_t)(*at - '0');
        }
    }
    decimal.exp = atoi(strchr(text, 'e') + 1) - (digits - 1);
    return decimal;
}

static double random_double(struct seed *seed, int round)
{
    uint64_t bits = generate_bits(seed);
    double value;

    if (round % 3 == 1) {
        bits &= UINT64_C(0x000fffffffffffff); /* subnormal */
    } else if (round % 3 == 2) {
        bits &= UINT64_C(0x7ff0000000000000); /* a power of two */
    }
    bits &= ~(UINT64_C(1) << 63);
    memcpy(&value, &bits, sizeof(value));
    return isfinite(value) ? value : 1.5;
}

static void no_decimal_with_fewer_digits_reads_back(void **state)
{
    struct seed seed = {1};

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        double value = random_double(&seed, i);
        struct mw__shortest decimal = mw__shortest_f64(value);
        int digits = digits_of(decimal);

        assert_true(read_back(decimal) == value);
        if (digits > 1) {
            assert_true(read_back(rounded(value, digits - 1)) != value);
        }
    }
}

static void of_equally_short_decimals_it_is_the_nearest(void **state)
{
    struct seed seed = {2};

    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        double value = random_double(&seed, i);
        struct mw__shortest decimal = mw__shortest_f64(value);
        struct mw__shortest want = rounded(value, digits_of(decimal));

        if (read_back(want) == value) {
            assert_int_equal(decimal.digits, want.digits);
            assert_int_equal(decimal.exp, want.exp);
        }
    }
}

static void every_f32_of_some_exponents_reads_back(void **state)
{
    (void)state;
    for (uint32_t bits = 0; bits < 0x7f800000u; bits += 9973) {
        float value;
        char text[64];
        struct mw__shortest decimal;

        memcpy(&value, &bits, sizeof(value));
        decimal = mw__shortest_f32(value);
        snprintf(text, sizeof(text), "%llue%d",
                 (unsigned long long)decimal.digits, decimal.exp);
        assert_true(strtof(text, NULL) == value);
        assert_true(digits_of(decimal) <= 9);
    }
}

static void zeros_at_the_end_are_in_the_exponent(void **state)
{
    (void)state;
    assert_int_equal(mw__shortest_f64(1e300).digits, 1);
    assert_int_equal(mw__shortest_f64(1e300).exp, 300);
    assert_int_equal(mw__shortest_f64(1200.0).digits, 12);
    assert_int_equal(mw__shortest_f64(0.0).digits, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_decimal_with_fewer_digits_reads_back),
        cmocka_unit_test(of_equally_short_decimals_it_is_the_nearest),
        cmocka_unit_test(every_f32_of_some_exponents_reads_back),
        cmocka_unit_test(zeros_at_the_end_are_in_the_exponent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
