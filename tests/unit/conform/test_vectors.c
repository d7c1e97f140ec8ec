#include "support.h"

#include "conform/vectors.h"

static void rows_are_fields_and_comments_are_passed(void **state)
{
    struct mw_bytes text = mw_text("# a\n\none\tff00\tx y\n#\nlast\t-");
    struct vectors_row row;

    (void)state;
    assert_true(vectors_next(&text, &row));
    assert_true(vectors_is(row.field[0], "one"));
    assert_true(vectors_is(row.field[2], "x y"));
    assert_int_equal(row.field[3].len, 0);
    assert_true(vectors_next(&text, &row));
    assert_true(vectors_is(row.field[0], "last"));
    assert_false(vectors_next(&text, &row));
    assert_false(vectors_next(&text, &row));
}

static void more_fields_than_there_is_room_for_are_left_out(void **state)
{
    struct mw_bytes text = mw_text("0\t1\t2\t3\t4\t5\t6\t7\t8\t9\nnext");
    struct vectors_row row;

    (void)state;
    assert_true(vectors_next(&text, &row));
    assert_true(vectors_is(row.field[VECTORS_FIELDS - 1], "7"));
    assert_true(vectors_next(&text, &row));
    assert_true(vectors_is(row.field[0], "next"));
}

static void bytes_are_hex_and_a_dash_has_none(void **state)
{
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(vectors_bytes(mw_text("93ff00"), &out), MW_OK);
    assert_memory_equal(out.at, "\x93\xff\0", 3);
    assert_int_equal(vectors_bytes(mw_text("-"), &out), MW_OK);
    assert_int_equal(out.len, 3);
    assert_int_equal(vectors_bytes(mw_text("9g"), &out), MW_EVALUE);
    mw_buffer_fini(&out);
}

static void numbers_are_read_whole(void **state)
{
    (void)state;
    assert_int_equal(vectors_number(mw_text("0")), 0);
    assert_int_equal(vectors_number(mw_text("4294967295")), 4294967295);
}

/* What was built in are the files of the schema, to the last row. */
static void each_file_has_rows_of_bytes(void **state)
{
    struct mw_bytes texts[] = {vectors_bad(), vectors_messages(),
                               vectors_values(), vectors_widths()};

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct mw_buffer out = {0};
        struct vectors_row row;
        int rows = 0;

        while (vectors_next(&texts[i], &row)) {
            assert_int_equal(vectors_bytes(row.field[1], &out), MW_OK);
            rows++;
        }
        assert_true(rows > 90);
        mw_buffer_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_fields_and_comments_are_passed),
        cmocka_unit_test(more_fields_than_there_is_room_for_are_left_out),
        cmocka_unit_test(bytes_are_hex_and_a_dash_has_none),
        cmocka_unit_test(numbers_are_read_whole),
        cmocka_unit_test(each_file_has_rows_of_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
