#include "support.h"

#include <msgwire/histogram.h>

#include <math.h>
#include <stdlib.h>

enum { SAMPLES = 1000000 };

static const double quantiles[] = {0.0001, 0.001, 0.01,   0.1,     0.25,
                                   0.5,    0.75,  0.9,    0.95,    0.99,
                                   0.995,  0.999, 0.9999, 0.99999, 0.999999};
enum { QUANTILES = sizeof(quantiles) / sizeof(quantiles[0]) };

/* xorshift64*: the same samples in each run. */
static uint64_t draw(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 0x2545f4914f6cdd1dU;
}

/* Above 0, at most 1. */
static double draw_part(uint64_t *seed)
{
    return (double)((draw(seed) >> 11) + 1) / 9007199254740992.0;
}

static uint64_t uniform(uint64_t *seed)
{
    return draw(seed) % 1000000;
}

static uint64_t exponential(uint64_t *seed)
{
    return (uint64_t)(-100000.0 * log(draw_part(seed)));
}

/* A long tail: one in a thousand is a hundred times the usual. */
static uint64_t pareto(uint64_t *seed)
{
    return (uint64_t)(10000.0 * pow(draw_part(seed), -0.7));
}

/* What a stalled server makes: two heaps far apart. */
static uint64_t two_heaps(uint64_t *seed)
{
    uint64_t far = draw(seed) % 50 == 0 ? 1000000000 : 20000;

    return far + draw(seed) % (far / 4);
}

/* All powers of two alike. */
static uint64_t any_size(uint64_t *seed)
{
    return draw(seed) >> draw(seed) % 64;
}

static uint64_t always_the_same(uint64_t *seed)
{
    (void)seed;
    return 123456789;
}

static int by_value(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static struct mw_histogram new_histogram(void)
{
    struct mw_histogram histogram;

    assert_int_equal(mw_histogram_init(&histogram, NULL), MW_OK);
    return histogram;
}

/* What sorting says: the smallest that enough samples are not above. */
static uint64_t sorted_at(const uint64_t *sorted, double quantile)
{
    size_t rank = (size_t)llround(quantile * SAMPLES);

    return sorted[rank == 0 ? 0 : rank - 1];
}

static void agrees_with_sorting(uint64_t (*sample)(uint64_t *seed))
{
    struct mw_histogram histogram = new_histogram();
    uint64_t *sorted = malloc(SAMPLES * sizeof(*sorted));
    uint64_t seed = 88172645463325252U;
    double sum = 0;

    assert_non_null(sorted);
    for (size_t i = 0; i < SAMPLES; i++) {
        sorted[i] = sample(&seed);
        sum += (double)sorted[i];
        mw_histogram_record(&histogram, sorted[i]);
    }
    qsort(sorted, SAMPLES, sizeof(*sorted), by_value);
    for (size_t i = 0; i < QUANTILES; i++) {
        double exact = (double)sorted_at(sorted, quantiles[i]);
        double told = (double)mw_histogram_at(&histogram, quantiles[i]);

        assert_true(fabs(told - exact) <= exact / 256 + 0.5);
    }
    assert_true(fabs(mw_histogram_mean(&histogram) / (sum / SAMPLES) - 1) <
                0.004);
    assert_true(mw_histogram_count(&histogram) == SAMPLES);
    assert_true(mw_histogram_min(&histogram) == sorted[0]);
    assert_true(mw_histogram_max(&histogram) == sorted[SAMPLES - 1]);
    free(sorted);
    mw_histogram_fini(&histogram);
}

static void
each_percentile_is_what_sorting_says_within_half_a_percent(void **state)
{
    (void)state;
    agrees_with_sorting(uniform);
    agrees_with_sorting(exponential);
    agrees_with_sorting(pareto);
    agrees_with_sorting(two_heaps);
    agrees_with_sorting(any_size);
    agrees_with_sorting(always_the_same);
}

static bool equal(const struct mw_histogram *a, const struct mw_histogram *b)
{
    return a->count == b->count && a->least == b->least && a->most == b->most &&
           memcmp(a->cells, b->cells, MW_HISTOGRAM_CELLS * sizeof(uint64_t)) ==
               0;
}

static void merged_is_as_if_one_had_recorded_all(void **state)
{
    struct mw_histogram parts[3], all = new_histogram(), sum = new_histogram();
    uint64_t seed = 1;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        parts[i] = new_histogram();
    }
    for (size_t i = 0; i < 100000; i++) {
        uint64_t value = any_size(&seed);

        mw_histogram_record(&all, value);
        mw_histogram_record(&parts[i % 2], value); /* the third stays empty */
    }
    for (size_t i = 0; i < 3; i++) {
        mw_histogram_merge(&sum, &parts[i]);
        mw_histogram_fini(&parts[i]);
    }
    assert_true(equal(&sum, &all));
    mw_histogram_fini(&all);
    mw_histogram_fini(&sum);
}

