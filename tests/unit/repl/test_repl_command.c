#include "support.h"

#include "repl/repl_command.h"

static const struct repl_command *find(const char *name, int count,
                                       struct mw_error *err)
{
    char text[64], *words[] = {text};

    memcpy(text, name, strlen(name) + 1);
    return repl_command_find(words, count, err);
}

static void each_command_is_found_by_its_name(void **state)
{
    const struct repl_command *command;

    (void)state;
    for (size_t i = 0; (command = repl_command_at(i)) != NULL; i++) {
        assert_ptr_equal(find(command->name, 1 + command->words_min, NULL),
                         command);
    }
}

static void a_beginning_that_only_one_has_is_enough(void **state)
{
    (void)state;
    assert_int_equal(find(":q", 1, NULL)->verb, REPL_QUIT);
    assert_int_equal(find(":desc", 1, NULL)->verb, REPL_DESCRIBE);
    assert_null(find(":t", 1, NULL)); /* :time, :trace */
    assert_null(find(":", 1, NULL));
}

static void an_unknown_one_is_told_with_the_nearest(void **state)
{
    struct mw_error err;

    (void)state;
    assert_null(find(":descirbe", 1, &err));
    assert_string_equal(err.text,
                        "no command :descirbe, did you mean :describe?");
    assert_null(find(":)", 1, &err));
    assert_string_equal(err.text, "no command :), :help lists what there is");
    assert_null(find(":\x1b[2J", 1, &err));
    assert_non_null(strstr(err.text, ":\\x1b[2J"));
}

static void too_few_and_too_many_words_are_refused(void **state)
{
    struct mw_error err;

    (void)state;
    assert_null(find(":notify", 1, &err));
    assert_string_equal(err.text,
                        "expected :notify METHOD [PARAM...], got 0 words");
    assert_null(find(":quit", 2, &err));
    assert_string_equal(err.text, "expected :quit, got 1 word");
    assert_null(find(":use", 3, &err));
    assert_non_null(find(":send", 100, &err));
}

static void a_switch_is_on_off_or_turned(void **state)
{
    bool on = false;
    struct mw_error err;

    (void)state;
    assert_int_equal(repl_command_switch("on", on, &on, NULL), MW_OK);
    assert_true(on);
    assert_int_equal(repl_command_switch(NULL, on, &on, NULL), MW_OK);
    assert_false(on);
    assert_int_equal(repl_command_switch(NULL, on, &on, NULL), MW_OK);
    assert_true(on);
    assert_int_equal(repl_command_switch("off", on, &on, NULL), MW_OK);
    assert_false(on);
    on = true;
    assert_int_equal(repl_command_switch("maybe", on, &on, &err), MW_EINVAL);
    assert_string_equal(err.text, "expected on or off, got maybe");
    assert_true(on);
}

static void help_names_each_command_in_lines_of_80_columns(void **state)
{
    struct mw_buffer out = {0};
    const struct repl_command *command;
    size_t column = 0;

    (void)state;
    assert_int_equal(repl_command_help(&out), MW_OK);
    for (size_t i = 0; i < out.len; i++) {
        column = out.at[i] == '\n' ? 0 : column + 1;
        assert_true(column < 80);
    }
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    for (size_t i = 0; (command = repl_command_at(i)) != NULL; i++) {
        assert_non_null(strstr((const char *)out.at, command->name));
        assert_non_null(strstr((const char *)out.at, command->summary));
    }
    mw_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_command_is_found_by_its_name),
        cmocka_unit_test(a_beginning_that_only_one_has_is_enough),
        cmocka_unit_test(an_unknown_one_is_told_with_the_nearest),
        cmocka_unit_test(too_few_and_too_many_words_are_refused),
        cmocka_unit_test(a_switch_is_on_off_or_turned),
        cmocka_unit_test(help_names_each_command_in_lines_of_80_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
