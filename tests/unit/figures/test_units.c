#include "support.h"

#include "figures/units.h"

#include <math.h>

static void writes(enum units_kind kind, double value, const char *expected)
{
    char text[UNITS_TEXT];

    assert_string_equal(units_write(kind, value, text), expected);
}

static void a_duration_has_three_digits_and_its_unit(void **state)
{
    (void)state;
    writes(UNITS_DURATION, 0, "0 ns");
    writes(UNITS_DURATION, 7, "7 ns");
    writes(UNITS_DURATION, 870, "870 ns");
    writes(UNITS_DURATION, 3.4, "3.40 ns");
    writes(UNITS_DURATION, 1000, "1.00 µs");
    writes(UNITS_DURATION, 12345, "12.3 µs");
    writes(UNITS_DURATION, 123456, "123 µs");
    writes(UNITS_DURATION, 1300000, "1.30 ms");
    writes(UNITS_DURATION, 2.05e9, "2.05 s");
    writes(UNITS_DURATION, 125e9, "125 s");
}

static void rounding_up_never_makes_a_fourth_digit(void **state)
{
    (void)state;
    writes(UNITS_DURATION, 9994, "9.99 µs");
    writes(UNITS_DURATION, 9996, "10.0 µs");
    writes(UNITS_DURATION, 99960, "100 µs");
    writes(UNITS_DURATION, 999600, "1.00 ms");
    writes(UNITS_DURATION, 999.7, "1.00 µs");
    writes(UNITS_RATE, 999999, "1.00 M/s");
    writes(UNITS_COUNT, 999499, "999 k");
}

static void each_kind_has_its_units(void **state)
{
    (void)state;
    writes(UNITS_RATE, 950, "950/s");
    writes(UNITS_RATE, 9.5, "9.50/s");
    writes(UNITS_RATE, 1300000, "1.30 M/s");
    writes(UNITS_BYTES, 64, "64 B");
    writes(UNITS_BYTES, 1400, "1.40 kB");
    writes(UNITS_BYTES, 60000, "60.0 kB");
    writes(UNITS_BYTE_RATE, 12500000, "12.5 MB/s");
    writes(UNITS_BIT_RATE, 10e6, "10.0 Mbit/s");
    writes(UNITS_COUNT, 640, "640");
    writes(UNITS_COUNT, 1234567, "1.23 M");
}

static void a_part_is_a_percentage(void **state)
{
    (void)state;
    writes(UNITS_PART, 0, "0 %");
    writes(UNITS_PART, 1, "100 %");
    writes(UNITS_PART, 0.123, "12.3 %");
    writes(UNITS_PART, 0.0198, "1.98 %");
    writes(UNITS_PART, 0.004, "0.400 %");
    writes(UNITS_PART, 0.0000123, "0.00123 %");
    writes(UNITS_PART, 2.5, "250 %");
}

static void
almost_all_is_not_all_and_almost_nothing_is_not_nothing(void **state)
{
    (void)state;
    writes(UNITS_PART, 0.999999, "99.9 %");
    writes(UNITS_PART, 1e-8, "0.00000100 %");
}

static void what_is_not_known_is_a_dash(void **state)
{
    (void)state;
    writes(UNITS_DURATION, (double)NAN, "-");
    writes(UNITS_RATE, (double)INFINITY, "-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_duration_has_three_digits_and_its_unit),
        cmocka_unit_test(rounding_up_never_makes_a_fourth_digit),
        cmocka_unit_test(each_kind_has_its_units),
        cmocka_unit_test(a_part_is_a_percentage),
        cmocka_unit_test(
            almost_all_is_not_all_and_almost_nothing_is_not_nothing),
        cmocka_unit_test(what_is_not_known_is_a_dash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
