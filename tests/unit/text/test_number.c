#include "support.h"

#include "text/number.h"

#include <locale.h>

static void is_written_as(double value, const char *text)
{
    char out[MW__NUMBER_TEXT + 1] = {0};

    assert_int_equal(mw__number_write_f64(value, out), strlen(text));
    assert_string_equal(out, text);
}

static void a_float_is_never_taken_for_an_integer(void **state)
{
    (void)state;
    is_written_as(0.0, "0.0");
    is_written_as(-0.0, "-0.0");
    is_written_as(1.0, "1.0");
    is_written_as(-100.0, "-100.0");
    is_written_as(1e15, "1000000000000000.0");
    is_written_as(1e16, "1e16");
    is_written_as(1.5e16, "1.5e16");
}

static void small_floats_have_zeros_or_an_exponent(void **state)
{
    (void)state;
    is_written_as(0.1, "0.1");
    is_written_as(0.00015, "0.00015");
    is_written_as(0.00001, "1e-5");
    is_written_as(0.000015, "1.5e-5");
    is_written_as(123.456, "123.456");
}

static void the_longest_float_fits_the_room(void **state)
{
    (void)state;
    is_written_as(-2.2250738585072014e-308, "-2.2250738585072014e-308");
    is_written_as(-0.00012345678901234567, "-0.00012345678901234567");
}

static void an_f32_has_the_digits_that_it_needs(void **state)
{
    char out[MW__NUMBER_TEXT];

    (void)state;
    assert_int_equal(mw__number_write_f32(0.1f, out), 3);
    assert_memory_equal(out, "0.1", 3);
    assert_int_equal(mw__number_write_f32(-3.4028235e38f, out), 13);
    assert_memory_equal(out, "-3.4028235e38", 13);
}

static void integers_are_whole_at_both_ends(void **state)
{
    char out[MW__NUMBER_TEXT];

    (void)state;
    assert_int_equal(mw__number_write_uint(UINT64_MAX, out), 20);
    assert_memory_equal(out, "18446744073709551615", 20);
    assert_int_equal(mw__number_write_int(INT64_MIN, out), 20);
    assert_memory_equal(out, "-9223372036854775808", 20);
    assert_int_equal(mw__number_write_int(0, out), 1);
    assert_int_equal(out[0], '0');
}

static void a_locale_with_a_comma_changes_nothing(void **state)
{
    static const char *const commas[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE",
                                         "ru_RU.UTF-8"};
    bool found = false;

    (void)state;
    for (size_t i = 0; i < sizeof(commas) / sizeof(*commas) && !found; i++) {
        found = setlocale(LC_ALL, commas[i]) != NULL;
    }
    if (!found) {
        skip_because("no locale with a comma is installed");
    }
    is_written_as(1.5, "1.5");
    setlocale(LC_ALL, "C");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_float_is_never_taken_for_an_integer),
        cmocka_unit_test(small_floats_have_zeros_or_an_exponent),
        cmocka_unit_test(the_longest_float_fits_the_room),
        cmocka_unit_test(an_f32_has_the_digits_that_it_needs),
        cmocka_unit_test(integers_are_whole_at_both_ends),
        cmocka_unit_test(a_locale_with_a_comma_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
