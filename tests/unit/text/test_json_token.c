#include "json_sample.h"

#include <msgwire/pack.h>

/* A string of `len` characters, read whole and in pieces. */
static void reads_string(size_t len, const char *first, size_t step)
{
    struct mw_buffer text = {0}, want = {0}, out = {0};
    struct mw_buffer inside = {0};

    for (size_t i = 0; i < len; i++) {
        mw_buffer_append(&inside, mw_text("x"));
    }
    mw_pack_str(&want, mw_buffer_bytes(&inside));
    mw_buffer_append(&text, mw_text("\""));
    mw_buffer_append(&text, mw_text(first));
    mw_buffer_append(&text, mw_bytes(inside.at, len == 0 ? 0 : len - 1));
    mw_buffer_append(&text, mw_text("\""));
    assert_int_equal(
        read_pieces(mw_buffer_bytes(&text), cut_evenly, &step, &out, NULL),
        MW_OK);
    assert_true(mw_bytes_equal(mw_buffer_bytes(&out), mw_buffer_bytes(&want)));
    mw_buffer_fini(&text);
    mw_buffer_fini(&want);
    mw_buffer_fini(&out);
    mw_buffer_fini(&inside);
}

static void a_string_has_the_shortest_head_however_it_came(void **state)
{
    static const size_t lens[] = {0, 1, 31, 32, 255, 256, 65535, 65536};

    (void)state;
    for (size_t i = 0; i < sizeof(lens) / sizeof(*lens); i++) {
        reads_string(lens[i], lens[i] == 0 ? "" : "x", 1000000);
        reads_string(lens[i], lens[i] == 0 ? "" : "\\u0078", 1000000);
        reads_string(lens[i], lens[i] == 0 ? "" : "x", 7);
    }
}

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

/* A value outside all others is told as soon as it is there; a number only
 * when something else comes. */
static void words_and_strings_need_no_byte_behind_them(void **state)
{
    struct mw_json_reader *reader = mw_json_reader_new(NULL);
    struct mw_buffer out = {0};
    struct mw_bytes in = mw_text("true");

    (void)state;
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_OK);
    in = mw_text("\"a\"");
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_OK);
    in = mw_text("12");
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_EAGAIN);
    in = mw_text("3 ");
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_OK);
    assert_hex(&out, "c3a1617b");
    mw_buffer_fini(&out);
    mw_json_reader_free(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_string_has_the_shortest_head_however_it_came),
        cmocka_unit_test(a_number_longer_than_any_float_needs_is_refused),
        cmocka_unit_test(words_and_strings_need_no_byte_behind_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
