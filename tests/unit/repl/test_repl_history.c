#include "support.h"

#include "repl/repl_history.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of its own for each test, and the file in it. */
static char folder[64], path[128];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof(folder), "/tmp/msgwire-history-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof(path), "%s/msgwire/history", folder);
    return 0;
}

static int remove_folder(void **state)
{
    char own[128];

    (void)state;
    remove(path);
    snprintf(own, sizeof(own), "%s/msgwire", folder);
    rmdir(own);
    return rmdir(folder);
}

static void write_file(const char *text, size_t times)
{
    FILE *file;

    repl_history_add(path, mw_text("")); /* makes the folders */
    file = fopen(path, "w");
    assert_non_null(file);
    for (size_t i = 0; i < times; i++) {
        fputs(text, file);
    }
    fclose(file);
}

static size_t count_loaded(struct mw_buffer *lines)
{
    size_t count = 0;

    repl_history_load(path, lines);
    for (size_t i = 0; i < lines->len; i++) {
        count += lines->at[i] == '\0';
    }
    return count;
}

static void lines_are_kept_in_their_order_for_their_owner(void **state)
{
    struct mw_buffer lines = {0};
    struct stat about;

    (void)state;
    repl_history_add(path, mw_text("upper hello"));
    repl_history_add(path, mw_text("echo [1,\n2]"));
    repl_history_load(path, &lines);
    assert_int_equal(lines.len, 24);
    assert_memory_equal(lines.at, "upper hello\0echo [1, 2]", 24);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 07777, 0600);
    mw_buffer_fini(&lines);
}

static void a_file_that_was_open_to_all_is_closed(void **state)
{
    struct stat about;

    (void)state;
    repl_history_add(path, mw_text("one"));
    assert_int_equal(chmod(path, 0644), 0);
    repl_history_add(path, mw_text("two"));
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 07777, 0600);
}

static void it_is_bounded_in_memory_and_then_in_the_file(void **state)
{
    struct mw_buffer lines = {0};
    struct stat about;

    (void)state;
    write_file("x\n", 2 * REPL_HISTORY_LINES);
    assert_int_equal(count_loaded(&lines), REPL_HISTORY_LINES);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_size, 4 * REPL_HISTORY_LINES);
    lines.len = 0;
    write_file("x\n", 2 * REPL_HISTORY_LINES + 1);
    assert_int_equal(count_loaded(&lines), REPL_HISTORY_LINES);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_size, 2 * REPL_HISTORY_LINES);
    assert_int_equal(about.st_mode & 07777, 0600);
    mw_buffer_fini(&lines);
}

static void a_line_that_is_far_too_long_is_not_kept(void **state)
{
    struct mw_buffer lines = {0};
    char *line = calloc(1, REPL_HISTORY_LONGEST + 1);

    (void)state;
    assert_non_null(line);
    memset(line, 'x', REPL_HISTORY_LONGEST + 1);
    repl_history_add(path, mw_bytes(line, REPL_HISTORY_LONGEST + 1));
    assert_int_equal(count_loaded(&lines), 0);
    repl_history_add(path, mw_bytes(line, REPL_HISTORY_LONGEST));
    assert_int_equal(count_loaded(&lines), 1);
    mw_buffer_fini(&lines);
    free(line);
}

static void what_is_in_the_file_can_not_move_the_cursor(void **state)
{
    struct mw_buffer lines = {0};

    (void)state;
    write_file("a\x1b[2Jb\x7f\ncut", 1);
    repl_history_load(path, &lines);
    assert_int_equal(lines.len, 8);
    assert_memory_equal(lines.at, "a?[2Jb?", 8);
    mw_buffer_fini(&lines);
}

static void what_is_no_file_does_no_harm(void **state)
{
    struct mw_buffer lines = {0};

    (void)state;
    repl_history_load("", &lines);
    repl_history_add("", mw_text("x"));
    repl_history_load("/dev/null", &lines);
    repl_history_add("/dev/null/msgwire/history", mw_text("x"));
    assert_int_equal(lines.len, 0);
    repl_history_add(path, mw_text("x"));
    assert_int_equal(remove(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0); /* would wait for a reader */
    repl_history_load(path, &lines);
    repl_history_add(path, mw_text("x"));
    assert_int_equal(lines.len, 0);
}

static void assert_path(const char *state_home, const char *home,
                        const char *expected)
{
    char got[64];

    unsetenv("XDG_STATE_HOME");
    unsetenv("HOME");
    if (state_home != NULL) {
        setenv("XDG_STATE_HOME", state_home, 1);
    }
    if (home != NULL) {
        setenv("HOME", home, 1);
    }
    repl_history_path(got, sizeof(got));
    assert_string_equal(got, expected);
}

static void it_lies_where_state_is_kept(void **state)
{
    char longer[128];

    (void)state;
    memset(longer, 'x', sizeof(longer) - 1);
    longer[0] = '/';
    longer[sizeof(longer) - 1] = '\0';
    assert_path("/var/state", "/var/me", "/var/state/msgwire/history");
    assert_path(NULL, "/var/me", "/var/me/.local/state/msgwire/history");
    assert_path("relative", "/var/me", "/var/me/.local/state/msgwire/history");
    assert_path(NULL, NULL, "");
    assert_path(longer, NULL, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            lines_are_kept_in_their_order_for_their_owner, make_folder,
            remove_folder),
        cmocka_unit_test_setup_teardown(a_file_that_was_open_to_all_is_closed,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(
            it_is_bounded_in_memory_and_then_in_the_file, make_folder,
            remove_folder),
        cmocka_unit_test_setup_teardown(a_line_that_is_far_too_long_is_not_kept,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(
            what_is_in_the_file_can_not_move_the_cursor, make_folder,
            remove_folder),
        cmocka_unit_test_setup_teardown(what_is_no_file_does_no_harm,
                                        make_folder, remove_folder),
        cmocka_unit_test(it_lies_where_state_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
