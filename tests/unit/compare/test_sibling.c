#include "../scratch.h"

#include "compare/sibling.h"

static char found[PATH_MAX];

/* A file of that name in the scratch folder, which can be run. */
static void make_program(const char *name)
{
    scratch_write(name, "#!/bin/sh\n");
    assert_int_equal(chmod(scratch_path(name), 0755), 0);
}

static enum mw_status find(const char *self, const char *path,
                           struct mw_error *err)
{
    return sibling_find("msgwired", self, path, found, err);
}

static void the_one_beside_us_comes_first(void **state)
{
    char self[PATH_MAX], other[PATH_MAX];

    (void)state;
    assert_int_equal(mkdir(scratch_path("msgwire"), 0700), 0);
    make_program("msgwire/msgwired");
    make_program("msgwired");
    strcpy(other, scratch_path("msgwire"));
    strcpy(self, scratch_path("self"));
    assert_int_equal(find(self, other, NULL), MW_OK);
    assert_string_equal(found, scratch_path("msgwired"));
}

static void else_the_first_folder_of_path_that_has_one(void **state)
{
    char path[3 * PATH_MAX];

    (void)state;
    make_program("msgwired");
    snprintf(path, sizeof(path), "/tmp/nowhere::%s:/bin", scratch);
    assert_int_equal(find("/tmp/nowhere/self", path, NULL), MW_OK);
    assert_string_equal(found, scratch_path("msgwired"));
}

static void what_can_not_be_run_is_none(void **state)
{
    struct mw_error err = {0};

    (void)state;
    scratch_write("msgwired", "text");
    assert_int_equal(find("/tmp/nowhere/self", scratch, &err), MW_ESYSTEM);
    assert_string_equal(err.text,
                        "no msgwired in /tmp/nowhere, and none in PATH");
    assert_int_equal(unlink(scratch_path("msgwired")), 0);
    assert_int_equal(mkdir(scratch_path("msgwired"), 0700), 0);
    assert_int_equal(find("/tmp/nowhere/self", scratch, NULL), MW_ESYSTEM);
    assert_int_equal(rmdir(scratch_path("msgwired")), 0);
}

static void an_odd_path_is_no_trouble(void **state)
{
    static char lengthy[2 * PATH_MAX];

    (void)state;
    memset(lengthy, 'x', sizeof(lengthy) - 1);
    assert_int_equal(find("/tmp/nowhere/self", NULL, NULL), MW_ESYSTEM);
    assert_int_equal(find("/tmp/nowhere/self", "", NULL), MW_ESYSTEM);
    assert_int_equal(find("/tmp/nowhere/self", "::::", NULL), MW_ESYSTEM);
    assert_int_equal(find("/tmp/nowhere/self", lengthy, NULL), MW_ESYSTEM);
    lengthy[PATH_MAX - 4] = '\0';
    assert_int_equal(find("/tmp/nowhere/self", lengthy, NULL), MW_ESYSTEM);
    assert_int_equal(find("self", lengthy, NULL), MW_ESYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_one_beside_us_comes_first,
                                        scratch_make, scratch_drop),
        cmocka_unit_test_setup_teardown(
            else_the_first_folder_of_path_that_has_one, scratch_make,
            scratch_drop),
        cmocka_unit_test_setup_teardown(what_can_not_be_run_is_none,
                                        scratch_make, scratch_drop),
        cmocka_unit_test_setup_teardown(an_odd_path_is_no_trouble, scratch_make,
                                        scratch_drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
