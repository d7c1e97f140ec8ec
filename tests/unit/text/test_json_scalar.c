#include "support.h"

#include "text/json_scalar.h"

static void is_written_as(const char *hex, const struct mw_json_style *style,
                          const char *want)
{
    struct mw_buffer bytes = from_hex(hex), out = {0};
    struct mw_bytes in = mw_buffer_bytes(&bytes);
    struct mw_value value;

    assert_int_equal(mw_value_next(&in, &value), MW_OK);
    assert_int_equal(mw__json_scalar(&value, style, &out), MW_OK);
    assert_int_equal(out.len, strlen(want));
    assert_memory_equal(out.at, want, out.len);
    mw_buffer_fini(&out);
    mw_buffer_fini(&bytes);
}

static void integers_that_jq_would_round_are_strings_on_request(void **state)
{
    static const struct mw_json_style quoted = {.int_string = true};

    (void)state;
    is_written_as("cf0020000000000000", &quoted, "9007199254740992");
    is_written_as("cf0020000000000001", &quoted,
                  "{\"$int\":\"9007199254740993\"}");
    is_written_as("d3ffe0000000000000", &quoted, "-9007199254740992");
    is_written_as("d3ffdfffffffffffff", &quoted,
                  "{\"$int\":\"-9007199254740993\"}");
}

static void wide_forms_read_like_the_shortest(void **state)
{
    static const struct mw_json_style plain = {0};

    (void)state;
    is_written_as("cf0000000000000001", &plain, "1");
    is_written_as("d30000000000000001", &plain, "1");
    is_written_as("db0000000161", &plain, "\"a\"");
    is_written_as("c60000000100", &plain, "{\"$bin\":\"AA==\"}");
    is_written_as("c704ff00000001", &plain,
                  "{\"$ts\":\"1970-01-01T00:00:01Z\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_that_jq_would_round_are_strings_on_request),
        cmocka_unit_test(wide_forms_read_like_the_shortest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
