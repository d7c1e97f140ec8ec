#include "support.h"

#include "keep/dues.h"

#define REQUEST(id)  mw_bytes("\x94\x00" id "\xa1m\x90", 6)
#define RESPONSE(id) mw_bytes("\x94\x01" id "\xc0\x07", 5)
#define NOTIFICATION mw_bytes("\x93\x02\xa1m\x90", 5)
#define VALUE        mw_bytes("\x07", 1)

static void a_request_earns_twice_its_bytes_on_the_wire_once(void **state)
{
    struct dues dues = {.next = 0};
    struct due due;

    (void)state;
    dues_add(&dues, REQUEST("\x05"), true);
    assert_false(dues_take(&dues, RESPONSE("\x06"), true, &due));
    assert_true(dues_take(&dues, RESPONSE("\x05"), true, &due));
    assert_int_equal(due.allowance, 2 * (6 + 28) - 28);
    assert_int_equal(due.msgid, 5);
    assert_false(dues_take(&dues, RESPONSE("\x05"), true, &due));
}

static void answers_may_come_in_any_order(void **state)
{
    struct dues dues = {.next = 0};
    struct due due;

    (void)state;
    dues_add(&dues, REQUEST("\x01"), true);
    dues_add(&dues, VALUE, true);
    dues_add(&dues, REQUEST("\x02"), true);
    assert_true(dues_take(&dues, RESPONSE("\x02"), true, &due));
    assert_true(dues_take(&dues, VALUE, true, &due));
    assert_false(dues_take(&dues, VALUE, true, &due));
    assert_true(dues_take_request(&dues, &due));
    assert_int_equal(due.msgid, 1);
    assert_false(dues_take_request(&dues, &due));
}

static void what_is_never_answered_earns_nothing(void **state)
{
    struct dues dues = {.next = 0};
    struct due due;

    (void)state;
    dues_add(&dues, NOTIFICATION, true);
    dues_add(&dues, RESPONSE("\x01"), true);
    dues_add(&dues, mw_bytes("\xc1", 1), false);
    assert_false(dues_take(&dues, VALUE, true, &due));
    assert_false(dues_take(&dues, NOTIFICATION, true, &due));
    assert_false(dues_take(&dues, mw_bytes("\xc1", 1), false, &due));
}

static void the_oldest_is_forgotten_where_there_are_too_many(void **state)
{
    struct dues dues = {.next = 0};
    struct due due;
    size_t taken = 0;

    (void)state;
    dues_add(&dues, REQUEST("\x7f"), true);
    for (int i = 0; i < DUES_MAX; i++) {
        dues_add(&dues, VALUE, true);
    }
    assert_false(dues_take(&dues, RESPONSE("\x7f"), true, &due));
    while (dues_take(&dues, VALUE, true, &due)) {
        taken++;
    }
    assert_int_equal(taken, DUES_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_earns_twice_its_bytes_on_the_wire_once),
        cmocka_unit_test(answers_may_come_in_any_order),
        cmocka_unit_test(what_is_never_answered_earns_nothing),
        cmocka_unit_test(the_oldest_is_forgotten_where_there_are_too_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
