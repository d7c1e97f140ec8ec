#include "support.h"

#include "emulate/seats.h"

enum { COUNT = 5, SIZE = 100 };

static void there_are_so_many_and_no_more(void **state)
{
    struct seats seats;

    (void)state;
    assert_int_equal(seats_init(&seats, COUNT, SIZE, NULL), MW_OK);
    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t seat = seats_take(&seats);

        assert_true(seat < COUNT);
        memset(seats_bytes(&seats, seat), (int)seat, SIZE);
    }
    assert_int_equal(seats_take(&seats), SEATS_NONE);
    for (uint32_t seat = 0; seat < COUNT; seat++) { /* each has its own */
        assert_int_equal(seats_bytes(&seats, seat)[0], seat);
        assert_int_equal(seats_bytes(&seats, seat)[SIZE - 1], seat);
    }
    seats_fini(&seats);
}

static void one_given_back_is_the_next_to_be_taken(void **state)
{
    struct seats seats;
    uint32_t first, second;

    (void)state;
    assert_int_equal(seats_init(&seats, COUNT, SIZE, NULL), MW_OK);
    first = seats_take(&seats);
    second = seats_take(&seats);
    seats_give(&seats, first);
    seats_give(&seats, second);
    assert_int_equal(seats_take(&seats), second);
    assert_int_equal(seats_take(&seats), first);
    assert_true(seats_take(&seats) != first);
    seats_fini(&seats);
}

static void who_came_first_leaves_first_in_each_line(void **state)
{
    struct seats seats;
    struct seats_line a = SEATS_LINE, b = SEATS_LINE;
    uint32_t taken[COUNT];

    (void)state;
    assert_int_equal(seats_init(&seats, COUNT, SIZE, NULL), MW_OK);
    for (int i = 0; i < COUNT; i++) {
        taken[i] = seats_take(&seats);
        seats_push(&seats, i % 2 == 0 ? &a : &b, taken[i]);
    }
    assert_int_equal(seats_pull(&seats, &a), taken[0]);
    assert_int_equal(seats_pull(&seats, &b), taken[1]);
    assert_int_equal(seats_pull(&seats, &a), taken[2]);
    assert_int_equal(seats_pull(&seats, &b), taken[3]);
    assert_int_equal(b.first, SEATS_NONE);
    seats_push(&seats, &b, taken[0]); /* one that was empty is as new */
    assert_int_equal(seats_pull(&seats, &b), taken[0]);
    assert_int_equal(seats_pull(&seats, &a), taken[4]);
    assert_int_equal(a.first, SEATS_NONE);
    seats_fini(&seats);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_so_many_and_no_more),
        cmocka_unit_test(one_given_back_is_the_next_to_be_taken),
        cmocka_unit_test(who_came_first_leaves_first_in_each_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
