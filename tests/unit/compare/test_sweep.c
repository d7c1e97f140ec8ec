#include "support.h"

#include "compare/sweep.h"

static struct sweep sweep;
static struct mw_error err;

static void sizes_are_parted_by_commas(void **state)
{
    (void)state;
    assert_int_equal(sweep_read(&sweep, "64,1k,64Ki", &err), MW_OK);
    assert_int_equal(sweep.count, 3);
    assert_int_equal(sweep.at[0].bytes, 64);
    assert_int_equal(sweep.at[1].bytes, 1000);
    assert_int_equal(sweep.at[2].bytes, 65536);
    assert_string_equal(sweep.at[2].text, "64Ki");
}

static void a_range_has_no_size(void **state)
{
    (void)state;
    assert_int_equal(sweep_read(&sweep, "64-512", &err), MW_OK);
    assert_int_equal(sweep.count, 1);
    assert_int_equal(sweep.at[0].bytes, 0);
    assert_string_equal(sweep.at[0].text, "64-512");
}

static void assert_refused(const char *text, const char *shown)
{
    assert_int_equal(sweep_read(&sweep, text, &err), MW_EINVAL);
    if (strstr(err.text, shown) == NULL) {
        fail_msg("%s: %s", text, err.text);
    }
}

static void what_is_no_size_is_told(void **state)
{
    char many[2 * SWEEP_MAX + 2] = "1";

    (void)state;
    assert_refused("", "expected a size");
    assert_refused("64,", "expected a size");
    assert_refused(",64", "expected a size");
    assert_refused("64,12x", "12x");
    assert_refused("64,99999999999999999999999999999999999999999999999999999",
                   "too long");
    for (size_t i = 1; i <= SWEEP_MAX; i++) {
        strcat(many, ",1");
    }
    assert_refused(many, "at most 16 sizes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_are_parted_by_commas),
        cmocka_unit_test(a_range_has_no_size),
        cmocka_unit_test(what_is_no_size_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
