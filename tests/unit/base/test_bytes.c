#include "support.h"

#include <msgwire/bytes.h>

static void appended_bytes_stand_behind_each_other(void **state)
{
    struct mw_buffer buffer = {0};

    (void)state;
    for (int i = 0; i < 100; i++) {
        assert_int_equal(mw_buffer_append(&buffer, mw_text("0123456789")),
                         MW_OK);
    }
    assert_int_equal(buffer.len, 1000);
    assert_memory_equal(buffer.at + 990, "0123456789", 10);
    mw_buffer_drop(&buffer, 995);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&buffer), mw_text("56789")));
    mw_buffer_fini(&buffer);
    assert_null(buffer.at);
}

static void a_buffer_is_never_longer_than_its_limit(void **state)
{
    struct mw_buffer buffer = {.limit = 100};

    (void)state;
    assert_int_equal(mw_buffer_reserve(&buffer, 101), MW_ETOOBIG);
    assert_int_equal(mw_buffer_reserve(&buffer, SIZE_MAX), MW_ETOOBIG);
    assert_int_equal(mw_buffer_reserve(&buffer, 100), MW_OK);
    assert_true(buffer.cap <= 100);
    buffer.len = 60;
    assert_int_equal(mw_buffer_reserve(&buffer, 41), MW_ETOOBIG);
    assert_int_equal(mw_buffer_reserve(&buffer, SIZE_MAX - 30), MW_ETOOBIG);
    assert_int_equal(mw_buffer_reserve(&buffer, 40), MW_OK);
    mw_buffer_fini(&buffer);
}

static void without_memory_a_buffer_keeps_what_it_has(void **state)
{
    struct mw_buffer buffer = {0};

    (void)state;
    assert_int_equal(mw_buffer_append(&buffer, mw_text("kept")), MW_OK);
    alloc_fail_after(0);
    assert_int_equal(mw_buffer_reserve(&buffer, 4096), MW_ENOMEM);
    alloc_fail_after(SIZE_MAX);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&buffer), mw_text("kept")));
    mw_buffer_fini(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appended_bytes_stand_behind_each_other),
        cmocka_unit_test(a_buffer_is_never_longer_than_its_limit),
        cmocka_unit_test(without_memory_a_buffer_keeps_what_it_has),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
