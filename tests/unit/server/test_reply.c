#include "../fake_outlet.h"

static void an_answer_too_long_for_a_datagram_says_use_a_stream(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    fake.datagram = true;
    fake.most = 48; /* twice the wire bytes of the request, less 28 */
    assert_string_equal(
        fake_ask(&fake, "[0,1,\"stats\",[]]"),
        "[1,1,{\"code\":-32005,\"message\":\"use a stream\"},null]");
    assert_int_equal(fake.failed, 0);
    fake_fini(&fake);
}

static void an_error_too_long_for_a_datagram_leaves_out_its_data(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    fake.datagram = true;
    fake.most = 58;
    assert_string_equal(
        fake_ask(&fake, "[0,1,\"upper\",[\"a\",\"b\",3]]"),
        "[1,1,{\"code\":-32602,\"message\":\"params[2]: expected a str\"},"
        "null]");
    fake_fini(&fake);
}

static void a_datagram_stays_unanswered_if_not_even_the_error_fits(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    fake.datagram = true;
    fake.most = 8;
    assert_string_equal(fake_ask(&fake, "[0,1,\"stats\",[]]"), "");
    assert_int_equal(fake.failed, 0);
    assert_int_equal(fake.host.stats.errors_sent, 0);
    fake_fini(&fake);
}

static void an_answer_longer_than_a_frame_says_so(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    fake.most = 100;
    assert_string_equal(
        fake_ask(&fake, "[0,1,\"describe\",[]]"),
        "[1,1,{\"code\":-32004,\"message\":\"answer too long\"},null]");
    assert_int_equal(fake.failed, 0);
    fake_fini(&fake);
}

static void a_stream_on_which_an_answer_cannot_be_given_ends(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    fake.most = 8;
    assert_string_equal(fake_ask(&fake, "[0,1,\"describe\",[]]"), "");
    assert_int_equal(fake.failed, MW_CODE_OVERLOADED);
    fake_fini(&fake);
}

static void nothing_is_said_to_who_no_longer_listens(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    fake.deaf = true;
    assert_string_equal(fake_ask(&fake, "[0,1,\"describe\",[]]"), "");
    assert_string_equal(fake_ask(&fake, "[0,1,\"ping\",[]]"), "");
    assert_string_equal(fake_ask(&fake, "[0,1,\"nobody\",[]]"), "");
    assert_int_equal(fake.failed, 0);
    fake_fini(&fake);
}

/* The request's answer where memory ends after `count` allocations. */
static const char *answer_with(struct fake *fake, struct mw_bytes body,
                               size_t count)
{
    fake_fini(fake);
    fake_init(fake);
    alloc_fail_after(count);
    session_take(&fake->host, &fake_outlet, fake, body);
    alloc_fail_after(SIZE_MAX);
    return fake->count == 1 ? "answered" : "";
}

static void
without_memory_a_request_is_answered_or_its_stream_ends(void **state)
{
    static const char json[] = "[0,1,\"upper\",[\"\u00e4\",\"b\"]]";
    struct mw_buffer body = {0};
    struct fake fake;
    size_t count = 0;

    (void)state;
    fake_init(&fake);
    assert_int_equal(mw_json_read(mw_text(json), NULL, &body, NULL), MW_OK);
    do {
        answer_with(&fake, mw_buffer_bytes(&body), count);
        assert_true(fake.count == 1 || fake.failed == MW_CODE_OVERLOADED);
        assert_int_equal(fake.body.len, 0);
        count++;
    } while (fake.host.stats.errors_sent > 0 || fake.failed != 0);
    assert_true(count > 2);
    mw_buffer_fini(&body);
    fake_fini(&fake);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_too_long_for_a_datagram_says_use_a_stream),
        cmocka_unit_test(an_error_too_long_for_a_datagram_leaves_out_its_data),
        cmocka_unit_test(
            a_datagram_stays_unanswered_if_not_even_the_error_fits),
        cmocka_unit_test(an_answer_longer_than_a_frame_says_so),
        cmocka_unit_test(a_stream_on_which_an_answer_cannot_be_given_ends),
        cmocka_unit_test(nothing_is_said_to_who_no_longer_listens),
        cmocka_unit_test(
            without_memory_a_request_is_answered_or_its_stream_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
