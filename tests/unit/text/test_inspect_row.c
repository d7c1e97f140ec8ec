#include "support.h"

#include "text/inspect_row.h"
#include "text/width.h"

#include <string.h>

static const uint8_t bytes[] = {0xa5, 'h', 'e', 'l', 'l', 'o', '!', '!', '!'};

static struct mw__inspect_row sample(void)
{
    return (struct mw__inspect_row){
        .offset = 0x2a,
        .bytes = mw_bytes(bytes, 6),
        .head_len = 1,
        .type = "fixstr",
        .sized = true,
        .size = 5,
        .ink = MW_INK_STRING,
        .path = mw_text("$.greeting"),
        .text = mw_text("\"hello\""),
        .label = "label",
    };
}

/* The row, terminated, drawn on a sheet of that width. */
static struct mw_buffer draw(const struct mw__inspect_row *row, unsigned width,
                             uint64_t end)
{
    struct mw_buffer out = {0};
    struct mw__inspect_sheet sheet;

    mw__inspect_sheet_init(&sheet, width, end);
    sheet.pen.out = &out;
    mw__inspect_row_put(&sheet, row);
    assert_int_equal(sheet.pen.rc, MW_OK);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    return out;
}

static void the_columns_stand_side_by_side(void **state)
{
    struct mw__inspect_row row = sample();
    struct mw_buffer out = draw(&row, 80, 0);

    (void)state;
    assert_string_equal((char *)out.at,
                        "002a  a5 68 65 6c 6c 6f     fixstr        5  "
                        "$.greeting     \"hello\"  label\n");
    mw_buffer_fini(&out);
}

static void each_begins_at_the_same_column_in_every_row(void **state)
{
    (void)state;
    for (unsigned width = 40; width <= 250; width++) {
        struct mw__inspect_sheet sheet;

        mw__inspect_sheet_init(&sheet, width, 0);
        assert_true(sheet.bytes > 4);
        assert_true(sheet.type >= sheet.bytes + 3 * sheet.bytes_most);
        assert_true(sheet.path > sheet.type + 15);
        assert_true(sheet.text >= sheet.path + sheet.path_columns);
        assert_true(sheet.text + 7 <= sheet.width);
        assert_int_equal(sheet.width, width);
    }
}

static void an_integer_fits_from_78_columns_on(void **state)
{
    struct mw__inspect_sheet sheet;

    (void)state;
    mw__inspect_sheet_init(&sheet, 80, UINT16_MAX);
    assert_true(sheet.width - sheet.text >= 20);
}

static void the_offset_has_as_many_digits_as_the_last_needs(void **state)
{
    struct mw__inspect_row row = sample();
    struct mw_buffer out = draw(&row, 80, UINT32_MAX);

    (void)state;
    assert_memory_equal(out.at, "0000002a ", 9);
    mw_buffer_fini(&out);
    out = draw(&row, 80, UINT64_MAX);
    assert_memory_equal(out.at, "000000000000002a ", 17);
    mw_buffer_fini(&out);
}

static void many_bytes_end_with_an_ellipsis(void **state)
{
    struct mw__inspect_row row = sample();
    struct mw_buffer out;

    (void)state;
    row.bytes = mw_bytes(bytes, sizeof(bytes));
    out = draw(&row, 80, 0);
    assert_memory_equal(out.at, "002a  a5 68 65 6c 6c 6f …   fixstr ", 36);
    mw_buffer_fini(&out);
}

static void a_title_that_does_not_fit_has_a_line_of_its_own(void **state)
{
    struct mw__inspect_row row = sample();
    struct mw_buffer out;

    (void)state;
    row.text = mw_bytes(NULL, 0);
    row.label = NULL;
    row.title = mw_text("a title of many words");
    out = draw(&row, 80, 0);
    assert_null(strchr((char *)out.at, '\n')[1] != '\0' ? "two lines" : NULL);
    mw_buffer_fini(&out);
    out = draw(&row, 40, 0);
    assert_non_null(strstr((char *)out.at, "\n     a title of many words\n"));
    mw_buffer_fini(&out);
}

static void no_line_is_longer_than_the_width(void **state)
{
    static const uint64_t ends[] = {0, UINT32_MAX, UINT64_MAX};
    struct mw__inspect_row row = sample();

    (void)state;
    row.type = "a type of many words";
    row.size = UINT32_MAX;
    row.path = mw_text("a path of a good many words, forty columns");
    row.text =
        mw_text("a text of 套接字 and of a good many other words as well");
    row.title = mw_text("a title of 套接字 and of a good many other words");
    for (unsigned width = 0; width <= 250; width++) {
        for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
            struct mw_buffer out = draw(&row, width, ends[i]);
            struct mw__inspect_sheet sheet;
            char *rest = (char *)out.at, *line;

            mw__inspect_sheet_init(&sheet, width, ends[i]);
            while ((line = strsep(&rest, "\n")) != NULL) {
                assert_true(mw__width(mw_text(line)) <= sheet.width);
            }
            mw_buffer_fini(&out);
        }
    }
}

static void assert_pointed(size_t index, const char *expected)
{
    struct mw_buffer out = {0};
    struct mw__inspect_sheet sheet;

    mw__inspect_sheet_init(&sheet, 60, 0);
    sheet.pen.out = &out;
    mw__inspect_row_point(&sheet, index,
                          "a sentence that goes on for some time");
    assert_int_equal(out.len, strlen(expected));
    assert_memory_equal(out.at, expected, out.len);
    mw_buffer_fini(&out);
}

static void the_pointer_stands_below_its_byte(void **state)
{
    (void)state;
    assert_pointed(0, "     ^ a sentence that goes on for some time\n");
    assert_pointed(2, "           ^ a sentence that goes on for some time\n");
    assert_pointed(6,
                   "                       ^ a sentence that goes on for some\n"
                   "     time\n");
    /* far bytes are where the ellipsis is */
    assert_pointed(7, "                    ^ a sentence that goes on for some "
                      "time\n");
    assert_pointed(SIZE_MAX,
                   "                    ^ a sentence that goes on for some "
                   "time\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_columns_stand_side_by_side),
        cmocka_unit_test(each_begins_at_the_same_column_in_every_row),
        cmocka_unit_test(an_integer_fits_from_78_columns_on),
        cmocka_unit_test(the_offset_has_as_many_digits_as_the_last_needs),
        cmocka_unit_test(many_bytes_end_with_an_ellipsis),
        cmocka_unit_test(a_title_that_does_not_fit_has_a_line_of_its_own),
        cmocka_unit_test(no_line_is_longer_than_the_width),
        cmocka_unit_test(the_pointer_stands_below_its_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
