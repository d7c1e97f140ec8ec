#include "support.h"

#include "sample_options.h"

#include <msgwire/complete.h>

static struct mw_buffer out;

static int empty(void **state)
{
    (void)state;
    mw_buffer_fini(&out);
    return 0;
}

static void assert_offered(const char *lines)
{
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    assert_string_equal((const char *)out.at, lines);
    mw_buffer_fini(&out);
}

/* What the sample offers behind these words, of which the last is typed. */
static int ask(char **words)
{
    struct mw_complete complete = {.out = &out};
    int count = 0;

    while (words[count + 1] != NULL) {
        count++;
    }
    complete.typed = words[count];
    return mw_complete_options(&complete, sample_options, words, count);
}

#define ASK(...) ask((char *[]){__VA_ARGS__, NULL})

static void only_what_begins_with_what_is_typed_is_offered(void **state)
{
    struct mw_complete complete = {.typed = "ca", .out = &out};

    (void)state;
    mw_complete_word(&complete, "call", "asks");
    mw_complete_word(&complete, "notify", "tells");
    mw_complete_word(&complete, "c", "is too short");
    mw_complete_word(&complete, "ca", "");
    assert_offered("call\tasks\nca\t\n");
}

static void options_are_offered_where_one_begins(void **state)
{
    (void)state;
    assert_int_equal(ASK("--ra"), -1);
    assert_offered("--rate\tmessages a second\n");
    assert_int_equal(ASK("word", "--no-"), -1);
    assert_offered("--no-nodelay\tsend small messages at once\n");
    assert_int_equal(ASK("-q", "--nod"), -1);
    assert_offered("--nodelay\tsend small messages at once\n");
    assert_int_equal(ASK("--nosuch"), -1);
    assert_offered("");
}

static void choices_are_offered_as_values(void **state)
{
    (void)state;
    assert_int_equal(ASK("--output", ""), -1);
    assert_offered("pretty\t\njson\t\nhex\t\n");
    assert_int_equal(ASK("-qo", "j"), -1);
    assert_offered("json\t\n");
    assert_int_equal(ASK("--output=h"), -1);
    assert_offered("--output=hex\t\n");
    assert_int_equal(ASK("--count", "--"), -1);
    assert_offered("");
    assert_int_equal(ASK("--quiet=x"), -1);
    assert_offered("");
}

static void addresses_and_files_are_offered_where_they_are_values(void **state)
{
    static const struct mw_option table[] = {
        {.name = "from", .kind = MW_OPTION_TEXT, .value = "FILE"},
        {0},
    };
    struct mw_complete complete = {.typed = "--from=a", .out = &out};

    (void)state;
    assert_int_equal(ASK("-l", "u"), -1);
    assert_offered("udp://\tUDP datagrams\nunix:\ta Unix socket\n");
    assert_int_equal(ASK("--listen", "unix:/x"), -1);
    assert_offered(":files\tunix:\n");
    assert_int_equal(mw_complete_options(&complete, table, NULL, 0), -1);
    assert_offered(":files\t--from=\n");
}

static void offer_name(struct mw_complete *complete, const char *value)
{
    assert_string_equal(value, "NAME");
    mw_complete_word(complete, "one", "of the program's own");
}

static void what_only_the_program_knows_it_is_asked_for(void **state)
{
    char *words[] = {(char *)"--name"};
    struct mw_complete complete = {
        .typed = "o", .out = &out, .offer = offer_name};

    (void)state;
    assert_int_equal(mw_complete_options(&complete, sample_options, words, 1),
                     -1);
    assert_offered("one\tof the program's own\n");
}

static void words_are_counted_where_one_is_typed(void **state)
{
    (void)state;
    assert_int_equal(ASK(""), 0);
    assert_int_equal(ASK("a", "-q", "--count", "3", "b", "--rate=1", "-5", ""),
                     3);
    assert_int_equal(ASK("-ohex", "--nosuch", "-x", "a", ""), 1);
    assert_int_equal(ASK("--", "--quiet", "-x"), 1);
    assert_offered("");
}

static void without_memory_it_says_so(void **state)
{
    struct mw_complete complete = {.typed = "", .out = &out};

    (void)state;
    alloc_fail_after(0);
    mw_complete_word(&complete, "call", "asks");
    mw_complete_files(&complete, 0);
    alloc_fail_after(SIZE_MAX);
    assert_int_equal(complete.rc, MW_ENOMEM);
    assert_int_equal(out.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(
            only_what_begins_with_what_is_typed_is_offered, empty),
        cmocka_unit_test_teardown(options_are_offered_where_one_begins, empty),
        cmocka_unit_test_teardown(choices_are_offered_as_values, empty),
        cmocka_unit_test_teardown(
            addresses_and_files_are_offered_where_they_are_values, empty),
        cmocka_unit_test_teardown(what_only_the_program_knows_it_is_asked_for,
                                  empty),
        cmocka_unit_test_teardown(words_are_counted_where_one_is_typed, empty),
        cmocka_unit_test_teardown(without_memory_it_says_so, empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
