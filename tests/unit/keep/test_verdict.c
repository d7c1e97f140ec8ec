#include "support.h"

#include "keep/verdict.h"

static void assert_said(const struct match_pair *pair, const char *want)
{
    struct mw_buffer text = {0};

    verdict_put(pair, "tcp://h:1", &text);
    mw_buffer_append(&text, mw_bytes("", 1));
    assert_string_equal((char *)text.at, want);
    mw_buffer_fini(&text);
}

static void a_difference_names_its_record_and_both_values(void **state)
{
    const struct match_pair different = {
        .number = 7,
        .wanted = mw_text("\x93\x01\x02\x03"),
        .came = mw_text("\xa2hi"),
    };
    const struct match_pair missing = {.number = 8, .wanted = mw_text("\x07")};
    const struct match_pair bad = {
        .number = 9,
        .wanted = mw_text("\xc1"),
        .came = mw_text("\xc1\xc1"),
    };
    const struct match_pair more = {.came = mw_text("\x07")};

    (void)state;
    assert_said(&different, "record 7: expected [1,2,3], got \"hi\"");
    assert_said(&missing, "record 8: expected 7, got nothing");
    assert_said(&bad, "record 9: expected 1 byte of no value, got 2 bytes "
                      "of no value");
    assert_said(&more, "tcp://h:1: expected nothing more, got 7");
}

static void a_long_value_is_cut(void **state)
{
    struct mw_buffer body = {0}, text = {0};
    struct match_pair pair = {.number = 1};

    (void)state;
    mw_buffer_append(&body, mw_bytes("\xda\x10\x00", 3));
    for (int i = 0; i < 4096; i++) {
        mw_buffer_append(&body, mw_text("x"));
    }
    pair.wanted = mw_buffer_bytes(&body);
    verdict_put(&pair, "", &text);
    assert_true(text.len < 500);
    mw_buffer_fini(&text);
    mw_buffer_fini(&body);
}

static void assert_sum(const struct verdict_sum *sum, const char *want)
{
    struct mw_buffer text = {0};

    verdict_sum_put(sum, &text);
    mw_buffer_append(&text, mw_bytes("", 1));
    assert_string_equal((char *)text.at, want);
    mw_buffer_fini(&text);
}

static void the_sum_counts_what_became_of_all(void **state)
{
    struct verdict_sum sum = {
        .messages = 3,
        .sent = 3,
        .connections = 1,
        .answers = 2,
        .took_ns = 1500000000,
    };

    (void)state;
    assert_sum(&sum, "3 messages sent on 1 connection in 1.500 s; 2 answers");
    sum.missing = 1;
    sum.sent = 2;
    assert_sum(&sum, "2 of 3 messages sent on 1 connection in 1.500 s; "
                     "2 answers, 1 missing");
    sum.expects = true;
    sum.equal = 1;
    sum.different = 4;
    sum.unexpected = 5;
    assert_sum(&sum,
               "2 of 3 messages sent on 1 connection in 1.500 s; 1 answer as "
               "recorded, 4 different, 1 missing, 5 not recorded");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_difference_names_its_record_and_both_values),
        cmocka_unit_test(a_long_value_is_cut),
        cmocka_unit_test(the_sum_counts_what_became_of_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
