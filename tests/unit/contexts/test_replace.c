#include "../scratch.h"

#include "contexts/replace.h"

static void a_file_is_replaced_and_is_its_owners_alone(void **state)
{
    struct stat stat_now;

    (void)state;
    scratch_write("file", "old");
    assert_int_equal(replace_file(scratch_path("file"), mw_text("new\n"), NULL),
                     MW_OK);
    scratch_assert("file", "new\n");
    assert_int_equal(stat(scratch_path("file"), &stat_now), 0);
    assert_int_equal(stat_now.st_mode & 0777, 0600);
    assert_int_equal(scratch_remove(scratch), 1); /* and nothing beside it */
}

static void a_link_stays_one(void **state)
{
    struct stat stat_now;
    char target[512];

    (void)state;
    strcpy(target, scratch_path("target"));
    scratch_write("target", "old");
    assert_int_equal(symlink(target, scratch_path("link")), 0);
    assert_int_equal(replace_file(scratch_path("link"), mw_text("new"), NULL),
                     MW_OK);
    scratch_assert("target", "new");
    assert_int_equal(lstat(scratch_path("link"), &stat_now), 0);
    assert_true(S_ISLNK(stat_now.st_mode));
}

static void a_fault_leaves_the_file_as_it_was(void **state)
{
    struct mw_error err = {0};

    (void)state;
    assert_int_equal(
        replace_file(scratch_path("none/file"), mw_text("new"), &err),
        MW_ESYSTEM);
    assert_non_null(strstr(err.text, "none/file: "));
    assert_int_equal(mkdir(scratch_path("msgwire"), 0700), 0);
    assert_int_equal(replace_file(scratch_path("msgwire"), mw_text("x"), &err),
                     MW_ESYSTEM);
    assert_int_equal(rmdir(scratch_path("msgwire")), 0);
    assert_int_equal(scratch_remove(scratch), 0);
}

static void a_lock_makes_the_folder(void **state)
{
    int lock, other;

    (void)state;
    assert_int_equal(replace_lock(scratch_path("msgwire/file"), &lock, NULL),
                     MW_OK);
    replace_unlock(lock);
    assert_int_equal(replace_lock(scratch_path("msgwire/file"), &other, NULL),
                     MW_OK);
    replace_unlock(other);
    replace_unlock(-1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_file_is_replaced_and_is_its_owners_alone, scratch_make,
            scratch_drop),
        cmocka_unit_test_setup_teardown(a_link_stays_one, scratch_make,
                                        scratch_drop),
        cmocka_unit_test_setup_teardown(a_fault_leaves_the_file_as_it_was,
                                        scratch_make, scratch_drop),
        cmocka_unit_test_setup_teardown(a_lock_makes_the_folder, scratch_make,
                                        scratch_drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
