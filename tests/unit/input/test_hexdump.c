#include "support.h"

#include "input/hexdump.h"

#define REQUEST "\x94\x00\x07\xa5upper\x91\xa5hello"

static const char xxd[] =
    "00000000: 9400 07a5 7570 7065 7291 a568 656c 6c6f  ....upper..hello\n";

static const char hexdump_c[] =
    "00000000  94 00 07 a5 75 70 70 65  72 91 a5 68 65 6c 6c 6f  "
    "|....upper..hello|\n00000010\n";

static const char wireshark[] =
    "0000   94 00 07 a5 75 70 70 65 72 91 a5 68 65 6c 6c 6f   "
    "....upper..hello\n";

static const char wireshark_bytes[] =
    "0000   94 00 07 a5 75 70 70 65 72 91 a5\n"
    "000b   68 65 6c 6c 6f\n";

static const char *const dumps[] = {
    xxd,
    hexdump_c,
    wireshark,
    wireshark_bytes,
};

enum { DUMPS = sizeof(dumps) / sizeof(*dumps) };

static enum mw_status read_whole(const char *text, struct mw_buffer *out,
                                 struct mw_error *err)
{
    struct hexdump hexdump = {.lines = 0};
    struct mw_bytes rest = mw_text(text);
    enum mw_status rc = hexdump_read_on(&hexdump, &rest, true, out, err);

    assert_true(rc != MW_OK || rest.len == 0);
    return rc;
}

static void assert_bytes(const char *text, struct mw_bytes bytes)
{
    struct mw_buffer out = {0};

    assert_int_equal(read_whole(text, &out, NULL), MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), bytes));
    mw_buffer_fini(&out);
}

static void each_tool_s_dump_gives_its_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < DUMPS; i++) {
        assert_bytes(dumps[i], mw_bytes(REQUEST, sizeof(REQUEST) - 1));
    }
}

static void what_stands_beside_the_bytes_is_not_read(void **state)
{
    (void)state;
    assert_bytes("00000000: 6162 6364  abcd\n", mw_text("abcd"));
    assert_bytes("0000  61 62 63 64                                      abcd",
                 mw_text("abcd"));
    assert_bytes("00000000  7c 20 7c                                      "
                 "          || ||\n",
                 mw_text("| |"));
}

static void a_dump_may_begin_anywhere_and_lines_may_be_empty(void **state)
{
    (void)state;
    assert_bytes("00000010: c0  .\r\n\r\n00000011: c3  .\r\n",
                 mw_text("\xc0\xc3"));
    assert_bytes("", mw_bytes(NULL, 0));
}

static void lines_may_come_in_pieces(void **state)
{
    struct hexdump hexdump = {.lines = 0};
    struct mw_buffer out = {0};
    struct mw_bytes text = mw_bytes(wireshark_bytes, 20);

    (void)state;
    assert_int_equal(hexdump_read_on(&hexdump, &text, false, &out, NULL),
                     MW_OK);
    assert_int_equal(text.len, 20);
    text = mw_text(wireshark_bytes);
    assert_int_equal(hexdump_read_on(&hexdump, &text, false, &out, NULL),
                     MW_OK);
    assert_int_equal(text.len, 0);
    assert_int_equal(out.len, sizeof(REQUEST) - 1);
    mw_buffer_fini(&out);
}

static void assert_refused(const char *text, const char *sentence)
{
    struct mw_buffer out = {0};
    struct mw_error err;

    assert_int_equal(read_whole(text, &out, &err), MW_EVALUE);
    assert_string_equal(err.text, sentence);
    mw_buffer_fini(&out);
}

static void what_is_missing_or_no_dump_is_told_with_its_line(void **state)
{
    (void)state;
    assert_refused("00000000: c0  .\n00000010: c0  .\n",
                   "line 2: expected offset 1, got 10");
    assert_refused("0000  c0  |.|\n*\n0010\n",
                   "line 2: expected every line, not * for equal ones "
                   "(hexdump -v writes them all)");
    assert_refused("00000000: c0  .\nc0 c0\n",
                   "line 2: expected an offset and bytes in hex, not c0 c0");
    assert_refused("00000000: c0 zz\n", "line 1: expected an offset and bytes "
                                        "in hex, not 00000000: c0 zz");
    assert_refused("00000000: c0 c\n", "line 1: expected an offset and bytes "
                                       "in hex, not 00000000: c0 c");
}

static void a_line_without_an_end_is_bounded(void **state)
{
    static char text[5000];
    struct hexdump hexdump = {.lines = 0};
    struct mw_bytes rest = mw_bytes(text, sizeof(text));
    struct mw_buffer out = {0};
    struct mw_error err;

    (void)state;
    memset(text, '0', sizeof(text));
    assert_int_equal(hexdump_read_on(&hexdump, &rest, false, &out, &err),
                     MW_EVALUE);
    assert_string_equal(err.text, "line 1: longer than 2048 characters");
    mw_buffer_fini(&out);
}

/* --- what is a dump, and what is not --- */

static bool is_dump(const char *text)
{
    bool dump;

    assert_true(hexdump_judge(mw_text(text), true, &dump));
    return dump;
}

static void dumps_are_known_by_sure_signs(void **state)
{
    (void)state;
    for (size_t i = 0; i < DUMPS; i++) {
        assert_true(is_dump(dumps[i]));
    }
    assert_true(is_dump("0000   61 62 63 64   abcd\n"));
    assert_true(is_dump("\n00000000: c0  .\n"));
}

static void hex_text_is_no_dump(void **state)
{
    static const char *const texts[] = {
        "",
        "\n",
        "94 00 07\n",
        "00000004 c0",
        "00000004  c0\n00000005  c3\n",
        "0000  c0\n",
        "0000  c0\n0000  c0\n",
        "93010203",
        "0000",
        "hello",
        "0000 c0   .",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        assert_false(is_dump(texts[i]));
    }
}

static void it_waits_for_as_much_as_it_needs(void **state)
{
    bool dump;

    (void)state;
    assert_false(hexdump_judge(mw_text("0000  c0"), false, &dump));
    assert_false(hexdump_judge(mw_text("0000  c0\n0001"), false, &dump));
    assert_true(hexdump_judge(mw_text("0000: c0\n"), false, &dump));
    assert_true(dump);
    assert_true(hexdump_judge(mw_text("c0\n"), false, &dump));
    assert_false(dump);
}

static void what_has_no_lines_is_judged_by_its_front(void **state)
{
    static char text[5000];
    bool dump;

    (void)state;
    memset(text, '0', sizeof(text));
    assert_true(hexdump_judge(mw_bytes(text, sizeof(text)), false, &dump));
    assert_false(dump);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_tool_s_dump_gives_its_bytes),
        cmocka_unit_test(what_stands_beside_the_bytes_is_not_read),
        cmocka_unit_test(a_dump_may_begin_anywhere_and_lines_may_be_empty),
        cmocka_unit_test(lines_may_come_in_pieces),
        cmocka_unit_test(what_is_missing_or_no_dump_is_told_with_its_line),
        cmocka_unit_test(a_line_without_an_end_is_bounded),
        cmocka_unit_test(dumps_are_known_by_sure_signs),
        cmocka_unit_test(hex_text_is_no_dump),
        cmocka_unit_test(it_waits_for_as_much_as_it_needs),
        cmocka_unit_test(what_has_no_lines_is_judged_by_its_front),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
