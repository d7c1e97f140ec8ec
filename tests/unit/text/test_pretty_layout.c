#include "layout.h"

#include "text/pretty_layout.h"

static const struct mw_pretty_style style = {.width = 20};
static const struct mw__pretty_most all = {SIZE_MAX, SIZE_MAX, SIZE_MAX,
                                           SIZE_MAX, SIZE_MAX};

static struct mw__pretty_end
lay_out(const char *json, const struct mw__pretty_most *most, const char *text)
{
    struct mw_buffer out = {0};
    struct mw__pretty_end end, counted;

    assert_int_equal(mw__pretty_layout(mw_text(json), &style, most, &out, &end),
                     MW_OK);
    assert_string_equal(layout_terminate(&out), text);
    mw_buffer_fini(&out);
    assert_int_equal(
        mw__pretty_layout(mw_text(json), &style, most, NULL, &counted), MW_OK);
    assert_int_equal(counted.lines, end.lines);
    return end;
}

static void lines_are_counted_as_the_screen_shows_them(void **state)
{
    (void)state;
    assert_int_equal(lay_out("[1,2]", &all, "[1, 2]\n").lines, 1);
    assert_int_equal(lay_out("[\"a text of over 20 columns\"]", &all,
                             "[\n  \"a text of over 20 columns\"\n]\n")
                         .lines,
                     4);
}

static void an_array_shows_its_rows_and_counts_the_rest(void **state)
{
    struct mw__pretty_most most = all;
    struct mw__pretty_end end;

    (void)state;
    most.elements = 2;
    end = lay_out("[1000,1001,1002,1003,1004,1005,1006,1007]", &most,
                  "[\n  1000, 1001, 1002,\n  1003, 1004, 1005,\n"
                  "  … 2 more elements\n]\n");
    assert_true(end.cut);
    end = lay_out("[1000,1001,1002,1003,1004,1005,1006]", &most,
                  "[\n  1000, 1001, 1002,\n  1003, 1004, 1005,\n  1006\n]\n");
    assert_false(end.cut);
}

static void a_map_shows_its_rows_and_counts_the_rest(void **state)
{
    struct mw__pretty_most most = all;

    (void)state;
    most.keys = 1;
    assert_true(lay_out("{\"key\":\"value\",\"b\":2,\"c\":[3,4]}", &most,
                        "{\n  \"key\": \"value\",\n  … 2 more keys\n}\n")
                    .cut);
    assert_true(lay_out("{\"$map\":[[1,\"one\"],[2,\"two\"],[3,4]]}", &most,
                        "{\"$map\": [\n  [1, \"one\"],\n  … 2 more pairs\n]}\n")
                    .cut);
}

static void what_lies_too_deep_is_counted(void **state)
{
    struct mw__pretty_most most = all;

    (void)state;
    most.depth = 1;
    assert_true(lay_out("[[1],[\"a longer\",\"element\"],{\"a long key\":1,"
                        "\"another key\":2},{\"$map\":[[1,\"a long value\"]]}]",
                        &most,
                        "[\n  [1],\n  […] (2 elements),\n  {…} (2 keys),\n"
                        "  {…} (1 pair)\n]\n")
                    .cut);
}

static void it_is_given_up_as_soon_as_it_has_too_many_lines(void **state)
{
    struct mw__pretty_most most = all;
    struct mw__pretty_end end;

    (void)state;
    most.lines = 2;
    end = lay_out("[[\"a longer\",\"element\"],[\"a longer\",\"element\"]]",
                  &most, "[\n  [\n    \"a longer\",\n    \n");
    assert_true(end.given_up);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_counted_as_the_screen_shows_them),
        cmocka_unit_test(an_array_shows_its_rows_and_counts_the_rest),
        cmocka_unit_test(a_map_shows_its_rows_and_counts_the_rest),
        cmocka_unit_test(what_lies_too_deep_is_counted),
        cmocka_unit_test(it_is_given_up_as_soon_as_it_has_too_many_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
