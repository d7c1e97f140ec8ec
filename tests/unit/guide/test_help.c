#include "support.h"

#include "guide/help.h"

#include <stdio.h>

static bool has(const struct mw_buffer *text, const char *part)
{
    return memmem(text->at, text->len, part, strlen(part)) != NULL;
}

static void assert_fits_80_columns(const struct mw_buffer *text)
{
    size_t column = 0;

    for (size_t i = 0; i < text->len; i++) {
        column = text->at[i] == '\n' ? 0 : column + 1;
        assert_true(column <= 80);
    }
    assert_int_equal(text->at[text->len - 1], '\n');
}

static void the_help_of_the_program_names_each_verb(void **state)
{
    struct mw_buffer out = {0};
    const struct command *command;
    char line[64];

    (void)state;
    assert_int_equal(help_program(&out), MW_OK);
    assert_fits_80_columns(&out);
    for (size_t i = 0; (command = commands_at(i)) != NULL; i++) {
        snprintf(line, sizeof(line), "\n  %-10s  ", command->name);
        assert_true(has(&out, line));
    }
    mw_buffer_fini(&out);
}

static void the_help_of_a_topic_tells_its_rows(void **state)
{
    const struct topic *topic;

    (void)state;
    for (size_t i = 0; (topic = topics_at(i)) != NULL; i++) {
        struct mw_buffer out = {0};
        assert_int_equal(help_topic(topic, &out), MW_OK);
        assert_fits_80_columns(&out);
        for (const struct mw_page_row *row = topic->rows; row->text; row++) {
            assert_true(row->term == NULL || has(&out, row->term));
        }
        mw_buffer_fini(&out);
    }
}

static void the_help_of_a_verb_names_its_options_examples_and_ends(void **state)
{
    const struct command *command;

    (void)state;
    for (size_t i = 0; (command = commands_at(i)) != NULL; i++) {
        struct mw_buffer out = {0};
        assert_int_equal(help_command(command, &out), MW_OK);
        assert_fits_80_columns(&out);
        for (const struct mw_option *o = command->options; o->name; o++) {
            assert_true(has(&out, o->name));
        }
        assert_true(has(&out, command->examples[0]));
        assert_true(has(&out, "\n  2  wrong words or options\n"));
        for (unsigned status = 0; status < EXIT_STATUSES; status++) {
            const char line[] = {'\n', ' ', ' ', (char)('0' + status), ' ', 0};
            assert_int_equal(has(&out, line), (command->exits >> status) & 1);
        }
        mw_buffer_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_help_of_the_program_names_each_verb),
        cmocka_unit_test(the_help_of_a_topic_tells_its_rows),
        cmocka_unit_test(
            the_help_of_a_verb_names_its_options_examples_and_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
