#include "../scratch.h"

#include "output/replace.h"

#include <fcntl.h>

static enum mw_status replace(const char *name, const char *text,
                              enum replace_readers readers,
                              struct mw_error *err)
{
    return replace_file(scratch_path(name), mw_text(text), readers, err);
}

static unsigned mode_of(const char *name)
{
    struct stat found;

    assert_int_equal(stat(scratch_path(name), &found), 0);
    return found.st_mode & 0777;
}

static void a_users_file_is_nobody_elses(void **state)
{
    (void)state;
    scratch_write("file", "old");
    assert_int_equal(replace("file", "new\n", REPLACE_FOR_USER, NULL), MW_OK);
    scratch_assert("file", "new\n");
    assert_int_equal(mode_of("file"), 0600);
    assert_int_equal(scratch_remove(scratch), 1); /* and nothing beside it */
}

static void a_file_for_all_is_as_the_umask_or_the_old_one_has_it(void **state)
{
    mode_t mask = umask(027);

    (void)state;
    assert_int_equal(replace("file", "new", REPLACE_FOR_ALL, NULL), MW_OK);
    assert_int_equal(umask(mask), 027);
    assert_int_equal(mode_of("file"), 0640);
    assert_int_equal(chmod(scratch_path("file"), 0604), 0);
    assert_int_equal(replace("file", "newer", REPLACE_FOR_ALL, NULL), MW_OK);
    assert_int_equal(mode_of("file"), 0604);
    scratch_assert("file", "newer");
}

static void a_link_stays_one(void **state)
{
    struct stat stat_now;
    char target[512];

    (void)state;
    strcpy(target, scratch_path("target"));
    scratch_write("target", "old");
    assert_int_equal(symlink(target, scratch_path("link")), 0);
    assert_int_equal(replace("link", "new", REPLACE_FOR_USER, NULL), MW_OK);
    scratch_assert("target", "new");
    assert_int_equal(lstat(scratch_path("link"), &stat_now), 0);
    assert_true(S_ISLNK(stat_now.st_mode));
}

static void what_is_no_file_is_written_to(void **state)
{
    struct mw_error err = {0};
    char text[8] = "";
    int fd;

    (void)state;
    assert_int_equal(mkfifo(scratch_path("pipe"), 0600), 0);
    fd = open(scratch_path("pipe"), O_RDWR | O_NONBLOCK);
    assert_true(fd >= 0);
    assert_int_equal(replace("pipe", "text", REPLACE_FOR_ALL, NULL), MW_OK);
    assert_int_equal(read(fd, text, sizeof(text)), 4);
    assert_string_equal(text, "text");
    close(fd);
    assert_int_equal(scratch_remove(scratch), 1);
    assert_int_equal(
        replace_file("/dev/full", mw_text("x"), REPLACE_FOR_ALL, &err),
        MW_ESYSTEM);
    assert_non_null(strstr(err.text, "No space left"));
}

static void a_fault_leaves_the_file_as_it_was(void **state)
{
    struct mw_error err = {0};

    (void)state;
    assert_int_equal(replace("none/file", "new", REPLACE_FOR_ALL, &err),
                     MW_ESYSTEM);
    assert_non_null(strstr(err.text, "none/file: "));
    assert_int_equal(mkdir(scratch_path("msgwire"), 0700), 0);
    assert_int_equal(replace("msgwire", "x", REPLACE_FOR_USER, &err),
                     MW_ESYSTEM);
    assert_int_equal(rmdir(scratch_path("msgwire")), 0);
    assert_int_equal(scratch_remove(scratch), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_users_file_is_nobody_elses,
                                        scratch_make, scratch_drop),
        cmocka_unit_test_setup_teardown(
            a_file_for_all_is_as_the_umask_or_the_old_one_has_it, scratch_make,
            scratch_drop),
        cmocka_unit_test_setup_teardown(a_link_stays_one, scratch_make,
                                        scratch_drop),
        cmocka_unit_test_setup_teardown(what_is_no_file_is_written_to,
                                        scratch_make, scratch_drop),
        cmocka_unit_test_setup_teardown(a_fault_leaves_the_file_as_it_was,
                                        scratch_make, scratch_drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
