#include "support.h"

#include "output/report.h"

#include <msgwire/message.h>

#include <unistd.h>

static void assert_said(struct mw_bytes error, const char *sentence)
{
    struct mw_buffer out = {0};

    report_remote(error, &out);
    mw_buffer_append(&out, mw_bytes("", 1));
    assert_string_equal((char *)out.at, sentence);
    mw_buffer_fini(&out);
}

static void an_error_answer_is_told_with_code_and_data(void **state)
{
    (void)state;
    assert_said(mw_text("\x82\xa4"
                        "code\xd1\x80\xa7\xa7"
                        "message\xa7"
                        "no such"),
                "the peer answered: no such (-32601)");
    assert_said(mw_text("\x83\xa4"
                        "code\x05\xa7"
                        "message\xa1x\xa4"
                        "data\x91\x01"),
                "the peer answered: x (5), data [1]");
}

static void a_foreign_error_is_told_as_it_is(void **state)
{
    (void)state;
    assert_said(mw_text("\xa3"
                        "bad"),
                "the peer answered: bad");
    assert_said(mw_text("\x93\x01\xa3"
                        "bad\x02"),
                "the peer answered: [1,\"bad\",2]");
    assert_said(mw_text("\x92\xa3"
                        "bad\x02"),
                "the peer answered: [\"bad\",2]");
    assert_said(mw_text("\x92\x02\x03"), "the peer answered: [2,3]");
}

static void a_type_and_a_text_are_told_as_a_sentence(void **state)
{
    (void)state;
    assert_said(mw_text("\x92\x01\xa3"
                        "bad"),
                "the peer answered: bad (1)");
    assert_said(mw_text("\x92\x02\xa2\x1b"
                        "c"),
                "the peer answered: \\u001bc (2)");
}

/* ESC c resets a terminal. */
static void the_peer_s_words_can_t_move_a_cursor(void **state)
{
    (void)state;
    assert_said(mw_text("\x82\xa4"
                        "code\x01\xa7"
                        "message\xa4\x1b"
                        "c\xc2\x9b"),
                "the peer answered: \\u001bc\\u009b (1)");
}

/* A sentence is for people: a megabyte is none. */
static void what_is_long_is_cut_with_its_length(void **state)
{
    struct mw_buffer error = {0}, sentence = {0};

    (void)state;
    mw_buffer_append(&error, mw_text("\x82\xa4"
                                     "code\x01\xa7"
                                     "message\xda\xf0"));
    mw_buffer_append(&error, mw_bytes("", 1));
    for (int i = 0; i < 0xf000 / 3; i++) {
        assert_int_equal(mw_buffer_append(&error, mw_text("套")), MW_OK);
    }
    report_remote(mw_buffer_bytes(&error), &sentence);
    assert_in_range(sentence.len, 600, 700);
    mw_buffer_append(&sentence, mw_bytes("", 1));
    assert_non_null(strstr((char *)sentence.at, "套套… (61 440 bytes) (1)"));
    mw_buffer_fini(&sentence);
    mw_buffer_fini(&error);
}

/* What report_say writes to stderr, which is a pipe meanwhile. */
static void assert_line(const struct report *report, const char *sentence,
                        const char *line)
{
    char got[256] = "";
    int ends[2], saved = dup(STDERR_FILENO);

    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    report_say(report, mw_text(sentence));
    dup2(saved, STDERR_FILENO);
    close(ends[1]);
    assert_true(read(ends[0], got, sizeof(got) - 1) >= 0);
    assert_string_equal(got, line);
    close(ends[0]);
    close(saved);
}

static void a_sentence_says_who_and_where(void **state)
{
    (void)state;
    assert_line(&(struct report){.verb = "call", .where = "tcp://h:1"}, "x",
                "msgwire: call tcp://h:1: x\n");
    assert_line(&(struct report){.verb = "decode"}, "x",
                "msgwire: decode: x\n");
    assert_line(&(struct report){0}, "x", "msgwire: x\n");
}

static void when_quiet_nothing_is_said(void **state)
{
    (void)state;
    assert_line(&(struct report){.quiet = true}, "x", "");
}

static void words_of_the_command_line_are_defused_too(void **state)
{
    (void)state;
    assert_line(&(struct report){.verb = "call", .where = "\x1b[2J\n\xc2\x9b"},
                "\xc3\xb1", "msgwire: call ?[2J???: \xc3\xb1\n");
}

static void what_is_no_text_is_not_written_as_it_is(void **state)
{
    (void)state;
    assert_line(&(struct report){.verb = "call", .where = "\xff\xc3\xb1"},
                "\xed\xa0\x80\xc3", "msgwire: call ?\xc3\xb1: ????\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_answer_is_told_with_code_and_data),
        cmocka_unit_test(a_foreign_error_is_told_as_it_is),
        cmocka_unit_test(a_type_and_a_text_are_told_as_a_sentence),
        cmocka_unit_test(the_peer_s_words_can_t_move_a_cursor),
        cmocka_unit_test(what_is_long_is_cut_with_its_length),
        cmocka_unit_test(a_sentence_says_who_and_where),
        cmocka_unit_test(when_quiet_nothing_is_said),
        cmocka_unit_test(words_of_the_command_line_are_defused_too),
        cmocka_unit_test(what_is_no_text_is_not_written_as_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
