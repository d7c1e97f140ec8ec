#include "support.h"

#include "pictures/grid.h"

static struct mw_buffer text;
static struct mw_pen pen;

static int begin(void **state)
{
    (void)state;
    text = (struct mw_buffer){0};
    pen = (struct mw_pen){.out = &text};
    return 0;
}

static int end(void **state)
{
    (void)state;
    mw_buffer_fini(&text);
    return 0;
}

static void two_rows(struct grid *grid, size_t width)
{
    static const unsigned char order[] = {2, 1, GRID_COLUMNS};

    while (grid_pass(grid)) {
        if (!grid->measuring) {
            grid_fit(grid, width, order);
        }
        grid_cell(grid, MW_INK_PLAIN, "a");
        grid_cell(grid, MW_INK_PLAIN, "1 µs");
        grid_cell(grid, MW_INK_PLAIN, " ±2%");
        grid_cell(grid, MW_INK_PLAIN, "7");
        grid_end(grid);
        grid_cell(grid, MW_INK_PLAIN, "套接");
        grid_cell(grid, MW_INK_PLAIN, "123 µs");
        grid_cell(grid, MW_INK_PLAIN, "");
        grid_cell(grid, MW_INK_PLAIN, "x");
        if (grid_beyond(grid)) {
            mw_pen_put(grid->pen, MW_INK_PLAIN, mw_text("|"));
        }
        grid_end(grid);
    }
    mw_buffer_append(&text, mw_bytes("", 1));
}

static void columns_are_as_wide_as_their_widest_cell(void **state)
{
    struct grid grid = {.pen = &pen, .left = 1, .tight = 1u << 2};

    (void)state;
    two_rows(&grid, 80);
    assert_string_equal((char *)text.at, "a       1 µs ±2%  7\n"
                                         "套接  123 µs      x  |\n");
    assert_int_equal(grid_width(&grid), 19);
}

static void what_has_no_room_is_left_out_in_order(void **state)
{
    struct grid grid = {.pen = &pen, .left = 1, .tight = 1u << 2, .indent = 2};

    (void)state;
    two_rows(&grid, 17);
    assert_string_equal((char *)text.at, "  a       1 µs  7\n"
                                         "  套接  123 µs  x  |\n");
}

static void the_last_columns_are_never_left_out(void **state)
{
    struct grid grid = {.pen = &pen, .left = 1, .tight = 1u << 2};

    (void)state;
    two_rows(&grid, 1);
    assert_string_equal((char *)text.at, "a     7\n套接  x  |\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(columns_are_as_wide_as_their_widest_cell),
        TEST(what_has_no_room_is_left_out_in_order),
        TEST(the_last_columns_are_never_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
