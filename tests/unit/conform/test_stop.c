#include "support.h"

#include "conform/stop.h"

#include <poll.h>

static bool is_blocked(int number)
{
    sigset_t now;

    sigprocmask(SIG_SETMASK, NULL, &now);
    return sigismember(&now, number) == 1;
}

static void a_signal_is_readable_and_ends_nothing(void **state)
{
    struct pollfd one = {.events = POLLIN};
    struct stop stop;

    (void)state;
    stop_open(&stop);
    one.fd = stop.fd;
    assert_false(stop_came(&stop));
    assert_int_equal(poll(&one, 1, 0), 0);
    raise(SIGTERM);
    assert_int_equal(poll(&one, 1, 0), 1);
    assert_true(stop_came(&stop));
    assert_int_equal(stop.came, SIGTERM);
    assert_true(stop_came(&stop)); /* and stays so */
    stop_close(&stop);
}

static void the_second_one_is_not_held_back(void **state)
{
    struct stop stop;

    (void)state;
    stop_open(&stop);
    assert_true(is_blocked(SIGINT));
    raise(SIGINT);
    assert_true(stop_came(&stop));
    assert_false(is_blocked(SIGINT));
    assert_false(is_blocked(SIGTERM));
}

static void what_is_closed_blocks_nothing(void **state)
{
    struct stop stop;

    (void)state;
    stop_open(&stop);
    stop_close(&stop);
    stop_close(&stop);
    assert_false(is_blocked(SIGINT));
    assert_false(stop_came(&stop));
    stop_heed(&stop); /* none has come */
    assert_false(stop_came(NULL));
}

static void what_is_ignored_stays_so(void **state)
{
    struct stop stop;

    (void)state;
    signal(SIGINT, SIG_IGN);
    stop_open(&stop);
    assert_false(is_blocked(SIGINT));
    raise(SIGINT);
    assert_false(stop_came(&stop));
    stop_close(&stop);
    signal(SIGINT, SIG_DFL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_is_readable_and_ends_nothing),
        cmocka_unit_test(the_second_one_is_not_held_back),
        cmocka_unit_test(what_is_closed_blocks_nothing),
        cmocka_unit_test(what_is_ignored_stays_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
