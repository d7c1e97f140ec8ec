#include "support.h"

#include "conform/watch.h"

/* Remembers how each rule came out. */
struct seen {
    const char *rule;
    const char *end;
    unsigned checks;
    char why[MW_ERROR_TEXT];
};

static enum mw_status see(void *data, const struct verdict *verdict,
                          struct mw_error *err)
{
    struct seen *seen = data;

    (void)err;
    if (strcmp(seen->rule, verdict->name) == 0) {
        seen->end = verdict->skipped  ? "skipped"
                    : verdict->broken ? "broken"
                                      : "holds";
        seen->checks = verdict->checks;
        strcpy(seen->why, verdict->why);
    }
    return MW_OK;
}

static struct seen verdict_of(const struct watch *watch, const char *rule)
{
    struct seen seen = {.rule = rule, .end = "untold"};
    struct judge judge = {.tell = see, .data = &seen};

    assert_int_equal(watch_tell(watch, &judge, NULL), MW_OK);
    return seen;
}

static bool hear(struct watch *watch, const char *body, size_t len)
{
    struct mw_message message;

    return watch_body(watch, mw_bytes(body, len), &message);
}

#define HEAR(watch, body) hear(watch, body, sizeof(body) - 1)

static void what_was_never_seen_is_not_judged(void **state)
{
    struct watch watch;

    (void)state;
    watch_begin(&watch, false);
    assert_string_equal(verdict_of(&watch, "client.frame").end, "skipped");
    assert_string_equal(verdict_of(&watch, "client.end").end, "skipped");
    watch_end(&watch);
}

static void requests_want_answers_and_hold_the_rules(void **state)
{
    struct watch watch;

    (void)state;
    watch_begin(&watch, false);
    assert_true(HEAR(&watch, "\x94\x00\x01\xa1m\x90"));
    assert_true(HEAR(&watch, "\x94\x00\x02\xa1m\x90"));
    assert_false(HEAR(&watch, "\x93\x02\xa1m\x90"));
    assert_int_equal(verdict_of(&watch, "client.value").checks, 3);
    assert_int_equal(verdict_of(&watch, "client.msgid").checks, 2);
    assert_string_equal(verdict_of(&watch, "client.silent").end, "holds");
    watch_end(&watch);
}

static void a_body_that_is_no_value_or_no_message_is_told(void **state)
{
    struct watch watch;
    struct seen seen;

    (void)state;
    watch_begin(&watch, false);
    assert_false(HEAR(&watch, "\xc1"));
    assert_false(HEAR(&watch, "\x90"));
    seen = verdict_of(&watch, "client.value");
    assert_string_equal(seen.end, "broken");
    assert_string_equal(
        seen.why, "byte 0: expected a value, got 0xc1, which msgpack never "
                  "uses");
    assert_string_equal(verdict_of(&watch, "client.shape").end, "broken");
    watch_end(&watch);
}

static void a_msgid_in_flight_may_not_be_used_again(void **state)
{
    struct watch watch;

    (void)state;
    watch_begin(&watch, false);
    HEAR(&watch, "\x94\x00\x01\xa1m\x90");
    watch_answered(&watch, 1);
    HEAR(&watch, "\x94\x00\x01\xa1m\x90");
    assert_string_equal(verdict_of(&watch, "client.msgid").end, "holds");
    HEAR(&watch, "\x94\x00\x01\xa1m\x90");
    assert_string_equal(verdict_of(&watch, "client.msgid").end, "broken");
    watch_end(&watch);
}

static void over_datagrams_it_may_be_asked_again(void **state)
{
    struct watch watch;

    (void)state;
    watch_begin(&watch, true);
    HEAR(&watch, "\x94\x00\x01\xa1m\x90");
    HEAR(&watch, "\x94\x00\x01\xa1m\x90");
    assert_string_equal(verdict_of(&watch, "client.msgid").end, "holds");
    assert_string_equal(verdict_of(&watch, "client.end").end, "untold");
    watch_end(&watch);
}

static void the_first_fault_of_a_rule_counts(void **state)
{
    struct watch watch;

    (void)state;
    watch_begin(&watch, false);
    watch_held(&watch, WATCH_END);
    watch_broke(&watch, WATCH_END, mw_text("x"), "first");
    watch_broke(&watch, WATCH_END, mw_text("y"), "second");
    assert_string_equal(verdict_of(&watch, "client.end").why, "first");
    assert_string_equal(verdict_of(&watch, "client.end").end, "broken");
    watch_end(&watch);
}

static void many_in_flight_are_remembered(void **state)
{
    struct mw_message message;
    struct watch watch;

    (void)state;
    watch_begin(&watch, false);
    for (unsigned id = 0; id < 1000; id++) {
        const uint8_t body[] = {0x94,        0,    0xcd, (uint8_t)(id >> 8),
                                (uint8_t)id, 0xa1, 'm',  0x90};
        assert_true(watch_body(&watch, mw_bytes(body, sizeof(body)), &message));
    }
    assert_string_equal(verdict_of(&watch, "client.msgid").end, "holds");
    assert_true(HEAR(&watch, "\x94\x00\x07\xa1m\x90"));
    assert_string_equal(verdict_of(&watch, "client.msgid").end, "broken");
    watch_end(&watch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_never_seen_is_not_judged),
        cmocka_unit_test(requests_want_answers_and_hold_the_rules),
        cmocka_unit_test(a_body_that_is_no_value_or_no_message_is_told),
        cmocka_unit_test(a_msgid_in_flight_may_not_be_used_again),
        cmocka_unit_test(over_datagrams_it_may_be_asked_again),
        cmocka_unit_test(the_first_fault_of_a_rule_counts),
        cmocka_unit_test(many_in_flight_are_remembered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
