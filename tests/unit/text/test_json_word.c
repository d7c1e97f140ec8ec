#include "json_sample.h"

static void words_are_read_and_need_no_byte_behind_them(void **state)
{
    struct mw_json_reader *reader = mw_json_reader_new(NULL);
    struct mw_buffer out = {0};

    (void)state;
    for (const char *at = "true"; *at != '\0'; at++) {
        struct mw_bytes in = mw_bytes(at, 1);
        assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL),
                         at[1] == '\0' ? MW_OK : MW_EAGAIN);
    }
    for (int i = 0; i < 2; i++) {
        struct mw_bytes in = mw_text(i == 0 ? "false" : "null");
        assert_int_equal(mw_json_reader_feed(reader, &in, &out, NULL), MW_OK);
    }
    assert_hex(&out, "c3c2c0");
    mw_buffer_fini(&out);
    mw_json_reader_free(reader);
}

static void refuses(const char *text, const char *want)
{
    struct mw_buffer out = {0};
    struct mw_error err;
    size_t step = 1;

    assert_int_equal(read_pieces(mw_text(text), cut_evenly, &step, &out, &err),
                     MW_EVALUE);
    assert_string_equal(err.text, want);
    mw_buffer_fini(&out);
}

static void a_byte_order_mark_is_named(void **state)
{
    (void)state;
    refuses("\xef\xbb\xbf{}",
            "line 1, column 1: expected a value, got a byte order mark");
    refuses("[1,\xef\xbb\xbf{}]",
            "line 1, column 4: expected a value, got a byte order mark");
    refuses("\xef\xbc\x91",
            "line 1, column 1: expected a value, got byte 0xef");
}

static void a_wrong_letter_is_pointed_at(void **state)
{
    (void)state;
    refuses("[tru]", "line 1, column 5: expected \"true\", got \"]\"");
    refuses("fAlse", "line 1, column 2: expected \"false\", got \"A\"");
    refuses("n", "line 1, column 2: expected \"null\", got the end");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read_and_need_no_byte_behind_them),
        cmocka_unit_test(a_byte_order_mark_is_named),
        cmocka_unit_test(a_wrong_letter_is_pointed_at),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
