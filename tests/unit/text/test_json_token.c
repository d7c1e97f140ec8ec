#include "json_sample.h"

/* The fault is known at the token's end, and told where it began. */
static void points_at(const char *text, size_t want_line, size_t want_column)
{
    struct mw_bytes whole = mw_text(text);

    for (size_t step = 1; step <= whole.len; step++) {
        struct mw_json_reader *reader = mw_json_reader_new(NULL);
        struct mw_buffer out = {0};
        enum mw_status rc = MW_EAGAIN;
        size_t line, column;

        for (size_t at = 0; rc == MW_EAGAIN && at < whole.len; at += step) {
            size_t left = whole.len - at;
            struct mw_bytes in =
                mw_bytes(whole.at + at, step < left ? step : left);
            rc = mw_json_reader_feed(reader, &in, &out, NULL);
        }
        assert_int_equal(rc, MW_EVALUE);
        mw_json_reader_where(reader, &line, &column);
        assert_int_equal(line, want_line);
        assert_int_equal(column, want_column);
        mw_buffer_fini(&out);
        mw_json_reader_free(reader);
    }
}

static void a_fault_of_a_whole_token_is_where_it_began(void **state)
{
    (void)state;
    points_at("[1,\n  123456789012345678901234567890 ]", 2, 3);
    points_at("{\"ñ\":\n1,\"\\u00f1\":2}", 2, 3);
    points_at("[\n\n {\"$unknown\" : 1 }]", 3, 3);
    points_at("[\n\n {\"$hex\" :\n\"0123456789abcde\" }]", 4, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_of_a_whole_token_is_where_it_began),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
