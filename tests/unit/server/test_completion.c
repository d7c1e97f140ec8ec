#include "support.h"

#include "completion.h"

static void assert_said(char **words, int count, const char *part)
{
    struct options options;
    struct mw_buffer out = {0};

    assert_int_equal(options_read(&options, count, words, NULL), MW_OK);
    assert_int_equal(options.verb, OPTIONS_COMPLETION);
    assert_int_equal(completion_append(&options, &out, NULL), MW_OK);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    assert_non_null(strstr((const char *)out.at, part));
    mw_buffer_fini(&out);
}

static void it_prints_a_script_and_answers_it(void **state)
{
    char *script[] = {"--completion=zsh"};
    char *option[] = {"--completion", "words", "--", "--public", "--max-fr"};
    char *value[] = {"--completion", "words", "--", "--log-level", "de"};
    char *none[] = {"--completion", "words"};

    (void)state;
    assert_said(script, 1, "#compdef msgwired\n");
    assert_said(option, 5, "--max-frame\t");
    assert_said(value, 5, "debug\t");
    assert_said(none, 2, "");
}

static void another_shell_is_refused(void **state)
{
    char *words[] = {"--completion=csh"};
    char *more[] = {"--completion=bash", "x"};
    struct options options;
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    assert_int_equal(options_read(&options, 1, words, NULL), MW_OK);
    assert_int_equal(completion_append(&options, &out, &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "expected bash, zsh or fish"));
    assert_int_equal(options_read(&options, 2, more, NULL), MW_OK);
    assert_int_equal(completion_append(&options, &out, &err), MW_EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_prints_a_script_and_answers_it),
        cmocka_unit_test(another_shell_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
