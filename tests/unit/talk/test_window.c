#include "support.h"

#include "talk/window.h"

static void answers_leave_in_the_order_of_asking(void **state)
{
    static const int arrival[] = {2, 1, 0};
    struct window_slot *slots[3];
    struct window window;

    (void)state;
    assert_int_equal(window_init(&window, 3, 1000, NULL), MW_OK);
    for (int i = 0; i < 3; i++) {
        slots[i] = window_push(&window, 1);
    }
    for (int i = 0; i < 3; i++) {
        assert_null(window_front(&window));
        slots[arrival[i]]->done = true;
    }
    for (uint64_t number = 1; number <= 3; number++) {
        assert_int_equal(window_front(&window)->number, number);
        window_leave(&window, window.oldest);
    }
    assert_null(window_front(&window));
    assert_int_equal(window.count, 0);
    window_fini(&window);
}

static void a_window_is_full_at_its_count(void **state)
{
    struct window window;

    (void)state;
    assert_int_equal(window_init(&window, 2, 1000, NULL), MW_OK);
    for (int i = 0; i < 10; i++) {
        window_push(&window, 1);
        assert_false(window_full(&window));
        window_push(&window, 1);
        assert_true(window_full(&window));
        window_leave(&window, window.oldest);
        assert_false(window_full(&window));
        window_leave(&window, window.oldest);
    }
    window_fini(&window);
}

static void
a_window_is_full_at_its_bytes_but_takes_one_long_request(void **state)
{
    struct window window;

    (void)state;
    assert_int_equal(window_init(&window, 10, 100, NULL), MW_OK);
    window_push(&window, 60);
    assert_false(window_full(&window));
    window_push(&window, 5000);
    assert_true(window_full(&window));
    window_leave(&window, window.oldest);
    assert_true(window_full(&window));
    window_leave(&window, window.oldest);
    assert_false(window_full(&window));
    window_fini(&window);
}

static void a_request_that_could_not_be_sent_leaves_no_trace(void **state)
{
    struct window window;

    (void)state;
    assert_int_equal(window_init(&window, 2, 100, NULL), MW_OK);
    window_push(&window, 60);
    window_push(&window, 60);
    window_unpush(&window);
    assert_false(window_full(&window));
    assert_int_equal(window_push(&window, 1)->number, 2);
    window_fini(&window);
}

static void an_answer_may_leave_before_those_asked_earlier(void **state)
{
    struct window_slot *slots[3];
    struct window window;

    (void)state;
    assert_int_equal(window_init(&window, 3, 1000, NULL), MW_OK);
    for (int i = 0; i < 3; i++) {
        slots[i] = window_push(&window, 1);
    }
    window_leave(&window, slots[1]);
    assert_int_equal(window_push(&window, 1)->number, 4);
    assert_true(window_full(&window));
    window_leave(&window, slots[0]);
    assert_int_equal(window.oldest->number, 3);
    window_leave(&window, window.newest);
    assert_ptr_equal(window.newest, slots[2]);
    window_leave(&window, slots[2]);
    assert_int_equal(window.count, 0);
    window_fini(&window);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_may_leave_before_those_asked_earlier),
        cmocka_unit_test(answers_leave_in_the_order_of_asking),
        cmocka_unit_test(a_window_is_full_at_its_count),
        cmocka_unit_test(
            a_window_is_full_at_its_bytes_but_takes_one_long_request),
        cmocka_unit_test(a_request_that_could_not_be_sent_leaves_no_trace),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
