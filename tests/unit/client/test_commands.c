#include "support.h"

#include "command.h"

static void each_verb_is_found_by_its_name(void **state)
{
    const struct command *command;

    (void)state;
    assert_non_null(commands_at(0));
    for (size_t i = 0; (command = commands_at(i)) != NULL; i++) {
        assert_ptr_equal(commands_find(command->name), command);
        assert_non_null(command->run);
    }
    assert_null(commands_find("cal"));
    assert_null(commands_find(""));
}

static void a_slip_of_the_pen_is_understood(void **state)
{
    static const char *const slips[][2] = {
        {"cal", "call"},        {"cll", "call"},          {"Call", "call"},
        {"decdoe", "decode"},   {"notfy", "notify"},      {"sends", "send"},
        {"inspekt", "inspect"}, {"discribe", "describe"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(slips) / sizeof(slips[0]); i++) {
        assert_string_equal(commands_nearest(slips[i][0])->name, slips[i][1]);
    }
}

static void a_word_that_is_like_no_verb_gets_no_advice(void **state)
{
    (void)state;
    assert_null(commands_nearest("tcp://127.0.0.1:6749"));
    assert_null(commands_nearest("frobnicate"));
}

static void each_verb_says_what_its_help_needs(void **state)
{
    const struct command *command;

    (void)state;
    for (size_t i = 0; (command = commands_at(i)) != NULL; i++) {
        bool own = command->words[0] == '['; /* a server, if need be */
        bool network = strncmp(command->words + own, "URL", 3) == 0 ||
                       strstr(command->words, "FILE URL") != NULL ||
                       strstr(command->words, "TARGET") != NULL;
        assert_non_null(command->examples[0]);
        assert_non_null(command->examples[1]);
        assert_true(command->summary[0] >= 'a');
        assert_int_not_equal(command->summary[strlen(command->summary) - 1],
                             '.');
        assert_int_equal((command->exits >> EXIT_CONNECT) & 1, network);
        assert_true(command->words_min > 0 || own || !network);
    }
}

static void no_letter_or_name_means_two_options_of_a_verb(void **state)
{
    const struct command *command;

    (void)state;
    for (size_t i = 0; (command = commands_at(i)) != NULL; i++) {
        const struct mw_option *a, *b;
        for (a = command->options; a->name != NULL; a++) {
            for (b = command->options; b != a; b++) {
                assert_string_not_equal(a->name, b->name);
                assert_true(a->letter == 0 || a->letter != b->letter);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_verb_is_found_by_its_name),
        cmocka_unit_test(a_slip_of_the_pen_is_understood),
        cmocka_unit_test(a_word_that_is_like_no_verb_gets_no_advice),
        cmocka_unit_test(each_verb_says_what_its_help_needs),
        cmocka_unit_test(no_letter_or_name_means_two_options_of_a_verb),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
