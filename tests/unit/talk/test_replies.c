#include "support.h"

#include "talk/replies.h"

static void each_message_is_answered_by_one(void **state)
{
    struct replies replies = {.sent = 3, .received = 1};

    (void)state;
    assert_int_equal(replies_due(&replies), 2);
    assert_false(replies_are_all(&replies));
    replies.received = 3;
    assert_int_equal(replies_due(&replies), 0);
    assert_false(replies_are_all(&replies)); /* more may be sent */
    replies.all_sent = true;
    assert_true(replies_are_all(&replies));
}

static void a_peer_may_say_more_than_it_was_asked(void **state)
{
    struct replies replies = {.sent = 1, .received = 5, .all_sent = true};

    (void)state;
    assert_int_equal(replies_due(&replies), 0);
    assert_true(replies_are_all(&replies));
}

static void nothing_sent_is_answered_by_nothing(void **state)
{
    struct replies replies = {.all_sent = true};

    (void)state;
    assert_true(replies_are_all(&replies));
}

static void a_number_ends_it_whatever_was_sent(void **state)
{
    struct replies replies = {.count = 2, .sent = 1, .received = 1};

    (void)state;
    replies.all_sent = true;
    assert_int_equal(replies_due(&replies), 0);
    assert_int_equal(replies_wanted(&replies), 2);
    assert_false(replies_are_all(&replies));
    replies.received = 2;
    replies.all_sent = false;
    assert_true(replies_are_all(&replies));
}

static void until_silence_there_is_no_number(void **state)
{
    struct replies replies = {
        .until_silent = true, .sent = 1, .received = 9, .all_sent = true};

    (void)state;
    assert_false(replies_are_all(&replies));
    assert_int_equal(replies_due(&replies), 0);
    replies.count = 9;
    assert_true(replies_are_all(&replies));
}

static void those_lost_with_a_connection_are_not_waited_for(void **state)
{
    struct replies replies = {.sent = 5, .received = 2};

    (void)state;
    assert_int_equal(replies_lose(&replies), 3);
    assert_int_equal(replies_due(&replies), 0);
    replies.sent++;
    assert_int_equal(replies_due(&replies), 1);
    assert_int_equal(replies_lose(&replies), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_message_is_answered_by_one),
        cmocka_unit_test(a_peer_may_say_more_than_it_was_asked),
        cmocka_unit_test(nothing_sent_is_answered_by_nothing),
        cmocka_unit_test(a_number_ends_it_whatever_was_sent),
        cmocka_unit_test(until_silence_there_is_no_number),
        cmocka_unit_test(those_lost_with_a_connection_are_not_waited_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
