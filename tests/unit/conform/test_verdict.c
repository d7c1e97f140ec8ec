#include "support.h"

#include "conform/verdict.h"

#include <unistd.h>

/* Prints a verdict. Returns the text, until the next one. */
static char *print(const struct verdict *verdict, enum render_form form)
{
    const struct mw_link link = {
        .endpoint = {.scheme = MW_TCP},
        .framing = mw_framing_named("u32be"),
    };
    struct verdict_printer printer = {.link = &link};
    const struct render_options options = {.form = (int)form};
    int ends[2];
    static char text[8192];
    ssize_t len;

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(
        render_init(&printer.render, ends[1], &options, RENDER_JSON, NULL),
        MW_OK);
    assert_int_equal(verdict_print(&printer, verdict, NULL), MW_OK);
    assert_int_equal(render_end(&printer.render, MW_OK, NULL), MW_OK);
    close(ends[1]);
    len = read(ends[0], text, sizeof(text) - 1);
    close(ends[0]);
    assert_true(len >= 0);
    text[len] = '\0';
    return text;
}

static void a_rule_that_holds_is_a_line_with_what_was_checked(void **state)
{
    const struct verdict verdict = {
        .name = "frame.cut",
        .says = "it holds",
        .section = "Frame",
        .checks = 12,
        .why = "",
    };

    (void)state;
    assert_string_equal(print(&verdict, RENDER_PRETTY),
                        "✓  frame.cut              it holds (12)\n");
    assert_string_equal(print(&verdict, RENDER_JSON),
                        "{\"rule\":\"frame.cut\",\"end\":\"holds\",\"checks\":"
                        "12,\"says\":\"it holds\",\"section\":\"Frame\"}\n");
}

static void a_rule_that_was_not_played_says_why(void **state)
{
    const struct verdict verdict = {
        .name = "value.echo",
        .says = "it holds",
        .section = "Methods",
        .skipped = "no echo",
        .why = "",
    };

    (void)state;
    assert_string_equal(print(&verdict, RENDER_PRETTY),
                        "-  value.echo             it holds (no echo)\n");
    assert_non_null(strstr(print(&verdict, RENDER_JSON),
                           "\"end\":\"skipped\",\"checks\":0"));
}

static void a_broken_rule_shows_the_bytes(void **state)
{
    const struct verdict verdict = {
        .name = "frame.cut",
        .says = "it holds",
        .section = "Frame",
        .broken = true,
        .why = "expected this, got that",
        .at = 3,
        .sent = mw_bytes("\0\0\0\1\x07", 5),
        .came = mw_bytes("\x93\1\2\3", 4),
    };
    char *text = print(&verdict, RENDER_PRETTY);

    (void)state;
    assert_memory_equal(text, "✗", 3);
    assert_non_null(strstr(text, "expected this, got that\n      sent:\n"));
    assert_non_null(strstr(text, "frame u32be"));
    assert_non_null(strstr(text, "came, broken at byte 3:\n"));
    text = print(&verdict, RENDER_JSON);
    assert_non_null(strstr(text, "\"why\":\"expected this, got that\",\"at\":3,"
                                 "\"sent\":{\"$bin\":\"AAAAAQc=\"},\"came\":"
                                 "{\"$bin\":\"kwECAw==\"}"));
}

static void the_sum_counts_each_kind(void **state)
{
    const struct judge one = {.held = 1}, many = {.held = 3, .broken = 2};
    char text[128];

    (void)state;
    verdict_sum(&one, text, sizeof(text));
    assert_string_equal(text, "1 rule holds, 0 broken, 0 not played");
    verdict_sum(&many, text, sizeof(text));
    assert_string_equal(text, "3 rules hold, 2 broken, 0 not played");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_that_holds_is_a_line_with_what_was_checked),
        cmocka_unit_test(a_rule_that_was_not_played_says_why),
        cmocka_unit_test(a_broken_rule_shows_the_bytes),
        cmocka_unit_test(the_sum_counts_each_kind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
