#include "support.h"

#include "bench/flights.h"

static struct flights some(size_t count)
{
    struct flights flights;

    assert_int_equal(flights_init(&flights, NULL), MW_OK);
    for (size_t i = 0; i < count; i++) {
        flights_push(&flights)->sent_ns = i;
    }
    return flights;
}

static enum flight_state find(const struct flights *flights, uint64_t asked,
                              uint64_t *found)
{
    return flights_find(flights, flights_msgid(asked), found);
}

static void an_answer_finds_its_flight(void **state)
{
    struct flights flights = some(100);
    uint64_t found = 0;

    (void)state;
    for (uint64_t number = 0; number < 100; number++) {
        assert_int_equal(find(&flights, number, &found), FLIGHT_IN_AIR);
        assert_int_equal(found, number);
        assert_int_equal(flights_at(&flights, found)->sent_ns, number);
    }
    assert_int_equal(flights.count, 100);
    flights_fini(&flights);
}

static void an_answer_that_comes_twice_or_late_is_known(void **state)
{
    struct flights flights = some(3);
    uint64_t found = 0;

    (void)state;
    flights_end(&flights, 0, FLIGHT_ANSWERED);
    flights_end(&flights, 1, FLIGHT_TIMED_OUT);
    flights_end(&flights, 2, FLIGHT_ABANDONED);
    assert_int_equal(find(&flights, 0, &found), FLIGHT_ANSWERED);
    assert_int_equal(find(&flights, 1, &found), FLIGHT_TIMED_OUT);
    assert_int_equal(find(&flights, 2, &found), FLIGHT_ABANDONED);
    assert_int_equal(flights.count, 0);
    flights_fini(&flights);
}

static void an_answer_that_nobody_asked_for_is_known(void **state)
{
    static const uint32_t foreign[] = {0, 1, 99, 0x80000001, UINT32_MAX};
    struct flights flights = some(3);
    uint64_t found = 77;

    (void)state;
    assert_int_equal(find(&flights, 3, &found), FLIGHT_NEVER);
    assert_int_equal(find(&flights, FLIGHTS_MASK, &found), FLIGHT_NEVER);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(flights_find(&flights, foreign[i], &found),
                         FLIGHT_NEVER);
    }
    flights_fini(&flights);
    flights = some(0);
    assert_int_equal(find(&flights, 0, &found), FLIGHT_NEVER);
    assert_int_equal(found, 77);
    flights_fini(&flights);
}

static void
one_that_does_not_end_keeps_its_place_while_others_pass(void **state)
{
    struct flights flights = some(1);
    uint64_t found = 0;

    (void)state;
    for (uint64_t number = 1; number < 10 * FLIGHTS_FIRST; number++) {
        if (!flights_has_room(&flights)) {
            assert_int_equal(flights_grow(&flights), MW_OK);
        }
        flights_push(&flights)->sent_ns = number;
        flights_end(&flights, number, FLIGHT_ANSWERED);
    }
    assert_int_equal(find(&flights, 0, &found), FLIGHT_IN_AIR);
    assert_int_equal(flights_at(&flights, 0)->sent_ns, 0);
    assert_int_equal(flights_oldest(&flights, &found)->sent_ns, 0);
    flights_end(&flights, 0, FLIGHT_TIMED_OUT);
    assert_null(flights_oldest(&flights, &found));
    flights_fini(&flights);
}

static void the_ring_stays_small_when_answers_come(void **state)
{
    struct flights flights = some(0);

    (void)state;
    for (uint64_t number = 0; number < 100 * FLIGHTS_FIRST; number++) {
        if (!flights_has_room(&flights)) {
            assert_int_equal(flights_grow(&flights), MW_OK);
        }
        flights_push(&flights);
        flights_end(&flights, number, FLIGHT_ANSWERED);
    }
    assert_int_equal(flights.cap, FLIGHTS_FIRST);
    flights_fini(&flights);
}

/* Each is waited for as long as 3,000 others take, and comes when it has been
 * given up for as long again. */
static void what_was_given_up_is_remembered_for_as_long_again(void **state)
{
    enum { WAIT = 3000, COUNT = 20000 };
    struct flights flights = some(0);
    uint64_t found = 0;

    (void)state;
    for (uint64_t number = 0; number < COUNT; number++) {
        if (!flights_has_room(&flights)) {
            assert_int_equal(flights_grow(&flights), MW_OK);
        }
        flights_push(&flights);
        if (number >= WAIT) {
            flights_end(&flights, number - WAIT, FLIGHT_TIMED_OUT);
            assert_non_null(flights_oldest(&flights, &found));
        }
        if (number >= 2 * WAIT) {
            assert_int_equal(find(&flights, number - 2 * WAIT, &found),
                             FLIGHT_TIMED_OUT);
        }
    }
    flights_fini(&flights);
}

static void the_ring_has_an_end(void **state)
{
    struct flights flights = some(0);
    uint64_t found = 0;

    (void)state;
    for (size_t i = 0; i < FLIGHTS_MAX; i++) {
        if (!flights_has_room(&flights)) {
            assert_int_equal(flights_grow(&flights), MW_OK);
        }
        flights_push(&flights);
    }
    assert_false(flights_has_room(&flights));
    assert_int_equal(flights_grow(&flights), MW_ELIMIT);
    flights_end(&flights, 0, FLIGHT_TIMED_OUT);
    assert_int_equal(flights_grow(&flights), MW_OK);
    flights_push(&flights);
    assert_int_equal(find(&flights, 0, &found), FLIGHT_ANSWERED);
    flights_fini(&flights);
}

static void msgids_come_round_and_still_find_the_newest(void **state)
{
    struct flights flights = some(0);
    const uint64_t round = UINT64_C(1) << FLIGHTS_BITS;
    uint64_t found = 0;

    (void)state;
    flights.next = flights.oldest = round - 1;
    for (int i = 0; i < 3; i++) {
        flights_push(&flights);
    }
    for (uint64_t number = round - 1; number < round + 2; number++) {
        assert_int_equal(find(&flights, number, &found), FLIGHT_IN_AIR);
        assert_int_equal(found, number);
    }
    assert_int_equal(find(&flights, round + 2, &found), FLIGHT_ANSWERED);
    flights_fini(&flights);
}

static void what_could_not_be_sent_is_no_flight(void **state)
{
    struct flights flights = some(1);
    uint64_t found = 0;

    (void)state;
    flights_push(&flights);
    flights_undo(&flights, false);
    assert_int_equal(flights.next, 1);
    assert_int_equal(find(&flights, 1, &found), FLIGHT_NEVER);
    flights_push(&flights);
    flights_undo(&flights, true);
    assert_int_equal(flights.next, 2);
    assert_int_equal(find(&flights, 1, &found), FLIGHT_ABANDONED);
    assert_int_equal(flights.count, 1);
    flights_fini(&flights);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_finds_its_flight),
        cmocka_unit_test(an_answer_that_comes_twice_or_late_is_known),
        cmocka_unit_test(an_answer_that_nobody_asked_for_is_known),
        cmocka_unit_test(
            one_that_does_not_end_keeps_its_place_while_others_pass),
        cmocka_unit_test(the_ring_stays_small_when_answers_come),
        cmocka_unit_test(what_was_given_up_is_remembered_for_as_long_again),
        cmocka_unit_test(the_ring_has_an_end),
        cmocka_unit_test(msgids_come_round_and_still_find_the_newest),
        cmocka_unit_test(what_could_not_be_sent_is_no_flight),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
