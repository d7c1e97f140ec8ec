#include "json_sample.h"

#include "text/json_as.h"

static void an_integer_is_taken_within_64_signed_bits(void **state)
{
    struct mw_value value = {.type = MW_UINT, .as.u64 = INT64_MAX};
    int64_t number;

    (void)state;
    assert_true(mw__json_as_int64(&value, &number));
    assert_true(number == INT64_MAX);
    value.as.u64++;
    assert_false(mw__json_as_int64(&value, &number));
    value = (struct mw_value){.type = MW_INT, .as.i64 = INT64_MIN};
    assert_true(mw__json_as_int64(&value, &number));
    assert_true(number == INT64_MIN);
    value.type = MW_F64;
    assert_false(mw__json_as_int64(&value, &number));
}

static void bits_are_hex_digits_and_nothing_else(void **state)
{
    uint64_t bits;

    (void)state;
    assert_true(mw__json_as_bits(mw_text("09afAF"), &bits));
    assert_int_equal(bits, 0x09afaf);
    assert_false(mw__json_as_bits(mw_text("0g"), &bits));
    assert_false(mw__json_as_bits(mw_text("0/"), &bits));
    assert_false(mw__json_as_bits(mw_text("0@"), &bits));
    assert_false(mw__json_as_bits(mw_text("0`"), &bits));
}

static void reads(const char *text, const char *hex)
{
    struct mw_buffer out = {0};

    assert_int_equal(mw_json_read(mw_text(text), NULL, &out, NULL), MW_OK);
    assert_hex(&out, hex);
    mw_buffer_fini(&out);
}

static void nans_keep_all_their_bits(void **state)
{
    (void)state;
    reads("{\"$f32\":\"0x7f800001\"}", "ca7f800001");
    reads("{\"$f32\":\"0xff812345\"}", "caff812345");
    reads("{\"$f64\":\"0x7ff0000000000001\"}", "cb7ff0000000000001");
}

/* Between the number and the brace there may be another piece of input. */
static void
a_number_is_rounded_from_its_own_text_whatever_the_cuts(void **state)
{
    const struct mw_bytes text =
        mw_text("[{\"$f32\":1.00000005960464477539062500001},1e300]");

    (void)state;
    for (size_t first = 1; first < text.len; first++) {
        struct mw_buffer out = {0};
        size_t cut = first;

        assert_int_equal(read_pieces(text, cut_once, &cut, &out, NULL), MW_OK);
        assert_hex(&out, "92ca3f800001cb7e37e43c8800759c");
        mw_buffer_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_integer_is_taken_within_64_signed_bits),
        cmocka_unit_test(bits_are_hex_digits_and_nothing_else),
        cmocka_unit_test(nans_keep_all_their_bits),
        cmocka_unit_test(
            a_number_is_rounded_from_its_own_text_whatever_the_cuts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
