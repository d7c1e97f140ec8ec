#include "../scratch.h"

#include "contexts/resolve.h"

static const struct mw_option table[] = {
    OPTION_TIMEOUT("a time"),
    OPTIONS_END,
};

static const struct command one = {
    .words = "URL [VALUE...]", .options = table, .defaults = &options_network};
static const struct command many = {
    .words = "URL...", .options = table, .defaults = &options_network};
static const struct command second = {
    .words = "LISTEN TARGET", .options = table, .defaults = &options_network};

static int begin(void **state)
{
    if (scratch_make(state) != 0 || mkdir(scratch_path("msgwire"), 0700) != 0) {
        return -1;
    }
    scratch_write("msgwire/contexts",
                  "a tcp://a:1 --timeout=2s\nb tcp://b:1 --delay\n");
    return setenv("XDG_CONFIG_HOME", scratch, 1);
}

/* Resolves the words "@a @b", and `typed` beside them. */
static struct context *resolve(struct job *job, struct options *opt,
                               const struct command *command, char **words)
{
    static char *typed[] = {(char *)"@a", (char *)"@b", (char *)"-q"};
    struct context *found = NULL;

    *job = (struct job){.command = command,
                        .opt = opt,
                        .words = words,
                        .count = 2,
                        .typed = typed,
                        .typed_count = 3};
    assert_int_equal(resolve_contexts(job, opt, &found, NULL), MW_OK);
    assert_true(opt->quiet);
    assert_int_equal(opt->timeout_ns, 2000000000);
    return found;
}

static void a_name_becomes_its_address_where_a_url_is_expected(void **state)
{
    char *words[] = {(char *)"@a", (char *)"@b"};
    struct options opt;
    struct job job;
    struct context *found = resolve(&job, &opt, &one, words);

    (void)state;
    assert_string_equal(words[0], "tcp://a:1");
    assert_string_equal(words[1], "@b");
    assert_ptr_equal(job.report.where, words[0]);
    free(found);
}

static void only_the_place_of_an_address_counts(void **state)
{
    char *words[] = {(char *)"@b", (char *)"@a"};
    struct options opt;
    struct job job;
    struct context *found = resolve(&job, &opt, &second, words);

    (void)state;
    assert_string_equal(words[0], "@b");
    assert_string_equal(words[1], "tcp://a:1");
    free(found);
}

static void many_names_become_their_addresses(void **state)
{
    char *words[] = {(char *)"@a", (char *)"@b"};
    struct options opt;
    struct job job;
    struct context *found = resolve(&job, &opt, &many, words);

    (void)state;
    assert_string_equal(words[0], "tcp://a:1");
    assert_string_equal(words[1], "tcp://b:1");
    free(found);
}

static void without_names_nothing_is_read(void **state)
{
    char *words[] = {(char *)"tcp://h:1", (char *)"@x"};
    struct options opt = {.retry = 7};
    struct job job = {.command = &one, .words = words, .count = 2};
    struct context *found = NULL;

    (void)state;
    assert_int_equal(resolve_contexts(&job, &opt, &found, NULL), MW_OK);
    assert_null(found);
    assert_int_equal(opt.retry, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_name_becomes_its_address_where_a_url_is_expected, begin,
            scratch_drop),
        cmocka_unit_test_setup_teardown(only_the_place_of_an_address_counts,
                                        begin, scratch_drop),
        cmocka_unit_test_setup_teardown(many_names_become_their_addresses,
                                        begin, scratch_drop),
        cmocka_unit_test(without_names_nothing_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
