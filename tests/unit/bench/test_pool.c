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
    uint8_t bytes[100];

    (void)state;
    for (uint64_t draw = 0; draw < 10000; draw++) {
        pool_write(&one, draw, bytes, sizeof(bytes));
        assert_true(pool_wrote(&same, draw, bytes, sizeof(bytes)));
        assert_false(pool_wrote(&other, draw, bytes, sizeof(bytes)));
        assert_memory_equal(pool_text(&one, draw), pool_text(&same, draw), 100);
        assert_true(
            memcmp(pool_text(&one, draw), pool_text(&other, draw), 100) != 0);
    }
    pool_fini(&one);
    pool_fini(&same);
    pool_fini(&other);
}

/* 1 in 256 for each byte value and each pair of neighbours as good as new: the
 * chi-square of 255 degrees of freedom is below 360 but once in 100,000. */
static double chi_square(const uint8_t *bytes, size_t len, size_t step)
{
    double counts[256] = {0}, sum = 0, each = (double)len / 256;

    for (size_t at = 0; at < len; at++) {
        counts[(bytes[at] ^ (step > 0 ? bytes[at + step] : 0)) & 0xff]++;
    }
    for (int i = 0; i < 256; i++) {
        sum += (counts[i] - each) * (counts[i] - each) / each;
    }
    return sum;
}

enum { PAYLOADS = 2048, PAYLOAD = 64, STEPS = 4 * PAYLOAD };

/* Words of one payload differ as those of the pool do, which are too few for
 * such a test. */
static bool is_told(size_t step)
{
    return step < sizeof(uint64_t) || step >= PAYLOAD;
}

static void payloads_in_a_row_look_like_chance(void **state)
{
    static uint8_t bytes[PAYLOADS * PAYLOAD];
    struct pool pool = pool_of(1);

    (void)state;
    for (uint64_t i = 0; i < PAYLOADS; i++) {
        pool_write(&pool, draw_of(1, i), bytes + i * PAYLOAD, PAYLOAD);
    }
    for (size_t step = 0; step < STEPS; step++) {
        if (is_told(step)) {
            assert_true(chi_square(bytes, sizeof(bytes) - STEPS, step) < 360);
        }
    }
    pool_fini(&pool);
}

/* Not even where two of them begin at the same place of the pool. */
static void no_payload_has_eight_bytes_of_another(void **state)
{
    struct pool pool = pool_of(1);
    uint8_t one[PAYLOAD], other[PAYLOAD];

    (void)state;
    pool_write(&pool, draw_of(1, 0), one, PAYLOAD);
    for (uint64_t places = 1; places < 1000; places++) {
        uint64_t draw = draw_of(1, 0) + places * POOL_PLACES;
        pool_write(&pool, draw, other, PAYLOAD);
        for (size_t at = 0; at + 8 <= PAYLOAD; at++) {
            assert_true(memcmp(one + at, other + at, 8) != 0);
        }
    }
    pool_fini(&pool);
}

static void each_byte_counts_when_it_is_compared(void **state)
{
    struct pool pool = pool_of(1);
    uint8_t bytes[PAYLOAD];

    (void)state;
    for (size_t len = 0; len <= PAYLOAD; len++) {
        pool_write(&pool, 12345, bytes, len);
        assert_true(pool_wrote(&pool, 12345, bytes, len));
        for (size_t at = 0; at < len; at++) {
            bytes[at] ^= 1;
            assert_false(pool_wrote(&pool, 12345, bytes, len));
            bytes[at] ^= 1;
        }
    }
    pool_fini(&pool);
}

static void a_slice_is_written_whole_and_no_further(void **state)
{
    static uint8_t bytes[POOL_SLICE + 1];
    struct pool pool = pool_of(1);

    (void)state;
    bytes[POOL_SLICE] = 77;
    pool_write(&pool, UINT64_MAX, bytes, POOL_SLICE);
    assert_int_equal(bytes[POOL_SLICE], 77);
    assert_true(pool_wrote(&pool, UINT64_MAX, bytes, POOL_SLICE));
    bytes[3] = 77;
    pool_write(&pool, 1, bytes, 3);
    assert_int_equal(bytes[3], 77);
    pool_fini(&pool);
}

static void its_text_is_letters_digits_and_two_signs(void **state)
{
    struct pool pool = pool_of(1);

    (void)state;
    for (size_t at = 0; at < POOL_TEXT_PLACES + POOL_SLICE; at++) {
        assert_non_null(strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "abcdefghijklmnopqrstuvwxyz0123456789-_",
                               pool.text[at]));
        assert_true(pool.text[at] != '\0');
    }
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
        cmocka_unit_test(payloads_in_a_row_look_like_chance),
        cmocka_unit_test(no_payload_has_eight_bytes_of_another),
        cmocka_unit_test(each_byte_counts_when_it_is_compared),
        cmocka_unit_test(a_slice_is_written_whole_and_no_further),
        cmocka_unit_test(its_text_is_letters_digits_and_two_signs),
        cmocka_unit_test(draws_do_not_repeat),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
