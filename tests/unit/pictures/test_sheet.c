#include "reported.h"

#include "pictures/sheet.h"

static struct study study;

static int end(void **state)
{
    (void)state;
    study_fini(&study);
    return 0;
}

static void row(struct sheet *sheet, size_t target, size_t size)
{
    sheet_name(sheet, target);
    sheet_count(sheet, 1234567);
    sheet_spread_figure(sheet, target, size, METRIC_THROUGHPUT);
    sheet_part(sheet, target, size, METRIC_LOSS);
    sheet_figure(sheet, target, size, METRIC_P9999);
    sheet_none(sheet);
}

static bool has(const struct study *of, size_t target, size_t size)
{
    return study_cell(of, target, size) != NULL && target != 2;
}

static struct sheet_bar bar(const struct study *of, size_t target, size_t size)
{
    (void)of;
    (void)size;
    return (struct sheet_bar){(double)target, 0, 2};
}

static const char *const heads[] = {"name", "n",     "rate", "",
                                    "loss", "p9999", "no",   NULL};
static const unsigned char for_bars[] = {3, GRID_COLUMNS};
static const unsigned char to_fit[] = {3, 5, 1, GRID_COLUMNS};
static const struct sheet_kind kind = {
    .heads = heads,
    .tight = 1u << 3,
    .row = row,
    .has = has,
    .bar = bar,
    .bar_head = "bars",
    .for_bars = for_bars,
    .to_fit = to_fit,
};

static void assert_sheet(size_t width, uint32_t hidden, const char *expected)
{
    struct mw_buffer out = {0};
    struct mw_pen pen = {.out = &out};
    struct report_page page = {&study, &pen, width};

    sheet_write(&page, &kind, hidden);
    mw_buffer_append(&out, mw_bytes("", 1));
    assert_string_equal((char *)out.at, expected);
    mw_buffer_fini(&out);
}

static void one_has_a_bar_behind_each_row(void **state)
{
    (void)state;
    sample_many(&study, 1, 1, true);
    assert_sheet(60, 1u << 6,
                 "\n"
                 "name       n      rate    loss  p9999  bars\n"
                 "tcp   1.23 M  6.05 k/s     0 %    n/a\n"
                 "udp   1.23 M  6.85 k/s  1.99 %    n/a  ██████████▌\n");
}

static void a_narrow_one_leaves_out_columns(void **state)
{
    (void)state;
    sample_many(&study, 1, 1, true);
    assert_sheet(36, 1u << 6,
                 "\n"
                 "name       n      rate    loss\n"
                 "tcp   1.23 M  6.05 k/s     0 %\n"
                 "udp   1.23 M  6.85 k/s  1.99 %\n");
    assert_sheet(28, 0,
                 "\n"
                 "name      rate    loss  no\n"
                 "tcp   6.05 k/s     0 %   –\n"
                 "udp   6.85 k/s  1.99 %   –\n");
}

static void one_without_rows_is_not_written(void **state)
{
    (void)state;
    sample_head(&study);
    study_add_target(&study, "tcp", "tcp:", NULL);
    study_add_size(&study, 1, NULL, NULL);
    assert_sheet(80, 0, "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end)
    const struct CMUnitTest tests[] = {
        TEST(one_has_a_bar_behind_each_row),
        TEST(a_narrow_one_leaves_out_columns),
        TEST(one_without_rows_is_not_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
