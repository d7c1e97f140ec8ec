#include "support.h"

#include "bench/pool.h"

#include "draw.h"

static struct pool pool_of(uint64_t seed)
{
    struct pool pool;

    assert_int_equal(pool_init(&pool, seed, NULL), MW_OK);
    return pool;
}

static void the_same_seed_gives_the_same_bytes(void **state)
{
    struct pool one = pool_of(7), same = pool_of(7), other = pool_of(8);
    enum { LEN = POOL_PLACES + POOL_SLICE };

    (void)state;
    assert_memory_equal(one.bytes, same.bytes, LEN);
    assert_memory_equal(one.text, same.text, LEN);
    assert_true(memcmp(one.bytes, other.bytes, LEN) != 0);
    pool_fini(&one);
    pool_fini(&same);
    pool_fini(&other);
}

/* 1 in 256 for each byte value and each pair of neighbours as good as new: the
 * chi-square of 255 degrees of freedom is below 360 but once in 100,000. */
static double chi_square(const uint8_t *bytes, size_t step)
{
    double counts[256] = {0}, sum = 0, each = POOL_PLACES / 256.0;

    for (size_t at = 0; at < POOL_PLACES; at++) {
        counts[(bytes[at] ^ (step > 0 ? bytes[at + step] : 0)) & 0xff]++;
    }
    for (int i = 0; i < 256; i++) {
        sum += (counts[i] - each) * (counts[i] - each) / each;
    }
    return sum;
}

static void its_bytes_look_like_chance(void **state)
{
    struct pool pool = pool_of(1);

    (void)state;
    for (size_t step = 0; step < 64; step++) {
        assert_true(chi_square(pool.bytes, step) < 360);
    }
    pool_fini(&pool);
}

static void its_text_is_letters_digits_and_two_signs(void **state)
{
    struct pool pool = pool_of(1);

    (void)state;
    for (size_t at = 0; at < POOL_PLACES + POOL_SLICE; at++) {
        assert_non_null(strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "abcdefghijklmnopqrstuvwxyz0123456789-_",
                               pool.text[at]));
        assert_true(pool.text[at] != '\0');
    }
    pool_fini(&pool);
}

static void a_slice_may_begin_anywhere_and_is_whole(void **state)
{
    struct pool pool = pool_of(1);

    (void)state;
    assert_ptr_equal(pool_slice(pool.bytes, 0), pool.bytes);
    assert_ptr_equal(pool_slice(pool.bytes, UINT64_MAX),
                     pool.bytes + POOL_PLACES - 1);
    assert_memory_equal(pool.bytes + POOL_PLACES, pool.bytes, POOL_SLICE);
    pool_fini(&pool);
}

static void draws_do_not_repeat(void **state)
{
    uint64_t any = 0, all = UINT64_MAX;

    (void)state;
    for (uint64_t number = 0; number < 1000; number++) {
        uint64_t draw = draw_of(3, number);

        assert_int_equal(draw, draw_of(3, number));
        assert_true(draw != draw_of(3, number + 1));
        assert_true(draw != draw_of(4, number));
        any |= draw;
        all &= draw;
    }
    assert_true(any == UINT64_MAX && all == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(its_bytes_look_like_chance),
        cmocka_unit_test(its_text_is_letters_digits_and_two_signs),
        cmocka_unit_test(a_slice_may_begin_anywhere_and_is_whole),
        cmocka_unit_test(draws_do_not_repeat),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
