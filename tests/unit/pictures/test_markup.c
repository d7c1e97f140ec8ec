#include "support.h"

#include "pictures/markup.h"

static struct mw_buffer page;
static struct markup markup;

static int begin(void **state)
{
    (void)state;
    page = (struct mw_buffer){0};
    markup = (struct markup){.out = &page};
    return 0;
}

static int end(void **state)
{
    (void)state;
    mw_buffer_fini(&page);
    return 0;
}

static void assert_page(const char *expected)
{
    assert_int_equal(markup.rc, MW_OK);
    assert_int_equal(markup.depth, 0);
    mw_buffer_append(&page, mw_bytes("", 1));
    assert_string_equal((char *)page.at, expected);
}

static void what_is_opened_is_closed_by_its_own_name(void **state)
{
    (void)state;
    markup_open(&markup, "div");
    markup_leaf(&markup, "h1", NULL, "one");
    markup_open_class(&markup, "p", "lead");
    markup_add(&markup, "%d and", 2);
    markup_add(&markup, " %d", 3);
    markup_leaf(&markup, "b", "x", "four");
    markup_close(&markup);
    markup_close(&markup);
    assert_page("<div><h1>one</h1><p class=\"lead\">2 and 3"
                "<b class=\"x\">four</b></p></div>");
}

static void a_section_has_a_line_and_a_heading(void **state)
{
    (void)state;
    markup_section(&markup, "All & more");
    markup_close(&markup);
    assert_page("\n<section><h2>All &amp; more</h2></section>");
}

static void each_value_stands_in_quotes(void **state)
{
    (void)state;
    markup_open(&markup, "path");
    markup_attr(&markup, "d", "M%d", 1);
    markup_attr_add(&markup, " L%.1f", 2.5);
    markup_attr(&markup, "title", "\" onload='x' <&>");
    markup_close(&markup);
    assert_page("<path d=\"M1 L2.5\" title=\"&quot; onload=&#39;x&#39; "
                "&lt;&amp;&gt;\"></path>");
}

static void text_from_outside_is_only_text(void **state)
{
    (void)state;
    markup_leaf(&markup, "p", NULL, "</p><script>alert(1)</script>&amp;");
    assert_page("<p>&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
                "&amp;amp;</p>");
}

static void what_is_no_text_is_told_as_such(void **state)
{
    (void)state;
    markup_open(&markup, "p");
    markup_text(&markup, mw_bytes("a\0b\x1b\xff\xc3\xa9\xc3", 8));
    markup_close(&markup);
    assert_page("<p>a\xef\xbf\xbd"
                "b\xef\xbf\xbd\xef\xbf\xbd\xc3\xa9\xef\xbf\xbd</p>");
}

static void an_element_without_an_inside_has_no_end(void **state)
{
    (void)state;
    markup_raw(&markup, "<!doctype html>");
    markup_open(&markup, "meta");
    markup_attr(&markup, "charset", "utf-8");
    markup_close_void(&markup);
    assert_page("<!doctype html>\n<meta charset=\"utf-8\">");
}

static void a_page_that_has_no_room_fails(void **state)
{
    (void)state;
    page.limit = 8;
    markup_leaf(&markup, "p", NULL, "much more than there is room for");
    assert_int_equal(markup.rc, MW_ETOOBIG);
    assert_int_equal(markup.depth, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(what_is_opened_is_closed_by_its_own_name),
        TEST(a_section_has_a_line_and_a_heading),
        TEST(each_value_stands_in_quotes),
        TEST(text_from_outside_is_only_text),
        TEST(what_is_no_text_is_told_as_such),
        TEST(an_element_without_an_inside_has_no_end),
        TEST(a_page_that_has_no_room_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
