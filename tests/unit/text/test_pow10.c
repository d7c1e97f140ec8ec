#include "support.h"

#include "text/pow10.h"

static void a_power_that_fits_64_bits_is_its_exact_value(void **state)
{
    uint64_t ten = 1;

    (void)state;
    for (int k = 0; k <= 19; k++, ten *= 10) {
        struct mw__pow10 power = mw__pow10(k);

        assert_int_equal(power.hi >> -(power.exp + 64), ten);
        assert_true(power.lo <= MW__POW10_ERROR);
    }
}

/* 10^k is 10^(k-1) times 10: 2.5 or 1.25 times its significand. */
static void each_power_is_ten_times_the_one_before(void **state)
{
    struct mw__pow10 before = mw__pow10(MW__POW10_MIN);

    (void)state;
    for (int k = MW__POW10_MIN + 1; k <= MW__POW10_MAX; k++) {
        struct mw__pow10 power = mw__pow10(k);
        int shift = power.exp - before.exp;
        uint64_t ten = (before.hi / 16 * 10) << (4 - shift);

        assert_in_range(shift, 3, 4);
        assert_true(power.hi >> 63 == 1);
        assert_true(power.hi - ten <= 32);
        before = power;
    }
}

static void a_product_has_both_halves(void **state)
{
    uint64_t hi, lo;

    (void)state;
    mw__pow10_multiply(UINT64_MAX, UINT64_MAX, &hi, &lo);
    assert_int_equal(hi, UINT64_MAX - 1);
    assert_int_equal(lo, 1);
    mw__pow10_multiply(0x123456789abcdef0, 0xfedcba9876543210, &hi, &lo);
    assert_int_equal(hi, 0x121fa00ad77d7422);
    assert_int_equal(lo, 0x236d88fe5618cf00);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_power_that_fits_64_bits_is_its_exact_value),
        cmocka_unit_test(each_power_is_ten_times_the_one_before),
        cmocka_unit_test(a_product_has_both_halves),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
