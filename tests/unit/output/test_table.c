#include "support.h"

#include "output/table.h"

static void only_flat_maps_of_counts_are_tables(void **state)
{
    static const char *const others[] = {
        "\x01",           "\x91\x01",      "\x81\x01\x01",
        "\x81\xa1x\xa1y", "\x81\xa1x\xff", "\x81\xa1x\x81\xa1y\x01",
    };

    (void)state;
    assert_true(table_fits(mw_text("\x82\xa1x\x01\xa1y\x7f")));
    assert_true(table_fits(mw_text("\x80")));
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        assert_false(table_fits(mw_text(others[i])));
    }
}

static void assert_table(struct mw_bytes map, size_t indent, size_t width,
                         const char *text)
{
    struct mw_buffer out = {0};
    struct mw_pen pen = {.out = &out};

    assert_true(table_fits(map));
    assert_int_equal(table_write(&pen, map, indent, width), MW_OK);
    mw_buffer_append(&out, mw_bytes("", 1));
    assert_string_equal((char *)out.at, text);
    mw_buffer_fini(&out);
}

static void counts_stand_in_a_column_with_grouped_digits(void **state)
{
    (void)state;
    assert_table(mw_text("\x83\xa5"
                         "short\x07\xa6"
                         "longer\xcd\x03\xe8\xa1"
                         "x\xce\x07\x5b\xcd\x15"),
                 2, 80,
                 "  short             7\n"
                 "  longer        1 000\n"
                 "  x       123 456 789\n");
}

static void the_largest_count_fits(void **state)
{
    (void)state;
    assert_table(mw_text("\x81\xa1x\xcf\xff\xff\xff\xff\xff\xff\xff\xff"), 0,
                 80, "x  18 446 744 073 709 551 615\n");
}

/* Twelve pairs, a to l. */
static void where_there_is_room_pairs_stand_side_by_side(void **state)
{
    struct mw_buffer map = {0};

    (void)state;
    mw_buffer_append(&map, mw_text("\x8c"));
    for (int i = 0; i < 12; i++) {
        char pair[] = {'\xa1', (char)('a' + i), (char)(i + 1)};

        mw_buffer_append(&map, mw_bytes(pair, sizeof(pair)));
    }
    assert_table(mw_buffer_bytes(&map), 2, 16,
                 "  a   1    g   7\n  b   2    h   8\n  c   3    i   9\n"
                 "  d   4    j  10\n  e   5    k  11\n  f   6    l  12\n");
    assert_table(mw_buffer_bytes(&map), 0, 12,
                 "a   1\nb   2\nc   3\nd   4\ne   5\nf   6\n"
                 "g   7\nh   8\ni   9\nj  10\nk  11\nl  12\n");
    mw_buffer_fini(&map);
}

static void a_name_can_t_move_the_cursor(void **state)
{
    (void)state;
    assert_table(mw_text("\x82\xa2\x1b"
                         "c\x01\xa1x\x02"),
                 0, 80, "\\u001bc  1\nx        2\n");
}

static void a_wide_name_is_measured_as_it_is_shown(void **state)
{
    (void)state;
    assert_table(mw_text("\x82\xa6套接\x01\xa1x\x02"), 0, 80,
                 "套接  1\nx     2\n");
}

static void what_nobody_reads_to_its_end_is_no_table(void **state)
{
    struct mw_buffer map = {0};

    (void)state;
    mw_buffer_append(&map, mw_bytes("\xde\x01\x01", 3));
    for (int i = 0; i < 257; i++) {
        mw_buffer_append(&map, mw_text("\xa1x\x01"));
    }
    assert_false(table_fits(mw_buffer_bytes(&map)));
    mw_buffer_fini(&map);
}

static void an_empty_map_is_an_empty_table(void **state)
{
    (void)state;
    assert_table(mw_text("\x80"), 2, 80, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_flat_maps_of_counts_are_tables),
        cmocka_unit_test(counts_stand_in_a_column_with_grouped_digits),
        cmocka_unit_test(the_largest_count_fits),
        cmocka_unit_test(where_there_is_room_pairs_stand_side_by_side),
        cmocka_unit_test(a_name_can_t_move_the_cursor),
        cmocka_unit_test(a_wide_name_is_measured_as_it_is_shown),
        cmocka_unit_test(what_nobody_reads_to_its_end_is_no_table),
        cmocka_unit_test(an_empty_map_is_an_empty_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
