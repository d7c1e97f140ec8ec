#include "../scratch.h"

#include "contexts/lock.h"

static void a_lock_makes_the_folder(void **state)
{
    int lock, other;

    (void)state;
    assert_int_equal(lock_take(scratch_path("msgwire/file"), &lock, NULL),
                     MW_OK);
    lock_drop(lock);
    assert_int_equal(lock_take(scratch_path("msgwire/file"), &other, NULL),
                     MW_OK);
    lock_drop(other);
    lock_drop(-1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_lock_makes_the_folder, scratch_make,
                                        scratch_drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
