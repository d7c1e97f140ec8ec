#include "../fake_outlet.h"

static void a_request_gets_one_answer_under_its_own_msgid(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    assert_string_equal(fake_ask(&fake, "[0,4294967295,\"ping\",[1,null]]"),
                        "[1,4294967295,null,[1,null]]");
    assert_int_equal(fake.host.stats.requests_in, 1);
    assert_int_equal(fake.host.stats.errors_sent, 0);
    fake_fini(&fake);
}

static void a_notification_is_never_answered(void **state)
{
    static const char *const bodies[] = {
        "[2,\"ping\",[]]",     "[2,\"upper\",[1]]",   "[2,\"nobody\",[]]",
        "[2,\"describe\",[]]", "[2,\"stats\",[1,2]]",
    };
    struct fake fake;

    (void)state;
    fake_init(&fake);
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        assert_string_equal(fake_ask(&fake, bodies[i]), "");
        assert_int_equal(fake.host.stats.notifications_in, i + 1);
    }
    assert_int_equal(fake.host.stats.errors_sent, 0);
    fake_fini(&fake);
}

static void
a_response_that_nobody_asked_for_is_counted_and_ignored(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    assert_string_equal(fake_ask(&fake, "[1,7,null,[]]"), "");
    assert_int_equal(fake.host.stats.responses_ignored, 1);
    fake_fini(&fake);
}

static void an_unknown_method_is_named_in_the_answer(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    assert_string_equal(fake_ask(&fake, "[0,1,\"no\\u001bpe\",[]]"),
                        "[1,1,{\"code\":-32601,\"message\":"
                        "\"no method \\\"no\\\\x1bpe\\\"\"},null]");
    assert_int_equal(fake.host.stats.errors_sent, 1);
    fake_fini(&fake);
}

static void
a_request_without_shape_is_answered_if_its_msgid_is_known(void **state)
{
    struct fake fake;
    const char *answer;

    (void)state;
    fake_init(&fake);
    answer = fake_ask(&fake, "[0,9,17,[]]");
    assert_non_null(strstr(answer, "[1,9,{\"code\":-32600,"));
    assert_int_equal(fake.host.stats.messages_bad, 1);
    assert_int_equal(fake.host.stats.requests_in, 0);
    fake_fini(&fake);
}

static void what_has_no_shape_at_all_is_told_as_a_notification(void **state)
{
    struct fake fake;
    const char *answer;

    (void)state;
    fake_init(&fake);
    answer = fake_ask(&fake, "{\"method\":\"ping\"}");
    assert_non_null(strstr(answer, "[2,\"error\",[{\"code\":-32600,"));
    assert_int_equal(fake.host.stats.errors_sent, 1);
    fake_fini(&fake);
}

static void a_datagram_without_shape_is_never_answered(void **state)
{
    struct fake fake;

    (void)state;
    fake_init(&fake);
    fake.datagram = true;
    assert_string_equal(fake_ask(&fake, "[0,9,17,[]]"), "");
    assert_string_equal(fake_ask(&fake, "\"garbage\""), "");
    assert_int_equal(fake.host.stats.messages_bad, 2);
    assert_int_equal(fake.host.stats.errors_sent, 0);
    fake_fini(&fake);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_gets_one_answer_under_its_own_msgid),
        cmocka_unit_test(a_notification_is_never_answered),
        cmocka_unit_test(
            a_response_that_nobody_asked_for_is_counted_and_ignored),
        cmocka_unit_test(an_unknown_method_is_named_in_the_answer),
        cmocka_unit_test(
            a_request_without_shape_is_answered_if_its_msgid_is_known),
        cmocka_unit_test(what_has_no_shape_at_all_is_told_as_a_notification),
        cmocka_unit_test(a_datagram_without_shape_is_never_answered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
