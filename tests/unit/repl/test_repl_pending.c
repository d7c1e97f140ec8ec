#include "support.h"

#include "repl/repl_pending.h"

static void numbers_go_on_and_are_found(void **state)
{
    static struct repl_pending pending;
    struct repl_request *one, *two;

    (void)state;
    pending = (struct repl_pending){0};
    one = repl_pending_add(&pending, "echo");
    two = repl_pending_add(&pending, "upper");
    assert_int_equal(one->number, 1);
    assert_int_equal(two->number, 2);
    assert_string_equal(repl_pending_find(&pending, 2)->method, "upper");
    repl_pending_remove(&pending, one);
    assert_int_equal(pending.count, 1);
    assert_null(repl_pending_find(&pending, 1));
    assert_string_equal(repl_pending_find(&pending, 2)->method, "upper");
    assert_int_equal(repl_pending_add(&pending, "echo")->number, 3);
}

static void what_was_asked_is_known_for_ever(void **state)
{
    static struct repl_pending pending;

    (void)state;
    pending = (struct repl_pending){0};
    repl_pending_remove(&pending, repl_pending_add(&pending, "echo"));
    assert_true(repl_pending_was(&pending, 1));
    assert_false(repl_pending_was(&pending, 0));
    assert_false(repl_pending_was(&pending, 2));
}

static void there_may_be_so_many_and_no_more(void **state)
{
    static struct repl_pending pending;

    (void)state;
    pending = (struct repl_pending){0};
    for (int i = 0; i < REPL_PENDING_MAX; i++) {
        assert_non_null(repl_pending_add(&pending, "echo"));
    }
    assert_null(repl_pending_add(&pending, "echo"));
    assert_false(repl_pending_was(&pending, REPL_PENDING_MAX + 1));
}

static void the_first_that_is_due_is_the_one_with_the_least_time(void **state)
{
    static struct repl_pending pending;

    (void)state;
    pending = (struct repl_pending){0};
    assert_null(repl_pending_first_due(&pending));
    repl_pending_add(&pending, "never");
    assert_null(repl_pending_first_due(&pending));
    repl_pending_add(&pending, "late")->due_ns = 20;
    repl_pending_add(&pending, "soon")->due_ns = 10;
    assert_string_equal(repl_pending_first_due(&pending)->method, "soon");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_go_on_and_are_found),
        cmocka_unit_test(what_was_asked_is_known_for_ever),
        cmocka_unit_test(there_may_be_so_many_and_no_more),
        cmocka_unit_test(the_first_that_is_due_is_the_one_with_the_least_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
