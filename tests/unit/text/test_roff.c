#include "support.h"

#include "text/roff.h"

static struct mw_buffer out;

static int empty(void **state)
{
    (void)state;
    mw_buffer_fini(&out);
    return 0;
}

static void assert_source(const char *text)
{
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    assert_string_equal((const char *)out.at, text);
}

static void what_roff_would_take_for_something_else_is_escaped(void **state)
{
    struct mw__roff roff = {.out = &out};

    (void)state;
    mw__roff_put(&roff, MW__ROFF_ROMAN, mw_text("a-b \\n it's `x` ^~\""));
    assert_source("a\\-b \\(rsn it\\(aqs \\(gax\\(ga \\(ha\\(ti\\(dq");
}

static void no_text_is_a_request(void **state)
{
    struct mw__roff roff = {.out = &out};

    (void)state;
    mw__roff_put(&roff, MW__ROFF_ROMAN, mw_text(".SH"));
    mw__roff_newline(&roff);
    mw__roff_put(&roff, MW__ROFF_BOLD, mw_text("'br"));
    assert_source("\\&.SH\n\\fB\\(aqbr\\fR");
}

static void letters_beyond_ascii_are_named(void **state)
{
    struct mw__roff roff = {.out = &out};

    (void)state;
    mw__roff_put(&roff, MW__ROFF_ITALIC, mw_text("\xc3\xb1\xf0\x9f\x90\xa6"));
    mw__roff_put(&roff, MW__ROFF_ROMAN, mw_text("\xff"));
    assert_source("\\fI\\[u00F1]\\[u1F426]\\fR?");
}

static void an_argument_of_a_request_may_hold_quotes(void **state)
{
    struct mw__roff roff = {.out = &out};

    (void)state;
    mw__roff_request(&roff, "SS", "send \"x\" -");
    mw__roff_request(&roff, "PP", NULL);
    assert_source(".SS \"send \\(dqx\\(dq \\-\"\n.PP\n");
}

static void each_sentence_begins_a_line(void **state)
{
    struct mw__roff roff = {.out = &out};

    (void)state;
    mw__roff_words(&roff, "One  thing. Is it? It is");
    assert_source("One thing.\nIs it?\nIt is\n");
}

static void options_are_bold(void **state)
{
    struct mw__roff roff = {.out = &out};

    (void)state;
    mw__roff_words(&roff, "with --max-frame, or -F (--framing) or - unix:/x");
    assert_source("with \\fB\\-\\-max\\-frame\\fR, or \\fB\\-F\\fR "
                  "(\\fB\\-\\-framing\\fR) or \\- unix:/x\n");
}

static void lines_are_short(void **state)
{
    struct mw__roff roff = {.out = &out};
    size_t column = 0;

    (void)state;
    mw__roff_words(&roff,
                   "half-close and big-endian and twenty-four and so-on and "
                   "so-forth with --many --options --in --it and then many a "
                   "word more to fill three lines or four at eighty columns");
    for (size_t i = 0; i < out.len; i++) {
        column = out.at[i] == '\n' ? 0 : column + 1;
        assert_true(column <= 80);
    }
}

static void a_phrase_becomes_a_sentence(void **state)
{
    struct mw__roff roff = {.out = &out};

    (void)state;
    mw__roff_sentence(&roff, "print this");
    mw__roff_sentence(&roff, "0 is never.");
    mw__roff_sentence(&roff, "one of these:");
    mw__roff_sentence(&roff, "");
    assert_source("Print this.\n0 is never.\nOne of these:\n");
}

static void without_memory_it_says_so_once(void **state)
{
    struct mw__roff roff = {.out = &out};

    (void)state;
    alloc_fail_after(0);
    mw__roff_words(&roff, "some words, --enough of them to be folded, all of "
                          "which have no place to be");
    alloc_fail_after(SIZE_MAX);
    assert_int_equal(roff.rc, MW_ENOMEM);
    mw__roff_newline(&roff);
    assert_int_equal(out.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(
            what_roff_would_take_for_something_else_is_escaped, empty),
        cmocka_unit_test_teardown(no_text_is_a_request, empty),
        cmocka_unit_test_teardown(letters_beyond_ascii_are_named, empty),
        cmocka_unit_test_teardown(an_argument_of_a_request_may_hold_quotes,
                                  empty),
        cmocka_unit_test_teardown(each_sentence_begins_a_line, empty),
        cmocka_unit_test_teardown(options_are_bold, empty),
        cmocka_unit_test_teardown(lines_are_short, empty),
        cmocka_unit_test_teardown(a_phrase_becomes_a_sentence, empty),
        cmocka_unit_test_teardown(without_memory_it_says_so_once, empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
