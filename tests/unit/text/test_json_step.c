#include "json_sample.h"

#include "text/json_step.h"

static void only_four_bytes_are_white_space(void **state)
{
    (void)state;
    for (unsigned byte = 0; byte < 256; byte++) {
        uint8_t text[] = {(uint8_t)byte, 'x'};
        struct mw_bytes in = mw_bytes(text, sizeof(text));
        bool space =
            byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';

        mw__json_step_space(&in);
        assert_int_equal(in.len, space ? 1 : 2);
    }
}

static void white_space_may_stand_between_all_tokens(void **state)
{
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(
        mw_json_read(mw_text("\r\n{ \"a\"\t:\n[ ] , \"b\" : [ true\n, { "
                             "\"c\" : -1.5 } ]\r\n} \n"),
                     NULL, &out, NULL),
        MW_OK);
    assert_hex(&out, "82a16190a16292c381a163cbbff8000000000000");
    mw_buffer_fini(&out);
}

/* Each front of a value wants more, and each but the whole is no value. */
static void no_front_of_a_value_is_one(void **state)
{
    static const char text[] =
        "{\"a\":[1,{\"$map\":[[2,true]]}],\"b\":{\"$f32\":1.5}}";

    (void)state;
    for (size_t len = 1; len < strlen(text); len++) {
        struct mw_json_reader *reader = mw_json_reader_new(NULL);
        struct mw_bytes in = mw_bytes(text, len);
        struct mw_buffer out = {0};
        struct mw_error err;

        assert_int_equal(mw_json_reader_feed(reader, &in, &out, &err),
                         MW_EAGAIN);
        assert_int_equal(mw_json_reader_end(reader, &out, &err), MW_EVALUE);
        assert_non_null(strstr(err.text, "got the end"));
        assert_int_equal(out.len, 0);
        mw_buffer_fini(&out);
        mw_json_reader_free(reader);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_four_bytes_are_white_space),
        cmocka_unit_test(white_space_may_stand_between_all_tokens),
        cmocka_unit_test(no_front_of_a_value_is_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
