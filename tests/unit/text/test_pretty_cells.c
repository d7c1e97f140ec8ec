#include "support.h"

#include "text/pretty_cells.h"

#include <string.h>

static void assert_cell(const char *text, size_t width, size_t columns)
{
    assert_int_equal(mw__pretty_cells(mw_text(text), width), columns);
}

static void numbers_are_as_wide_as_the_widest(void **state)
{
    (void)state;
    assert_cell("1,2,3]", 40, 1);
    assert_cell("1,-200,null,3.5]", 40, 4);
    assert_cell("1.0e300,-2.0e9]", 40, 7);
}

static void others_do_not_stand_in_columns(void **state)
{
    (void)state;
    assert_cell("1,2,\"3\"]", 40, 0);
    assert_cell("true,false]", 40, 0);
    assert_cell("[1],[2]]", 40, 0);
    assert_cell("{\"$f32\":1.5}]", 40, 0);
}

/* 12 numbers of 1 digit fill a line of 40; in columns of 9 they take 4. */
static void a_few_wide_ones_do_not_stretch_the_others(void **state)
{
    (void)state;
    assert_cell("1,2,3,4,5,6,7,8,9,1,2,123456789]", 40, 0);
    assert_cell("1,2,3,4,5,6,7,8,9,1,2,12]", 40, 2);
}

static void a_column_alone_is_none(void **state)
{
    (void)state;
    assert_cell("12345678,1,12345678]", 12, 0);
}

/* What lies beyond is not looked at. */
static void the_first_thousand_decide(void **state)
{
    struct mw_buffer text = {0};

    (void)state;
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(mw_buffer_append(&text, mw_text("12,")), MW_OK);
    }
    assert_int_equal(mw_buffer_append(&text, mw_text("\"x\"]")), MW_OK);
    assert_int_equal(mw__pretty_cells(mw_buffer_bytes(&text), 40), 2);
    mw_buffer_fini(&text);
}

static void rows_of_numbers_make_a_grid(void **state)
{
    struct mw__pretty_grid grid;

    (void)state;
    assert_true(
        mw__pretty_cells_grid(mw_text("[1,-20],[300,null]]"), 13, &grid));
    assert_int_equal(grid.count, 2);
    assert_int_equal(grid.columns[0], 3);
    assert_int_equal(grid.columns[1], 4);
    assert_false(
        mw__pretty_cells_grid(mw_text("[1,-20],[300,null]]"), 10, &grid));
}

static void other_rows_make_none(void **state)
{
    static const char *const others[] = {
        "[1,2],[3]]", "[1],[2,3]]",   "[1],2]",     "1,[2]]", "[]]",
        "[[1]],[2]]", "[1],[\"2\"]]", "{\"a\":1}]", "\"a\"]", "]",
    };
    struct mw__pretty_grid grid;

    (void)state;
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        assert_false(mw__pretty_cells_grid(mw_text(others[i]), 80, &grid));
    }
}

static void a_grid_has_only_so_many_columns(void **state)
{
    char row[2 * (MW__PRETTY_CELLS + 1) + 3] = "[1";
    struct mw__pretty_grid grid;

    (void)state;
    for (int i = 1; i < MW__PRETTY_CELLS; i++) {
        strcat(row, ",1");
    }
    strcat(row, "]]");
    assert_true(mw__pretty_cells_grid(mw_text(row), 800, &grid));
    assert_int_equal(grid.count, MW__PRETTY_CELLS);
    strcpy(row + strlen(row) - 2, ",1]]");
    assert_false(mw__pretty_cells_grid(mw_text(row), 800, &grid));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_as_wide_as_the_widest),
        cmocka_unit_test(others_do_not_stand_in_columns),
        cmocka_unit_test(a_few_wide_ones_do_not_stretch_the_others),
        cmocka_unit_test(a_column_alone_is_none),
        cmocka_unit_test(the_first_thousand_decide),
        cmocka_unit_test(rows_of_numbers_make_a_grid),
        cmocka_unit_test(other_rows_make_none),
        cmocka_unit_test(a_grid_has_only_so_many_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
