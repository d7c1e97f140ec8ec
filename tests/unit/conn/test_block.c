#include "support.h"

#include "conn/block.h"

static void a_block_in_use_is_counted_with_what_it_grows_by(void **state)
{
    uint64_t buffered = 0;
    struct mw__pool pool = {.buffered = &buffered};
    struct mw__block *block = mw__block_take(&pool);

    (void)state;
    assert_non_null(block);
    assert_int_equal(buffered, block->buffer.cap);
    assert_int_equal(mw_buffer_reserve(&block->buffer, 100000), MW_OK);
    mw__block_count(&pool, block);
    assert_int_equal(buffered, block->buffer.cap);
    assert_true(buffered >= 100000);
    mw__block_release(&pool, block);
    assert_int_equal(buffered, 0);
    mw__pool_fini(&pool);
}

static void a_block_released_is_the_next_one_taken_and_empty(void **state)
{
    uint64_t buffered = 0;
    struct mw__pool pool = {.buffered = &buffered};
    struct mw__block *block = mw__block_take(&pool);

    (void)state;
    assert_int_equal(mw_buffer_append(&block->buffer, mw_text("old")), MW_OK);
    mw__block_release(&pool, block);
    assert_ptr_equal(mw__block_take(&pool), block);
    assert_int_equal(block->buffer.len, 0);
    assert_int_equal(buffered, block->buffer.cap);
    mw__block_release(&pool, block);
    mw__pool_fini(&pool);
}

static void a_block_grown_large_is_not_kept(void **state)
{
    uint64_t buffered = 0;
    struct mw__pool pool = {.buffered = &buffered};
    struct mw__block *block = mw__block_take(&pool);

    (void)state;
    assert_int_equal(mw_buffer_reserve(&block->buffer, 1 << 20), MW_OK);
    mw__block_count(&pool, block);
    mw__block_release(&pool, block);
    assert_int_equal(pool.kept, 0);
    assert_int_equal(buffered, 0);
    mw__pool_fini(&pool);
}

static void a_pool_keeps_few(void **state)
{
    enum { MANY = 100 };
    uint64_t buffered = 0;
    struct mw__pool pool = {.buffered = &buffered};
    struct mw__block *block[MANY];

    (void)state;
    for (int i = 0; i < MANY; i++) {
        block[i] = mw__block_take(&pool);
        assert_non_null(block[i]);
    }
    for (int i = 0; i < MANY; i++) {
        mw__block_release(&pool, block[i]);
    }
    assert_int_equal(buffered, 0);
    assert_true(pool.kept > 0 && pool.kept < MANY / 2);
    mw__pool_fini(&pool);
    assert_int_equal(pool.kept, 0);
}

static void a_block_no_longer_counted_is_not_counted_off_again(void **state)
{
    uint64_t buffered = 0;
    struct mw__pool pool = {.buffered = &buffered};
    struct mw__block *block = mw__block_take(&pool);

    (void)state;
    mw__block_uncount(&pool, block);
    assert_int_equal(buffered, 0);
    mw__block_uncount(&pool, NULL);
    mw__block_release(&pool, block);
    assert_int_equal(buffered, 0);
    mw__block_release(&pool, NULL);
    mw__pool_fini(&pool);
}

static void without_memory_there_is_no_block_and_nothing_counted(void **state)
{
    uint64_t buffered = 0;
    struct mw__pool pool = {.buffered = &buffered};

    (void)state;
    for (size_t after = 0; after < 2; after++) {
        alloc_fail_after(after);
        assert_null(mw__block_take(&pool));
        alloc_fail_after(SIZE_MAX);
        assert_int_equal(buffered, 0);
    }
    mw__pool_fini(&pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_in_use_is_counted_with_what_it_grows_by),
        cmocka_unit_test(a_block_released_is_the_next_one_taken_and_empty),
        cmocka_unit_test(a_block_grown_large_is_not_kept),
        cmocka_unit_test(a_pool_keeps_few),
        cmocka_unit_test(a_block_no_longer_counted_is_not_counted_off_again),
        cmocka_unit_test(without_memory_there_is_no_block_and_nothing_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