static void the_ends_of_what_64_bits_hold_are_held(void **state)
{
    struct mw_histogram histogram = new_histogram();

    (void)state;
    mw_histogram_record(&histogram, 0);
    assert_true(mw_histogram_at(&histogram, 0.5) == 0);
    mw_histogram_record_n(&histogram, UINT64_MAX, 3);
    assert_true(mw_histogram_min(&histogram) == 0);
    assert_true(mw_histogram_max(&histogram) == UINT64_MAX);
    assert_true(mw_histogram_at(&histogram, 0.25) == 0);
    assert_true(mw_histogram_at(&histogram, 1.0) == UINT64_MAX);
    assert_true(mw_histogram_at(&histogram, 0.5) > UINT64_MAX / 256 * 255);
    assert_true(mw_histogram_mean(&histogram) > 1.3e19);
    mw_histogram_fini(&histogram);
}

static void an_empty_one_says_nothing(void **state)
{
    struct mw_histogram histogram = new_histogram();
    struct mw_histogram_cell cell = {0};

    (void)state;
    for (int times = 0; times < 2; times++) {
        assert_true(mw_histogram_count(&histogram) == 0);
        assert_true(mw_histogram_min(&histogram) == 0);
        assert_true(mw_histogram_max(&histogram) == 0);
        assert_true(mw_histogram_mean(&histogram) == 0);
        assert_true(mw_histogram_at(&histogram, 0.5) == 0);
        assert_true(mw_histogram_at(&histogram, 1.0) == 0);
        assert_false(mw_histogram_supports(&histogram, 0.5));
        assert_false(mw_histogram_supports(&histogram, 1.0));
        assert_false(mw_histogram_next(&histogram, &cell));
        mw_histogram_record(&histogram, 77);
        mw_histogram_record_n(&histogram, 0, 0); /* not a value */
        assert_true(mw_histogram_min(&histogram) == 77);
        mw_histogram_reset(&histogram);
    }
    mw_histogram_fini(&histogram);
}

static void a_quantile_is_supported_by_ten_values_beyond_it(void **state)
{
    static const struct {
        double quantile;
        uint64_t count;
    } rows[] = {{0.5, 20},      {0.9, 100},       {0.99, 1000},
                {0.999, 10000}, {0.9999, 100000}, {1.0, 1}};
    struct mw_histogram histogram = new_histogram();

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        mw_histogram_reset(&histogram);
        mw_histogram_record_n(&histogram, 1000, rows[i].count - 1);
        assert_false(mw_histogram_supports(&histogram, rows[i].quantile));
        mw_histogram_record(&histogram, 1000);
        assert_true(mw_histogram_supports(&histogram, rows[i].quantile));
    }
    mw_histogram_fini(&histogram);
}

static void cells_follow_each_other_without_gaps(void **state)
{
    struct mw_histogram histogram = new_histogram();
    struct mw_histogram_cell cell = {0};
    uint64_t expected = 0;
    size_t count = 0;

    (void)state;
    for (size_t i = 0; i < MW_HISTOGRAM_CELLS; i++) {
        histogram.cells[i] = 1;
    }
    while (mw_histogram_next(&histogram, &cell)) {
        assert_true(cell.first == expected);
        assert_true(mw_histogram_cell_of(cell.first) == count);
        assert_true(mw_histogram_cell_of(cell.last) == count);
        assert_true(cell.last - cell.first <= cell.first / 128);
        expected = cell.last + 1;
        count++;
    }
    assert_int_equal(count, MW_HISTOGRAM_CELLS);
    assert_true(cell.last == UINT64_MAX);
    mw_histogram_fini(&histogram);
}

static void only_cells_that_hold_something_are_told(void **state)
{
    struct mw_histogram histogram = new_histogram();
    struct mw_histogram_cell cell = {0};

    (void)state;
    mw_histogram_record_n(&histogram, 5, 2);
    mw_histogram_record_n(&histogram, 1000, 7);
    assert_true(mw_histogram_next(&histogram, &cell));
    assert_true(cell.first == 5 && cell.last == 5 && cell.count == 2);
    assert_true(mw_histogram_next(&histogram, &cell));
    assert_true(cell.first == 1000 && cell.last == 1003 && cell.count == 7);
    assert_false(mw_histogram_next(&histogram, &cell));
    mw_histogram_fini(&histogram);
}

static void without_memory_there_is_none(void **state)
{
    struct mw_histogram histogram;
    struct mw_error err;

    (void)state;
    alloc_fail_after(0);
    assert_int_equal(mw_histogram_init(&histogram, &err), MW_ENOMEM);
    alloc_fail_after(SIZE_MAX);
    assert_string_equal(err.text, "no memory for a histogram");
    mw_histogram_fini(&histogram);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            each_percentile_is_what_sorting_says_within_half_a_percent),
        cmocka_unit_test(merged_is_as_if_one_had_recorded_all),
        cmocka_unit_test(the_ends_of_what_64_bits_hold_are_held),
        cmocka_unit_test(an_empty_one_says_nothing),
        cmocka_unit_test(a_quantile_is_supported_by_ten_values_beyond_it),
        cmocka_unit_test(cells_follow_each_other_without_gaps),
        cmocka_unit_test(only_cells_that_hold_something_are_told),
        cmocka_unit_test(without_memory_there_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
