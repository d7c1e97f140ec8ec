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

/* Cut inside an escape, a character, a pair: what was kept is put together. */
static void a_character_is_cut_anywhere(void **state)
{
    const struct mw_bytes text =
        mw_text("{\"\\ud83d\\ude00套\":\"\\n\\u0000ñ😀\"}");

    (void)state;
    for (size_t step = 1; step < text.len; step++) {
        struct mw_buffer out = {0};

        assert_int_equal(read_pieces(text, cut_evenly, &step, &out, NULL),
                         MW_OK);
        assert_hex(&out, "81a7f09f9880e5a597a80a00c3b1f09f9880");
        mw_buffer_fini(&out);
    }
}

static void the_place_counts_a_cut_character_too(void **state)
{
    struct mw_json_reader *reader = mw_json_reader_new(NULL);
    struct mw_bytes in = mw_text("\"ab\\u00");
    struct mw_buffer out = {0};
    size_t line, column;

    (void)state;
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_EAGAIN);
    mw_json_reader_where(reader, &line, &column);
    assert_int_equal(column, 8);
    in = mw_text("e9\"");
    assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_OK);
    mw_json_reader_where(reader, &line, &column);
    assert_int_equal(column, 11);
    mw_buffer_fini(&out);
    mw_json_reader_free(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_string_has_the_shortest_head_however_it_came),
        cmocka_unit_test(a_character_is_cut_anywhere),
        cmocka_unit_test(the_place_counts_a_cut_character_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
