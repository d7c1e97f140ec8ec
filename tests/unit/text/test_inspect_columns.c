#include "support.h"

#include "text/inspect_columns.h"

static struct mw__inspection x;

static int begin(void **state)
{
    (void)state;
    memset(&x, 0, sizeof(x));
    mw__inspect_sheet_init(&x.sheet, 80, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    mw_buffer_fini(&x.path_text);
    mw_buffer_fini(&x.value_text);
    return 0;
}

static struct mw__inspect_element element_of(uint8_t first, uint64_t size)
{
    return (struct mw__inspect_element){.head = mw__head_table[first],
                                        .size = size};
}

static void a_row_knows_where_its_bytes_stand(void **state)
{
    static const uint8_t bytes[] = {1, 2, 3};
    struct mw__inspect_row row;

    (void)state;
    x.at = bytes;
    x.offset = 100;
    row = mw__inspect_columns_row(&x, mw_bytes(bytes + 2, 1));
    assert_int_equal(row.offset, 102);
    assert_int_equal(row.head_len, 1);
}

static void assert_size(uint8_t first, uint64_t size, bool sized,
                        uint64_t shown)
{
    struct mw__inspect_element element = element_of(first, size);
    struct mw__inspect_row row = {.sized = false};

    mw__inspect_columns_size(&row, &element);
    assert_int_equal(row.sized, sized);
    if (sized) {
        assert_int_equal(row.size, shown);
    }
}

static void sizes_are_those_that_the_format_does_not_say(void **state)
{
    (void)state;
    assert_size(0xa3, 3, true, 3);   /* fixstr */
    assert_size(0xc6, 70, true, 70); /* bin 32 */
    assert_size(0x92, 2, true, 2);   /* fixarray */
    assert_size(0xdf, 9, true, 9);   /* map 32 */
    assert_size(0xc7, 4, true, 3);   /* ext 8: its type is no payload */
    assert_size(0xd6, 5, false, 0);  /* fixext 4 */
    assert_size(0xcd, 2, false, 0);  /* uint 16 */
    assert_size(0xc0, 0, false, 0);  /* nil */
}

static void a_key_has_a_colon_and_a_value_its_path(void **state)
{
    const struct mw_value map = {.type = MW_MAP, .as.count = 1};
    const struct mw_value key = {.type = MW_STR, .payload = mw_text("a")};
    const struct mw_value value = {.type = MW_UINT, .as.u64 = 7};
    struct mw__inspect_element element = element_of(0xa1, 1);
    struct mw__inspect_row row = {.sized = false};

    (void)state;
    mw__inspect_path_pass(&x.path, &map);
    assert_int_equal(mw__inspect_columns_fill(&x, &element, &key, &row), MW_OK);
    assert_true(mw_bytes_equal(row.text, mw_text("\"a\":")));
    assert_int_equal(row.ink, MW_INK_KEY);
    mw__inspect_path_pass(&x.path, &key);
    element = element_of(0x07, 0);
    assert_int_equal(mw__inspect_columns_fill(&x, &element, &value, &row),
                     MW_OK);
    assert_true(mw_bytes_equal(row.text, mw_text("7")));
    assert_true(mw_bytes_equal(row.path, mw_text("$.a")));
    assert_int_equal(row.ink, MW_INK_NUMBER);
}

static void a_message_is_named_at_its_head_and_by_its_parts(void **state)
{
    const struct mw_value array = {.type = MW_ARRAY, .as.count = 3};
    const struct mw_value two = {.type = MW_UINT, .as.u64 = 2};
    struct mw__inspect_element element = element_of(0x93, 3);
    struct mw__inspect_row row = {.sized = false};

    (void)state;
    x.is_message = true;
    x.message =
        (struct mw_message){.shape = MW_NOTIFICATION, .method = mw_text("x")};
    assert_int_equal(mw__inspect_columns_fill(&x, &element, &array, &row),
                     MW_OK);
    assert_true(mw_bytes_equal(row.title, mw_text("notification x")));
    mw__inspect_path_pass(&x.path, &array);
    row = (struct mw__inspect_row){.sized = false};
    assert_int_equal(mw__inspect_columns_fill(&x, &element, &two, &row), MW_OK);
    assert_string_equal(row.label, "type");
}

static void what_was_named_above_is_not_named_again(void **state)
{
    const struct mw_value array = {.type = MW_ARRAY, .as.count = 3};
    struct mw__inspect_element element = element_of(0x93, 3);
    struct mw__inspect_row row = {.sized = false};

    (void)state;
    x.is_message = x.headed = true;
    assert_int_equal(mw__inspect_columns_fill(&x, &element, &array, &row),
                     MW_OK);
    assert_int_equal(row.title.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_row_knows_where_its_bytes_stand,
                                        begin, end),
        cmocka_unit_test_setup_teardown(
            sizes_are_those_that_the_format_does_not_say, begin, end),
        cmocka_unit_test_setup_teardown(a_key_has_a_colon_and_a_value_its_path,
                                        begin, end),
        cmocka_unit_test_setup_teardown(
            a_message_is_named_at_its_head_and_by_its_parts, begin, end),
        cmocka_unit_test_setup_teardown(what_was_named_above_is_not_named_again,
                                        begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
