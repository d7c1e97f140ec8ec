#include "support.h"

#include <msgwire/pen.h>

#include <string.h>

static struct mw_buffer out;

static int empty(void **state)
{
    (void)state;
    mw_buffer_fini(&out);
    return 0;
}

static void assert_written(const char *text)
{
    assert_int_equal(out.len, strlen(text));
    assert_memory_equal(out.at, text, out.len);
}

static void without_colour_only_the_text_is_written(void **state)
{
    struct mw_pen pen = {.out = &out};

    (void)state;
    mw_pen_put(&pen, MW_INK_KEY, mw_text("key"));
    mw_pen_put(&pen, MW_INK_PLAIN, mw_text(":"));
    mw_pen_put(&pen, MW_INK_NUMBER, mw_text("1"));
    assert_written("key:1");
}

static void a_colour_ends_where_its_text_ends(void **state)
{
    struct mw_pen pen = {.out = &out, .colour = true};

    (void)state;
    mw_pen_put(&pen, MW_INK_TITLE, mw_text("bold"));
    mw_pen_put(&pen, MW_INK_PLAIN, mw_text(" plain"));
    mw_pen_put(&pen, MW_INK_TITLE, mw_text(""));
    assert_written("\x1b[1mbold\x1b[0m plain");
}

static void each_kind_but_plain_has_a_colour_of_its_own(void **state)
{
    (void)state;
    for (int ink = MW_INK_KEY; ink <= MW_INK_FAULT; ink++) {
        struct mw_pen pen = {.out = &out, .colour = true};

        mw_pen_put(&pen, (enum mw_ink)ink, mw_text("x"));
        assert_true(out.len > 1 + strlen("\x1b[0m"));
        assert_memory_equal(out.at, "\x1b[", 2);
        mw_buffer_fini(&out);
    }
}

static void chosen_colours_are_taken_and_an_empty_one_is_none(void **state)
{
    struct mw_colours colours;
    struct mw_pen pen = {.out = &out, .colour = true, .colours = &colours};

    (void)state;
    mw_colours_init(&colours);
    assert_int_equal(mw_colours_read(&colours, "key=4:string=:plain=2", NULL),
                     MW_OK);
    mw_pen_put(&pen, MW_INK_KEY, mw_text("a"));
    mw_pen_put(&pen, MW_INK_STRING, mw_text("b"));
    mw_pen_put(&pen, MW_INK_PLAIN, mw_text("c"));
    assert_written("\x1b[4ma\x1b[0mb\x1b[2mc\x1b[0m");
}

static void without_a_buffer_it_only_measures(void **state)
{
    struct mw_pen pen = {.colour = true};

    (void)state;
    mw_pen_put(&pen, MW_INK_KEY, mw_text("one"));
    mw_pen_newline(&pen);
    mw_pen_put(&pen, MW_INK_KEY, mw_text("four"));
    assert_int_equal(pen.lines, 1);
    assert_int_equal(pen.column, 4);
    assert_int_equal(pen.rc, MW_OK);
}

static void columns_are_counted_as_a_terminal_shows_them(void **state)
{
    struct mw_pen pen = {.out = &out, .colour = true};

    (void)state;
    mw_pen_put(&pen, MW_INK_STRING, mw_text("套接字"));
    assert_int_equal(pen.column, 6);
    mw_pen_pad(&pen, 40);
    assert_int_equal(pen.column, 40);
    mw_pen_pad(&pen, 8);
    assert_int_equal(pen.column, 40);
    mw_pen_newline(&pen);
    assert_int_equal(pen.column, 0);
}

static void words_are_wrapped_at_the_width(void **state)
{
    struct mw_pen pen = {.out = &out};

    (void)state;
    mw_pen_put(&pen, MW_INK_PLAIN, mw_text("a"));
    mw_pen_words(&pen, MW_INK_PLAIN, "bb  cc dddd unbreakable e", 2, 8);
    mw_pen_newline(&pen);
    assert_written("a bb cc\n"
                   "  dddd\n"
                   "  unbreakable\n"
                   "  e\n");
}

static void after_a_failure_nothing_more_is_written(void **state)
{
    struct mw_pen pen = {.out = &out};

    (void)state;
    alloc_fail_after(0);
    mw_pen_put(&pen, MW_INK_PLAIN, mw_text("lost"));
    alloc_fail_after(SIZE_MAX);
    mw_pen_put(&pen, MW_INK_PLAIN, mw_text("too"));
    mw_pen_pad(&pen, 20);
    mw_pen_words(&pen, MW_INK_PLAIN, "a b c", 0, 2);
    assert_int_equal(pen.rc, MW_ENOMEM);
    assert_int_equal(out.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(without_colour_only_the_text_is_written,
                                  empty),
        cmocka_unit_test_teardown(a_colour_ends_where_its_text_ends, empty),
        cmocka_unit_test_teardown(each_kind_but_plain_has_a_colour_of_its_own,
                                  empty),
        cmocka_unit_test_teardown(
            chosen_colours_are_taken_and_an_empty_one_is_none, empty),
        cmocka_unit_test(without_a_buffer_it_only_measures),
        cmocka_unit_test_teardown(columns_are_counted_as_a_terminal_shows_them,
                                  empty),
        cmocka_unit_test_teardown(words_are_wrapped_at_the_width, empty),
        cmocka_unit_test_teardown(after_a_failure_nothing_more_is_written,
                                  empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
