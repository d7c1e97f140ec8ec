#include "support.h"

#include "text/pretty_sheet.h"

static const struct mw__pretty_most all = {SIZE_MAX, SIZE_MAX, SIZE_MAX,
                                           SIZE_MAX, SIZE_MAX};

/* A sheet of 20 columns, in a level whose members have a comma behind them. */
static struct mw__pretty_sheet sheet_of(const char *json, struct mw_buffer *out)
{
    return (struct mw__pretty_sheet){
        .rest = mw_text(json),
        .pen = {.out = out},
        .width = 20,
        .most = &all,
        .levels = {[1] = {.indent = 2, .tail = 1}},
        .depth = 1,
    };
}

static void assert_text(struct mw_buffer *out, const char *text)
{
    assert_int_equal(out->len, strlen(text));
    assert_memory_equal(out->at, text, out->len);
    mw_buffer_fini(out);
}

static void room_is_what_is_left_before_the_tail(void **state)
{
    struct mw__pretty_sheet sheet = sheet_of("1", NULL);

    (void)state;
    assert_int_equal(mw__pretty_sheet_room(&sheet), 19);
    mw__pretty_sheet_break(&sheet, 2);
    assert_int_equal(mw__pretty_sheet_room(&sheet), 17);
    assert_int_equal(mw__pretty_sheet_room_at(&sheet, 18), 1);
    assert_int_equal(mw__pretty_sheet_room_at(&sheet, 19), 0);
    assert_int_equal(mw__pretty_sheet_room_at(&sheet, 99), 0);
}

static void a_line_beyond_the_width_counts_for_those_it_takes(void **state)
{
    static const struct {
        size_t columns, lines;
    } rows[] = {{0, 1}, {1, 1}, {20, 1}, {21, 2}, {40, 2}, {41, 3}};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct mw__pretty_sheet sheet = sheet_of("1", NULL);

        mw_pen_pad(&sheet.pen, rows[i].columns);
        mw__pretty_sheet_end_line(&sheet);
        assert_int_equal(sheet.end.lines, rows[i].lines);
    }
}

static void with_more_lines_than_may_be_it_is_given_up(void **state)
{
    struct mw__pretty_sheet sheet = sheet_of("1", NULL);
    struct mw__pretty_most most = all;

    (void)state;
    most.lines = 1;
    sheet.most = &most;
    mw__pretty_sheet_end_line(&sheet);
    assert_false(sheet.end.given_up);
    mw__pretty_sheet_end_line(&sheet);
    assert_true(sheet.end.given_up);
}

static void tokens_are_taken_in_turn(void **state)
{
    struct mw_buffer out = {0};
    struct mw__pretty_sheet sheet = sheet_of("[12,\"a\"]", &out);

    (void)state;
    assert_true(mw_bytes_equal(mw__pretty_sheet_take(&sheet), mw_text("[")));
    mw__pretty_sheet_put(&sheet, MW_INK_NUMBER);
    mw__pretty_sheet_put(&sheet, MW_INK_PLAIN);
    assert_true(mw_bytes_equal(sheet.rest, mw_text("\"a\"]")));
    assert_int_equal(mw__pretty_sheet_columns(&sheet, 20), 3);
    assert_text(&out, "12,");
}

static void what_stands_aside_has_its_own_line_if_it_must(void **state)
{
    struct mw_buffer out = {0};
    struct mw__pretty_sheet sheet = sheet_of("1", &out);

    (void)state;
    mw_pen_put(&sheet.pen, MW_INK_STRING, mw_text("123456789"));
    mw__pretty_sheet_aside(&sheet, "");
    mw__pretty_sheet_aside(&sheet, "(4 bytes)");
    assert_text(&out, "123456789 (4 bytes)");
    sheet = sheet_of("1", &out);
    mw_pen_put(&sheet.pen, MW_INK_STRING, mw_text("1234567890"));
    mw__pretty_sheet_aside(&sheet, "(4 bytes)");
    assert_text(&out, "1234567890\n    (4 bytes)");
    sheet = sheet_of("1", &out);
    mw_pen_put(&sheet.pen, MW_INK_STRING, mw_text("1234567890"));
    mw__pretty_sheet_aside(&sheet, "(of 17 columns..)");
    assert_text(&out, "1234567890\n  (of 17 columns..)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(room_is_what_is_left_before_the_tail),
        cmocka_unit_test(a_line_beyond_the_width_counts_for_those_it_takes),
        cmocka_unit_test(with_more_lines_than_may_be_it_is_given_up),
        cmocka_unit_test(tokens_are_taken_in_turn),
        cmocka_unit_test(what_stands_aside_has_its_own_line_if_it_must),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
