#include "json_sample.h"

#include <stdio.h>

static void a_number_longer_than_any_float_needs_is_refused(void **state)
{
    struct mw_buffer text = {0}, out = {0};
    struct mw_error whole, cut;
    size_t step = 100;

    (void)state;
    for (size_t i = 0; i < 5000; i++) {
        mw_buffer_append(&text, mw_text("1"));
    }
    assert_int_equal(mw_json_read(mw_buffer_bytes(&text), NULL, &out, &whole),
                     MW_EVALUE);
    assert_int_equal(
        read_pieces(mw_buffer_bytes(&text), cut_evenly, &step, &out, &cut),
        MW_EVALUE);
    assert_string_equal(whole.text, cut.text);
    mw_buffer_fini(&text);
    mw_buffer_fini(&out);
}

static void the_exact_decimals_of_any_float_are_read(void **state)
{
    char text[1200];
    struct mw_buffer out = {0};

    (void)state;
    snprintf(text, sizeof(text), "%.1074f", 5e-324);
    assert_int_equal(mw_json_read(mw_text(text), NULL, &out, NULL), MW_OK);
    assert_hex(&out, "cb0000000000000001");
    mw_buffer_fini(&out);
}

/* A number outside all arrays and objects ends where something else begins,
 * or with the input. */
static void a_number_waits_for_its_end(void **state)
{
    struct mw_json_reader *reader = mw_json_reader_new(NULL);
    struct mw_buffer out = {0};
    struct mw_bytes in = mw_text("12");

    (void)state;
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_EAGAIN);
    in = mw_text("3 -4");
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_OK);
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_EAGAIN);
    assert_int_equal(mw_json_reader_end(reader, &out, NULL), MW_OK);
    assert_hex(&out, "7bfc");
    mw_buffer_fini(&out);
    mw_json_reader_free(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_longer_than_any_float_needs_is_refused),
        cmocka_unit_test(the_exact_decimals_of_any_float_are_read),
        cmocka_unit_test(a_number_waits_for_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
