#include "support.h"

#include "table.h"

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

static void assert_table(struct mw_bytes map, const char *indent,
                         const char *text)
{
    struct mw_buffer out = {0};

    assert_true(table_fits(map));
    assert_int_equal(table_append(map, indent, &out), MW_OK);
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
                 "  ",
                 "  short             7\n"
                 "  longer        1 000\n"
                 "  x       123 456 789\n");
}

static void the_largest_count_fits(void **state)
{
    (void)state;
    assert_table(mw_text("\x81\xa1x\xcf\xff\xff\xff\xff\xff\xff\xff\xff"), "",
                 "x  18 446 744 073 709 551 615\n");
}

static void a_name_can_t_move_the_cursor(void **state)
{
    (void)state;
    assert_table(mw_text("\x82\xa2\x1b"
                         "c\x01\xa1x\x02"),
                 "", "\\u001bc  1\nx   2\n");
}

static void an_empty_map_is_an_empty_table(void **state)
{
    (void)state;
    assert_table(mw_text("\x80"), "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_flat_maps_of_counts_are_tables),
        cmocka_unit_test(counts_stand_in_a_column_with_grouped_digits),
        cmocka_unit_test(the_largest_count_fits),
        cmocka_unit_test(a_name_can_t_move_the_cursor),
        cmocka_unit_test(an_empty_map_is_an_empty_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
