#include "support.h"

#include "bench/sizes.h"

#include "draw.h"

#include <string.h>

static struct sizes read_sizes(const char *text)
{
    struct mw_error err = {0};
    struct sizes sizes;

    if (sizes_read(&sizes, mw_text(text), &err) != MW_OK) {
        fail_msg("%s: %s", text, err.text);
    }
    return sizes;
}

static void one_size_is_each_ones(void **state)
{
    struct sizes sizes = read_sizes("1400");

    (void)state;
    assert_int_equal(sizes.largest, 1400);
    for (uint64_t number = 0; number < 1000; number++) {
        assert_int_equal(sizes_pick(&sizes, draw_of(1, number)), 1400);
    }
    sizes = read_sizes("0");
    assert_int_equal(sizes_pick(&sizes, UINT64_MAX), 0);
}

static void units_are_those_of_all_sizes(void **state)
{
    struct sizes sizes = read_sizes("1.5Ki-64k");

    (void)state;
    assert_int_equal(sizes_pick(&sizes, 0), 1536);
    assert_int_equal(sizes.largest, 64000);
}

/* Each of `span` sizes as often as the others: a count of 200,000 / span is
 * off by more than five times its deviation but once in a million. */
static void a_range_is_even_and_has_both_ends(void **state)
{
    struct sizes sizes = read_sizes("10-109");
    uint64_t counts[100] = {0};

    (void)state;
    assert_int_equal(sizes_pick(&sizes, 0), 10);
    assert_int_equal(sizes_pick(&sizes, UINT64_MAX), 109);
    for (uint64_t number = 0; number < 200000; number++) {
        counts[sizes_pick(&sizes, draw_of(1, number)) - 10]++;
    }
    for (int i = 0; i < 100; i++) {
        assert_in_range(counts[i], 2000 - 5 * 45, 2000 + 5 * 45);
    }
}

static void weights_are_shares(void **state)
{
    struct sizes sizes = read_sizes("64:90,1400:9,60000:1");
    uint64_t small = 0, middle = 0, large = 0;

    (void)state;
    assert_int_equal(sizes.largest, 60000);
    for (uint64_t number = 0; number < 1000000; number++) {
        size_t size = sizes_pick(&sizes, draw_of(2, number));

        small += size == 64;
        middle += size == 1400;
        large += size == 60000;
    }
    assert_int_equal(small + middle + large, 1000000);
    assert_in_range(small, 900000 - 1500, 900000 + 1500);
    assert_in_range(middle, 90000 - 1430, 90000 + 1430);
    assert_in_range(large, 10000 - 500, 10000 + 500);
}

static void without_a_weight_it_is_one(void **state)
{
    struct sizes sizes = read_sizes("1,2:3");
    uint64_t ones = 0;

    (void)state;
    for (uint64_t number = 0; number < 100000; number++) {
        ones += sizes_pick(&sizes, draw_of(2, number)) == 1;
    }
    assert_in_range(ones, 25000 - 700, 25000 + 700);
}

static void assert_refused(const char *text, const char *sentence)
{
    struct mw_error err = {0};
    struct sizes sizes;

    assert_int_equal(sizes_read(&sizes, mw_text(text), &err), MW_EINVAL);
    assert_string_equal(err.text, sentence);
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    assert_refused("",
                   "size 1: \"\": expected a size such as 512, 64Ki or 16M");
    assert_refused("64,x",
                   "size 2: x: expected a size such as 512, 64Ki or 16M");
    assert_refused("64,",
                   "size 2: \"\": expected a size such as 512, 64Ki or 16M");
    assert_refused("64-",
                   "size 1: \"\": expected a size such as 512, 64Ki or 16M");
    assert_refused("64-32", "size 1: 64-32: expected LEAST-MOST");
    assert_refused("64:", "size 1: \"\": expected a whole number");
    assert_refused("64:0", "size 1: weight 0: expected 1 to 1000000000");
    assert_refused("2Gi", "size 1: 2147483648 bytes: expected at most "
                          "1073741824");
    assert_refused("11111111111111111111111111111111",
                   "size 1: '11111111111111111111111111111111' is too long "
                   "for a number");
}

static void a_list_is_bounded(void **state)
{
    char text[3 * SIZES_MAX + 3] = "1";

    (void)state;
    for (int i = 1; i < SIZES_MAX; i++) {
        strcat(text, ",1");
    }
    assert_int_equal(read_sizes(text).count, SIZES_MAX);
    strcat(text, ",1");
    assert_refused(text, "expected at most 32 sizes in one list");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_size_is_each_ones),
        cmocka_unit_test(units_are_those_of_all_sizes),
        cmocka_unit_test(a_range_is_even_and_has_both_ends),
        cmocka_unit_test(weights_are_shares),
        cmocka_unit_test(without_a_weight_it_is_one),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(a_list_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
