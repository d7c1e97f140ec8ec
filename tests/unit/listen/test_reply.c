#include "support.h"

#include "listen/reply.h"

static void assert_bytes(struct mw_buffer *got, struct mw_bytes expected)
{
    assert_int_equal(got->len, expected.len);
    assert_memory_equal(got->at, expected.at, expected.len);
    mw_buffer_fini(got);
}

/* What would be answered to these bytes of msgpack. */
static bool wanted(const char *body, size_t len, struct reply_to *to)
{
    struct mw_message request;

    return reply_wanted(mw_bytes(body, len), to, &request);
}

static void requests_and_what_is_no_message_are_answered(void **state)
{
    struct reply_to to;

    (void)state;
    assert_true(wanted("\x94\x00\x07\xa1m\x90", 6, &to));
    assert_true(to.request);
    assert_int_equal(to.msgid, 7);
    assert_true(wanted("\x2a", 1, &to));
    assert_false(to.request);
    assert_true(wanted("\x94\x00\x07\x07\x90", 5, &to)); /* a method 7 */
    assert_false(to.request);
}

static void responses_and_notifications_are_not(void **state)
{
    struct reply_to to;

    (void)state;
    assert_false(wanted("\x94\x01\x07\xc0\x01", 5, &to));
    assert_false(wanted("\x93\x02\xa1m\x90", 5, &to));
}

static void a_result_is_a_response_or_a_value(void **state)
{
    const struct reply_to request = {.request = true, .msgid = 7}, value = {0};
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(reply_result(&request, mw_text("\x2a"), &out), MW_OK);
    assert_bytes(&out, mw_bytes("\x94\x01\x07\xc0\x2a", 5));
    assert_int_equal(reply_result(&value, mw_text("\x2a"), &out), MW_OK);
    assert_bytes(&out, mw_bytes("\x2a", 1));
}

static void an_error_that_is_a_sentence_gets_a_code(void **state)
{
    const struct reply_to to = {.request = true, .msgid = 7};
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(reply_error(&to, mw_text("\xa2no"), &out), MW_OK);
    assert_bytes(&out, mw_bytes("\x94\x01\x07\x82\xa4"
                                "code\xd1\x80\xa5\xa7message\xa2no\xc0",
                                24));
}

static void an_error_of_another_form_goes_out_as_it_is(void **state)
{
    const struct reply_to to = {.request = true, .msgid = 7};
    struct mw_buffer out = {0};

    (void)state;
    assert_int_equal(reply_error(&to, mw_bytes("\x91\xcd\x00\x01", 4), &out),
                     MW_OK);
    assert_bytes(&out, mw_bytes("\x94\x01\x07\x91\xcd\x00\x01\xc0", 8));
}

static void without_room_nothing_is_left_behind(void **state)
{
    const struct reply_to to = {.request = true, .msgid = 7};

    (void)state;
    for (size_t limit = 1; limit < 24; limit++) {
        struct mw_buffer out = {.limit = limit};
        assert_int_equal(reply_error(&to, mw_text("\xa2no"), &out), MW_ETOOBIG);
        assert_int_equal(out.len, 0);
        mw_buffer_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_and_what_is_no_message_are_answered),
        cmocka_unit_test(responses_and_notifications_are_not),
        cmocka_unit_test(a_result_is_a_response_or_a_value),
        cmocka_unit_test(an_error_that_is_a_sentence_gets_a_code),
        cmocka_unit_test(an_error_of_another_form_goes_out_as_it_is),
        cmocka_unit_test(without_room_nothing_is_left_behind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
