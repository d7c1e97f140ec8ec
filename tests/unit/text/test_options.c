#include "support.h"

#include "sample_options.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 80 };

/* A command line, parsed: the words of `line` are parted by spaces, and "_"
 * stands for an empty one. */
struct parsed {
    struct sample target;
    char *argv[WORDS_MAX];
    char line[1024];
    int words;
    struct mw_error err;
};

static enum mw_status parse(struct parsed *parsed, const char *line)
{
    char *rest = parsed->line, *word;
    int argc = 0;

    memset(parsed, 0, sizeof(*parsed));
    snprintf(parsed->line, sizeof(parsed->line), "%s", line);
    while ((word = strsep(&rest, " ")) != NULL) {
        parsed->argv[argc++] = strcmp(word, "_") == 0 ? word + 1 : word;
    }
    return mw_options_parse(sample_options, &parsed->target, argc, parsed->argv,
                            &parsed->words, &parsed->err);
}

static void each_kind_of_option_is_read(void **state)
{
    struct parsed p;

    (void)state;
    assert_int_equal(
        parse(&p, "--quiet --name bob --listen :1 --listen=:2 --output hex "
                  "--count 12 --max-frame 64Ki --rate=20k --timeout 1.5s"),
        MW_OK);
    assert_true(p.target.quiet);
    assert_false(p.target.verbose);
    assert_string_equal(p.target.name, "bob");
    assert_int_equal(p.target.listen.count, 2);
    assert_string_equal(p.target.listen.items[0], ":1");
    assert_string_equal(p.target.listen.items[1], ":2");
    assert_int_equal(p.target.output, 2);
    assert_int_equal(p.target.count, 12);
    assert_int_equal(p.target.frame, 65536);
    assert_int_equal(p.target.rate, 20000);
    assert_int_equal(p.target.timeout, 1500000000);
    assert_int_equal(p.words, 0);
}

static void short_forms_stand_alone_bundled_or_before_their_value(void **state)
{
    struct parsed p;

    (void)state;
    assert_int_equal(parse(&p, "-qv -c5 -t 10s -vojson"), MW_OK);
    assert_true(p.target.quiet && p.target.verbose);
    assert_int_equal(p.target.count, 5);
    assert_int_equal(p.target.timeout, 10000000000);
    assert_int_equal(p.target.output, 1);
}

static void a_flag_can_be_taken_back_where_the_table_says_so(void **state)
{
    struct parsed p;

    (void)state;
    assert_int_equal(parse(&p, "--nodelay --no-nodelay"), MW_OK);
    assert_false(p.target.nodelay);
    assert_int_equal(parse(&p, "--no-nodelay --nodelay"), MW_OK);
    assert_true(p.target.nodelay);
    assert_int_equal(parse(&p, "--no-quiet"), MW_EINVAL);
    assert_int_equal(parse(&p, "--no-name"), MW_EINVAL);
}

static void words_keep_their_order_among_options(void **state)
{
    struct parsed p;

    (void)state;
    assert_int_equal(parse(&p, "call -q url --count 3 method [1]"), MW_OK);
    assert_int_equal(p.words, 4);
    assert_string_equal(p.argv[0], "call");
    assert_string_equal(p.argv[1], "url");
    assert_string_equal(p.argv[2], "method");
    assert_string_equal(p.argv[3], "[1]");
}

static void a_negative_number_and_a_dash_are_words(void **state)
{
    struct parsed p;

    (void)state;
    assert_int_equal(parse(&p, "-5 -0.5 -.5 - -1e3 _"), MW_OK);
    assert_int_equal(p.words, 6);
    assert_string_equal(p.argv[2], "-.5");
    assert_string_equal(p.argv[3], "-");
    assert_string_equal(p.argv[5], "");
}

static void two_dashes_end_the_options(void **state)
{
    struct parsed p;

    (void)state;
    assert_int_equal(parse(&p, "a -q -- -v --name -- b"), MW_OK);
    assert_true(p.target.quiet);
    assert_false(p.target.verbose);
    assert_int_equal(p.words, 5);
    assert_string_equal(p.argv[1], "-v");
    assert_string_equal(p.argv[3], "--");
    assert_string_equal(p.argv[4], "b");
}

static void
the_last_of_several_counts_and_a_value_may_begin_with_a_dash(void **state)
{
    struct parsed p;

    (void)state;
    assert_int_equal(parse(&p, "--count 1 --count 2 --name -q"), MW_OK);
    assert_int_equal(p.target.count, 2);
    assert_string_equal(p.target.name, "-q");
    assert_false(p.target.quiet);
}

static void a_word_that_is_no_option_is_refused_with_a_sentence(void **state)
{
    static const struct {
        const char *line, *sentence;
    } rows[] = {
        {"--timout 5s", "unknown option --timout (did you mean --timeout?)"},
        {"--timout=5s", "unknown option --timout=5s (did you mean --timeout?)"},
        {"--no-nodelya", "unknown option --no-nodelya (did you mean "
                         "--no-nodelay?)"},
        {"--zzz", "unknown option --zzz"},
        {"--=5", "unknown option --=5"},
        {"-x", "unknown option -x"},
        {"-qx", "unknown option -qx"},
        {"-ouput", "-o uput: expected pretty, json or hex"},
        {"-frame", "unknown option -frame"},
        {"-max", "unknown option -max (did you mean --max-frame?)"},
        {"-\x1b[2J", "unknown option -\\x1b[2J"},
        {"--timeout",
         "--timeout needs a value: a duration such as 250ms, 10s or 2h"},
        {"-qt", "-t needs a value: a duration such as 250ms, 10s or 2h"},
        {"--timeout=5x",
         "--timeout 5x: expected a duration such as 250ms, 10s or 2h"},
        {"-t5x", "-t 5x: expected a duration such as 250ms, 10s or 2h"},
        {"--quiet=yes", "--quiet=yes: expected no value after the name"},
        {"--no-nodelay=1", "--no-nodelay=1: expected no value after the name"},
    };
    struct parsed p;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(parse(&p, rows[i].line), MW_EINVAL);
        assert_string_equal(p.err.text, rows[i].sentence);
    }
}

static void note_option(void *arg, const struct mw_option *option,
                        const char *value, bool on)
{
    char *said = arg;

    sprintf(said + strlen(said), "%s%s%s%s ", on ? "" : "no ", option->name,
            value != NULL ? "=" : "", value != NULL ? value : "");
}

static void each_option_that_is_right_is_told_in_order(void **state)
{
    char *argv[] = {"-qo",       "hex",    "word", "--no-nodelay",
                    "--count=1", "--rate", "x"};
    struct sample target = {0};
    char said[128] = "";
    const struct mw_option_reader reader = {sample_options, &target,
                                            note_option, said};
    int words;

    (void)state;
    assert_int_equal(mw_options_each(&reader, 7, argv, &words, NULL),
                     MW_EINVAL);
    assert_string_equal(said, "quiet output=hex no nodelay count=1 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_option_is_read),
        cmocka_unit_test(short_forms_stand_alone_bundled_or_before_their_value),
        cmocka_unit_test(a_flag_can_be_taken_back_where_the_table_says_so),
        cmocka_unit_test(words_keep_their_order_among_options),
        cmocka_unit_test(a_negative_number_and_a_dash_are_words),
        cmocka_unit_test(two_dashes_end_the_options),
        cmocka_unit_test(
            the_last_of_several_counts_and_a_value_may_begin_with_a_dash),
        cmocka_unit_test(a_word_that_is_no_option_is_refused_with_a_sentence),
        cmocka_unit_test(each_option_that_is_right_is_told_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
