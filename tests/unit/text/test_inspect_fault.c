#include "support.h"

#include "text/inspect_fault.h"

static struct mw__inspection x;
static struct mw_buffer out;

/* The bytes at hand, at offset 16. */
static struct mw_bytes begin(const char *bytes)
{
    memset(&x, 0, sizeof(x));
    out = (struct mw_buffer){0};
    mw__inspect_sheet_init(&x.sheet, 80, 0);
    x.sheet.pen.out = &out;
    x.at = (const uint8_t *)bytes;
    x.offset = 16;
    return mw_text(bytes);
}

static void expect(enum mw_status rc, enum mw_status expected,
                   const char *sentence, const char *shown)
{
    assert_int_equal(rc, expected);
    assert_string_equal(x.err.text, sentence);
    assert_int_equal(mw_buffer_append(&out, mw_bytes("", 1)), MW_OK);
    assert_string_equal((char *)out.at, shown);
    mw_buffer_fini(&x.path_text);
    mw_buffer_fini(&out);
}

static void a_row_is_drawn_with_a_pointer_below(void **state)
{
    struct mw__inspect_row row = {
        .offset = 16, .bytes = begin("\x01\x02"), .head_len = 2};

    (void)state;
    mw_error_set(&x.err, MW_EFRAME, "wrong");
    expect(mw__inspect_fault_point(&x, &row, 1), MW_EFRAME, "byte 17: wrong",
           "0010  01 02\n         ^ wrong\n");
}

static void the_end_is_pointed_at_where_values_are_owed(void **state)
{
    struct mw__inspect_view view = {.rest = begin("")};
    const struct mw_value array = {.type = MW_ARRAY, .as.count = 3};

    (void)state;
    mw__inspect_path_pass(&x.path, &array);
    expect(mw__inspect_fault_end(&x, &view), MW_EVALUE,
           "byte 16: expected 3 more values, got the end",
           "0010                                         $[0]\n"
           "      ^ expected 3 more values, got the end\n");
}

static void the_end_of_a_cut_frame_is_the_frame_s_fault(void **state)
{
    struct mw__inspect_view view = {.rest = begin(""), .missing = 1};

    (void)state;
    expect(mw__inspect_fault_end(&x, &view), MW_EFRAME,
           "byte 16: expected 1 more byte of the frame, got the end",
           "0010                                         $\n"
           "      ^ expected 1 more byte of the frame, got the end\n");
}

static void a_cut_element_says_how_much_is_missing(void **state)
{
    struct mw__inspect_view view = {.rest = begin("\xa5hi"), .room = 3};
    const struct mw__inspect_element element = {
        .head = mw__head_table[0xa5], .head_len = 1, .size = 5, .len = 6};

    (void)state;
    expect(mw__inspect_fault_cut(&x, &view, &element), MW_EVALUE,
           "byte 19: expected 3 more bytes of this fixstr, got the end",
           "0010  a5 68 69              fixstr        5  $\n"
           "               ^ expected 3 more bytes of this fixstr, got the "
           "end\n");
}

static void what_promises_too_much_is_pointed_at_its_head(void **state)
{
    struct mw_bytes rest = begin("\xc4\xff!");
    const struct mw__inspect_element element = {
        .head = mw__head_table[0xc4], .head_len = 2, .size = 255, .len = 257};

    (void)state;
    x.limit = 100;
    expect(mw__inspect_fault_long(&x, rest, &element), MW_ETOOBIG,
           "byte 16: value of more bytes than the limit, 100",
           "0010  c4 ff 21              bin 8       255  $\n"
           "      ^ value of more bytes than the limit, 100\n");
}

static void a_payload_that_ends_later_is_pointed_at_there(void **state)
{
    struct mw__inspect_view view = {.rest = begin("")};

    (void)state;
    x.skip = 7;
    x.type = "bin 32";
    expect(mw__inspect_fault_skip(&x, &view), MW_EVALUE,
           "byte 16: expected 7 more bytes of this bin 32, got the end",
           "0010\n      ^ expected 7 more bytes of this bin 32, got the end\n");
}

static void the_byte_that_is_never_used_is_one_byte(void **state)
{
    struct mw_bytes rest = begin("\xc1\xc1");

    (void)state;
    expect(mw__inspect_fault_never(&x, rest), MW_EVALUE,
           "byte 16: expected a value, got 0xc1, which msgpack never uses",
           "0010  c1                    (never used)     $\n"
           "      ^ expected a value, got 0xc1, which msgpack never uses\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_drawn_with_a_pointer_below),
        cmocka_unit_test(the_end_is_pointed_at_where_values_are_owed),
        cmocka_unit_test(the_end_of_a_cut_frame_is_the_frame_s_fault),
        cmocka_unit_test(a_cut_element_says_how_much_is_missing),
        cmocka_unit_test(what_promises_too_much_is_pointed_at_its_head),
        cmocka_unit_test(a_payload_that_ends_later_is_pointed_at_there),
        cmocka_unit_test(the_byte_that_is_never_used_is_one_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
