#include "support.h"

#include <msgwire/page.h>

static const struct mw_page_row rows[] = {
    {NULL, "first this."},
    {"key", "it is -1"},
    {"longer", "two"},
    {NULL, "then that."},
    {0},
};

static const char *const lines[] = {"a -b", ".c", NULL};

static const struct mw_option options[] = {
    {.name = "quiet", .kind = MW_OPTION_FLAG, .help = "say nothing"},
    {0},
};

/* The same calls, in the form that is asked for. */
static struct mw_buffer page_as(enum mw_page_form form)
{
    struct mw_buffer out = {0};
    struct mw_page page = {.form = form, .out = &out};

    mw_page_begin(&page, "tool", "1", "does it");
    mw_page_heading(&page, "exit status");
    mw_page_rows(&page, rows);
    mw_page_subheading(&page, "part [X]");
    mw_page_text(&page, "a paragraph.");
    mw_page_example(&page, lines);
    mw_page_heading(&page, "options");
    mw_page_options(&page, options, NULL);
    assert_int_equal(page.rc, MW_OK);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    return out;
}

static void text_is_laid_out_for_a_terminal(void **state)
{
    struct mw_buffer out = page_as(MW_PAGE_TEXT);

    (void)state;
    assert_string_equal((const char *)out.at, "exit status\n"
                                              "first this.\n"
                                              "\n"
                                              "  key     it is -1\n"
                                              "  longer  two\n"
                                              "\n"
                                              "then that.\n"
                                              "\n"
                                              "part [X]\n"
                                              "\n"
                                              "a paragraph.\n"
                                              "\n"
                                              "  a -b\n"
                                              "  .c\n"
                                              "\n"
                                              "options\n"
                                              "  --quiet  say nothing\n");
    mw_buffer_fini(&out);
}

static void roff_is_the_source_of_a_manual_page(void **state)
{
    struct mw_buffer out = page_as(MW_PAGE_ROFF);
    const char *head = strchr((const char *)out.at, '\n') + 1;
    const char *body = strchr(head, '\n') + 1;

    (void)state;
    assert_memory_equal(head, ".TH TOOL 1 20", 13);
    assert_string_equal(body, ".ad l\n"
                              ".SH \"NAME\"\n"
                              "tool \\- does it\n"
                              ".SH \"EXIT STATUS\"\n"
                              "first this.\n"
                              ".TP\n\\fBkey\\fR\nIt is \\-1.\n"
                              ".TP\n\\fBlonger\\fR\nTwo.\n"
                              ".PP\nthen that.\n"
                              ".SS \"part [X]\"\n"
                              "a paragraph.\n"
                              ".PP\n.RS 4\n.EX\na \\-b\n\\&.c\n.EE\n.RE\n"
                              ".SH \"OPTIONS\"\n"
                              ".TP\n\\fB\\-\\-quiet\\fR\nSay nothing.\n");
    mw_buffer_fini(&out);
}

static void without_memory_a_page_says_so_at_its_end(void **state)
{
    (void)state;
    for (int form = MW_PAGE_TEXT; form <= MW_PAGE_ROFF; form++) {
        struct mw_buffer out = {0};
        struct mw_page page = {.form = (enum mw_page_form)form, .out = &out};

        alloc_fail_after(0);
        mw_page_begin(&page, "tool", "1", "does it");
        mw_page_heading(&page, "options");
        mw_page_options(&page, options, NULL);
        mw_page_rows(&page, rows);
        mw_page_example(&page, lines);
        alloc_fail_after(SIZE_MAX);
        assert_int_equal(page.rc, MW_ENOMEM);
        assert_int_equal(out.len, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_laid_out_for_a_terminal),
        cmocka_unit_test(roff_is_the_source_of_a_manual_page),
        cmocka_unit_test(without_memory_a_page_says_so_at_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
