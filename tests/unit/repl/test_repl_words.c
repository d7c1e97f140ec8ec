#include "support.h"

#include "repl/repl_words.h"

#include <stdio.h>

/* Feeds lines parted by '\n' and joins what was cut: <a><b c>. */
static enum mw_status cut(const char *text, char *out, size_t size,
                          struct mw_error *err)
{
    struct repl_words words = {0};
    enum mw_status rc = MW_EAGAIN;
    int len = 0;

    out[0] = '\0';
    while (rc == MW_EAGAIN && text != NULL) {
        const char *end = strchr(text, '\n');
        size_t line = end == NULL ? strlen(text) : (size_t)(end - text);
        rc = repl_words_feed(&words, mw_bytes(text, line), err);
        text = end == NULL ? NULL : end + 1;
    }
    for (int i = 0; rc == MW_OK && i < words.count; i++) {
        len += snprintf(out + len, size - (size_t)len, "<%s>", words.at[i]);
    }
    repl_words_fini(&words);
    return rc;
}

static void assert_cut(const char *text, const char *expected)
{
    char got[512];
    struct mw_error err = {0};

    if (cut(text, got, sizeof(got), &err) != MW_OK) {
        fail_msg("%s: %s", text, err.text);
    }
    assert_string_equal(got, expected);
}

static void assert_open(const char *text, const char *sentence)
{
    char got[512];
    struct mw_error err = {0};

    assert_int_equal(cut(text, got, sizeof(got), &err), MW_EAGAIN);
    assert_string_equal(err.text, sentence);
}

static void blanks_part_words(void **state)
{
    (void)state;
    assert_cut("", "");
    assert_cut(" \t\r", "");
    assert_cut("upper hello", "<upper><hello>");
    assert_cut("  a   b\t c ", "<a><b><c>");
    assert_cut("h\xc3\xa4llo w\xc3\xb6rld", "<h\xc3\xa4llo><w\xc3\xb6rld>");
}

static void quotes_are_what_a_shell_makes_of_them(void **state)
{
    (void)state;
    assert_cut("'a b' \"c d\"", "<a b><c d>");
    assert_cut("a\\ b \\'c\\\\", "<a b><'c\\>");
    assert_cut("'it is \"so\"' \"it's\"", "<it is \"so\"><it's>");
    assert_cut("\"a\\\"b\\\\c\\d\"", "<a\"b\\c\\d>");
    assert_cut("'' \"\"", "<><>");
    assert_cut("a'b c'd", "<ab cd>");
    assert_cut("'\\'", "<\\>");
    assert_cut("'{\"a\": 1}'", "<{\"a\": 1}>");
}

static void json_stands_as_it_is(void **state)
{
    (void)state;
    assert_cut("echo {\"a\": [1, \"b c\"]} x",
               "<echo><{\"a\": [1, \"b c\"]}><x>");
    assert_cut("[\"]\", '\\\"\"] y", "<[\"]\", '\\\"\"]><y>");
    assert_cut("[\"\\\"]\"] y", "<[\"\\\"]\"]><y>");
    assert_cut("k:=[1, 2] j:={\"a\": 1}", "<k:=[1, 2]><j:={\"a\": 1}>");
    assert_cut("[1]x [2]", "<[1]x><[2]>");
}

static void brackets_within_a_word_are_nothing_special(void **state)
{
    (void)state;
    assert_cut("a[b]=1 x{ y]", "<a[b]=1><x{><y]>");
    assert_cut("a[b]:=[1, 2]", "<a[b]:=[1, 2]>");
    assert_cut("k=[1 2", "<k=[1><2>");
    assert_cut(":=[1", "<:=[1>");
}

static void what_is_open_goes_on_with_the_next_line(void **state)
{
    (void)state;
    assert_cut("echo {\"a\": [\n1,\n2]} x", "<echo><{\"a\": [\n1,\n2]}><x>");
    assert_cut("'a\nb'", "<a\nb>");
    assert_cut("\"a\\\nb\"", "<ab>");
    assert_cut("a\\\nb c", "<ab><c>");
    assert_cut("a \\\nb", "<a><b>");
}

static void what_is_open_at_the_end_is_pointed_at(void **state)
{
    (void)state;
    assert_open("echo {\"a\": [1]", "line 1, column 6: { is not closed");
    assert_open("'a", "line 1, column 1: ' is not closed");
    assert_open("x \"a\\\"", "line 1, column 3: \" is not closed");
    assert_open("x\\", "line 1, column 2: \\ is not closed");
    assert_open("[1,\n2] [", "line 2, column 4: [ is not closed");
    assert_open("[\"]", "line 1, column 1: [ is not closed");
}

static void what_no_word_can_hold_is_refused(void **state)
{
    struct repl_words words = {0};
    struct mw_error err = {0};
    char many[2 * REPL_WORDS_MAX + 2];

    (void)state;
    assert_int_equal(repl_words_feed(&words, mw_bytes("a\0b", 3), &err),
                     MW_EINVAL);
    repl_words_fini(&words);
    memset(many, ' ', sizeof(many));
    for (size_t i = 0; i < sizeof(many); i += 2) {
        many[i] = 'x';
    }
    assert_int_equal(
        repl_words_feed(&words, mw_bytes(many, sizeof(many)), &err), MW_EINVAL);
    assert_string_equal(err.text, "more than 4096 words");
    repl_words_fini(&words);
    assert_int_equal(
        repl_words_feed(&words, mw_bytes(many, sizeof(many) - 2), &err), MW_OK);
    assert_int_equal(words.count, REPL_WORDS_MAX);
    repl_words_fini(&words);
}

static void without_memory_there_is_a_sentence(void **state)
{
    struct repl_words words = {0};
    struct mw_error err = {0};

    (void)state;
    alloc_fail_after(0);
    assert_int_equal(repl_words_feed(&words, mw_text("a"), &err), MW_ENOMEM);
    alloc_fail_after(SIZE_MAX);
    assert_string_equal(err.text, "no memory for the words of a line");
    repl_words_fini(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_part_words),
        cmocka_unit_test(quotes_are_what_a_shell_makes_of_them),
        cmocka_unit_test(json_stands_as_it_is),
        cmocka_unit_test(brackets_within_a_word_are_nothing_special),
        cmocka_unit_test(what_is_open_goes_on_with_the_next_line),
        cmocka_unit_test(what_is_open_at_the_end_is_pointed_at),
        cmocka_unit_test(what_no_word_can_hold_is_refused),
        cmocka_unit_test(without_memory_there_is_a_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
