#include "../scratch.h"

#include "guide/completion.h"

static int begin(void **state)
{
    if (scratch_make(state) != 0 || mkdir(scratch_path("msgwire"), 0700) != 0) {
        return -1;
    }
    scratch_write("msgwire/contexts", "prod tcp://h:1\n");
    return setenv("XDG_CONFIG_HOME", scratch, 1);
}

/* Checks what is offered for the last of the words, each by its name. */
static void assert_offers(char **words, const char *names)
{
    struct mw_buffer out = {0};
    struct mw_complete complete = {.out = &out};
    char found[256] = "";
    char *rest, *line;
    int count = 0;

    while (words[count + 1] != NULL) {
        count++;
    }
    complete.typed = words[count];
    completion_offer(&complete, words, count);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    rest = (char *)out.at;
    while ((line = strsep(&rest, "\n")) != NULL && *line != '\0') {
        if (strncmp(line, ":files", 6) != 0) {
            line[strcspn(line, "\t")] = '\0';
        }
        snprintf(found + strlen(found), sizeof(found) - strlen(found), "%s ",
                 line);
    }
    assert_string_equal(found, names);
    mw_buffer_fini(&out);
}

#define OFFERS(names, ...) assert_offers((char *[]){__VA_ARGS__, NULL}, names)

static void first_comes_a_verb(void **state)
{
    (void)state;
    OFFERS("call ", "cal");
    OFFERS("--version ", "--v");
    OFFERS("", "nosuch", "");
}

static void each_place_has_its_words(void **state)
{
    (void)state;
    OFFERS("tcp:// udp:// unix: @prod ", "wait", "");
    OFFERS("upper ", "call", "tcp://h:1", "u");
    OFFERS(":files\t ", "decode", "");
    OFFERS("add ", "context", "a");
    OFFERS("prod ", "context", "show", "");
    OFFERS("tcp:// udp:// unix: @prod ", "context", "add", "new", "");
    OFFERS("values ", "help", "va");
    OFFERS("", "wait", "tcp://h:1", "");
}

static void a_value_may_be_a_file_wherever_it_stands(void **state)
{
    (void)state;
    OFFERS("", "call", "tcp://h:1", "echo", "");
    OFFERS(":files\t@ ", "call", "tcp://h:1", "echo", "@da");
    OFFERS(":files\tk=@ ", "call", "tcp://h:1", "echo", "1", "2", "k=@d");
    OFFERS(":files\tk:=@ ", "send", "tcp://h:1", "k:=@d");
}

static void options_come_before_words(void **state)
{
    (void)state;
    OFFERS("--inflight ", "call", "--inf");
    OFFERS("--inflight ", "call", "tcp://h:1", "echo", "--inf");
    OFFERS("none ", "call", "-F", "n");
    OFFERS("upper ", "call", "--timeout", "2s", "tcp://h:1", "u");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_comes_a_verb),
        cmocka_unit_test_setup_teardown(each_place_has_its_words, begin,
                                        scratch_drop),
        cmocka_unit_test(a_value_may_be_a_file_wherever_it_stands),
        cmocka_unit_test(options_come_before_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
