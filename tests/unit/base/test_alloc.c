#include "support.h"

#include "base/alloc.h"

static void fresh_memory_can_be_zero(void **state)
{
    uint8_t *at = mw__zalloc(100);

    (void)state;
    assert_non_null(at);
    for (size_t i = 0; i < 100; i++) {
        assert_int_equal(at[i], 0);
    }
    mw__free(at);
}

static void every_way_to_memory_fails_on_demand(void **state)
{
    (void)state;
    alloc_fail_after(0);
    assert_null(mw__realloc(NULL, 1));
    assert_null(mw__zalloc(1));
    alloc_fail_after(SIZE_MAX);
}

static void a_failed_growth_leaves_the_memory_as_it_was(void **state)
{
    char *at = mw__zalloc(9);

    (void)state;
    assert_non_null(at);
    memcpy(at, "as it is", 9);
    alloc_fail_after(0);
    assert_null(mw__realloc(at, 1 << 20));
    alloc_fail_after(SIZE_MAX);
    assert_memory_equal(at, "as it is", 9);
    mw__free(at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fresh_memory_can_be_zero),
        cmocka_unit_test(every_way_to_memory_fails_on_demand),
        cmocka_unit_test(a_failed_growth_leaves_the_memory_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
