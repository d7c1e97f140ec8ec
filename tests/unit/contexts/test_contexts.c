#include "../scratch.h"

#include "contexts/contexts.h"

#define FILE_NAME "msgwire/contexts"

static int begin(void **state)
{
    if (scratch_make(state) != 0 || mkdir(scratch_path("msgwire"), 0700) != 0) {
        return -1;
    }
    return setenv("XDG_CONFIG_HOME", scratch, 1);
}

static enum mw_status put(const char *line, struct context *before)
{
    struct context context;
    struct mw_error err = {0};

    assert_int_equal(context_read(mw_text(line), &context, NULL), MW_OK);
    return contexts_put(&context, before, &err);
}

static void what_is_put_is_found(void **state)
{
    struct contexts contexts;
    struct context context;

    (void)state;
    assert_int_equal(put("a tcp://h:1 --delay", &context), MW_OK);
    assert_int_equal(context.count, 0);
    assert_int_equal(put("b udp://h:2", &context), MW_OK);
    scratch_assert(FILE_NAME, "a tcp://h:1 --delay\nb udp://h:2\n");
    assert_int_equal(contexts_open(&contexts, NULL), MW_OK);
    assert_int_equal(contexts_find(&contexts, "@b", &context, NULL), MW_OK);
    assert_string_equal(context.words[0], "udp://h:2");
    contexts_fini(&contexts);
}

static void other_lines_stay_as_they_are(void **state)
{
    struct context before;

    (void)state;
    scratch_write(FILE_NAME, "# mine\n\na   tcp://h:1\n  # b\nc tcp://h:3");
    assert_int_equal(put("a tcp://h:2", &before), MW_OK);
    assert_string_equal(before.words[0], "tcp://h:1");
    scratch_assert(FILE_NAME, "# mine\n\na tcp://h:2\n  # b\nc tcp://h:3");
    assert_int_equal(put("d tcp://h:4", &before), MW_OK);
    assert_int_equal(contexts_remove("c", NULL), MW_OK);
    scratch_assert(FILE_NAME, "# mine\n\na tcp://h:2\n  # b\nd tcp://h:4\n");
}

static void no_file_is_no_contexts(void **state)
{
    struct contexts contexts;
    struct context context;
    struct mw_error err = {0};
    size_t at = 0;

    (void)state;
    assert_int_equal(contexts_open(&contexts, NULL), MW_OK);
    assert_false(contexts_next(&contexts, &at, &context));
    assert_int_equal(contexts_find(&contexts, "a", &context, &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "no context a, msgwire context ls"));
    contexts_fini(&contexts);
    assert_int_equal(contexts_remove("a", NULL), MW_EINVAL);
}

static void the_nearest_name_is_told(void **state)
{
    struct contexts contexts;
    struct context context;
    struct mw_error err = {0};

    (void)state;
    scratch_write(FILE_NAME, "prod tcp://h:1\nother tcp://h:2\n");
    assert_int_equal(contexts_open(&contexts, NULL), MW_OK);
    assert_int_equal(contexts_find(&contexts, "@prdo", &context, &err),
                     MW_EINVAL);
    assert_string_equal(err.text, "no context prdo, did you mean @prod?");
    contexts_fini(&contexts);
}

static void a_broken_line_is_told_with_file_and_number(void **state)
{
    struct contexts contexts;
    struct context context;
    struct mw_error err = {0};

    (void)state;
    scratch_write(FILE_NAME, "# mine\na tcp://h:1\nb\n");
    assert_int_equal(contexts_open(&contexts, &err), MW_EVALUE);
    assert_non_null(strstr(err.text, FILE_NAME " line 3: expected NAME URL"));
    contexts_fini(&contexts);
    assert_int_equal(put("c tcp://h:1", &context), MW_EVALUE);
    scratch_assert(FILE_NAME, "# mine\na tcp://h:1\nb\n");
}

static void what_is_no_file_or_too_long_is_refused(void **state)
{
    struct contexts contexts;
    struct mw_error err = {0};

    (void)state;
    assert_int_equal(mkdir(scratch_path(FILE_NAME), 0700), 0);
    assert_int_equal(contexts_open(&contexts, &err), MW_ESYSTEM);
    assert_non_null(strstr(err.text, "expected a file"));
    contexts_fini(&contexts);
    assert_int_equal(rmdir(scratch_path(FILE_NAME)), 0);
    scratch_write(FILE_NAME, "# long\n");
    assert_int_equal(truncate(scratch_path(FILE_NAME), CONTEXTS_SIZE + 1), 0);
    assert_int_equal(contexts_open(&contexts, &err), MW_ESYSTEM);
    assert_non_null(strstr(err.text, "64 KiB"));
    contexts_fini(&contexts);
}

static void without_a_folder_it_says_so(void **state)
{
    struct contexts contexts;
    struct mw_error err = {0};

    (void)state;
    setenv("XDG_CONFIG_HOME", "not/absolute", 1);
    unsetenv("HOME");
    assert_int_equal(contexts_open(&contexts, &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "XDG_CONFIG_HOME or HOME"));
    contexts_fini(&contexts);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, scratch_drop)
    const struct CMUnitTest tests[] = {
        CASE(what_is_put_is_found),
        CASE(other_lines_stay_as_they_are),
        CASE(no_file_is_no_contexts),
        CASE(the_nearest_name_is_told),
        CASE(a_broken_line_is_told_with_file_and_number),
        CASE(what_is_no_file_or_too_long_is_refused),
        CASE(without_a_folder_it_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
