#include "support.h"

#include "text/keys.h"

#include <stdio.h>

enum { MANY = 20000, KEY = 16 };

/* A key of its own for each number, in a row with all others. */
static struct mw_bytes key_of(uint8_t *row, unsigned i)
{
    char *at = (char *)row + (size_t)i * KEY;

    return mw_bytes(at, (size_t)snprintf(at, KEY, "k%u", i * 7919 % MANY));
}

static void a_key_is_added_once_however_many_there_are(void **state)
{
    static uint8_t row[MANY * KEY];
    struct mw__keys keys;
    uint32_t mark;

    (void)state;
    mw__keys_init(&keys);
    mark = mw__keys_open(&keys);
    for (unsigned i = 0; i < MANY; i++) {
        assert_int_equal(mw__keys_add(&keys, mark, row, key_of(row, i)), MW_OK);
        assert_int_equal(
            mw__keys_add(&keys, mark, row, key_of(row, i * 31 % (i + 1))),
            MW_EVALUE);
    }
    mw__keys_fini(&keys);
}

static void keys_that_begin_alike_are_told_apart(void **state)
{
    static uint8_t zeros[300];
    struct mw__keys keys;
    uint32_t mark;

    (void)state;
    mw__keys_init(&keys);
    mark = mw__keys_open(&keys);
    for (size_t len = 0; len < sizeof(zeros); len++) {
        assert_int_equal(mw__keys_add(&keys, mark, zeros, mw_bytes(zeros, len)),
                         MW_OK);
    }
    for (size_t len = 0; len < sizeof(zeros); len++) {
        assert_int_equal(mw__keys_add(&keys, mark, zeros, mw_bytes(zeros, len)),
                         MW_EVALUE);
    }
    mw__keys_fini(&keys);
}

static void each_open_map_has_its_own_keys(void **state)
{
    static uint8_t row[MANY * KEY];
    struct mw__keys keys;
    uint32_t outer, inner;

    (void)state;
    mw__keys_init(&keys);
    outer = mw__keys_open(&keys);
    for (unsigned i = 0; i < 200; i++) {
        assert_int_equal(mw__keys_add(&keys, outer, row, key_of(row, i)),
                         MW_OK);
        inner = mw__keys_open(&keys);
        for (unsigned k = 0; k <= i; k++) {
            assert_int_equal(mw__keys_add(&keys, inner, row, key_of(row, k)),
                             MW_OK);
        }
        mw__keys_close(&keys, inner);
    }
    assert_int_equal(mw__keys_add(&keys, outer, row, key_of(row, 100)),
                     MW_EVALUE);
    mw__keys_fini(&keys);
}

static void keys_may_move_with_their_base(void **state)
{
    uint8_t here[] = "abc", there[] = "xxabc";
    struct mw__keys keys;
    uint32_t mark;

    (void)state;
    mw__keys_init(&keys);
    mark = mw__keys_open(&keys);
    assert_int_equal(mw__keys_add(&keys, mark, here, mw_bytes(here, 3)), MW_OK);
    memset(here, 0, sizeof(here));
    assert_int_equal(
        mw__keys_add(&keys, mark, there + 2, mw_bytes(there + 2, 3)),
        MW_EVALUE);
    mw__keys_fini(&keys);
}

static void without_memory_the_keys_stay_as_they_are(void **state)
{
    static uint8_t row[MANY * KEY];
    struct mw__keys keys;
    uint32_t mark;

    (void)state;
    mw__keys_init(&keys);
    mark = mw__keys_open(&keys);
    alloc_fail_after(0);
    for (unsigned i = 0; i < MW__KEYS_FEW; i++) {
        assert_int_equal(mw__keys_add(&keys, mark, row, key_of(row, i)), MW_OK);
    }
    assert_int_equal(mw__keys_add(&keys, mark, row, key_of(row, MW__KEYS_FEW)),
                     MW_ENOMEM);
    alloc_fail_after(SIZE_MAX);
    assert_int_equal(mw__keys_add(&keys, mark, row, key_of(row, MW__KEYS_FEW)),
                     MW_OK);
    mw__keys_fini(&keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_added_once_however_many_there_are),
        cmocka_unit_test(keys_that_begin_alike_are_told_apart),
        cmocka_unit_test(each_open_map_has_its_own_keys),
        cmocka_unit_test(keys_may_move_with_their_base),
        cmocka_unit_test(without_memory_the_keys_stay_as_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
