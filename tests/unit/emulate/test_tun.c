/* What makes devices is kept by integration.link. */
#include "support.h"

#include "emulate/tun.h"

#include <stdio.h>

static const char head[] =
    "Inter-|   Receive                            |  Transmit\n"
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes"
    "    packets errs drop fifo colls carrier compressed\n"
    "    lo:      64       1    0    9    0     0          0         0       64"
    "       1    0    8    0     0       0          0\n";

static uint64_t missed(const char *row)
{
    char text[2048];

    snprintf(text, sizeof(text), "%s%s", head, row);
    return tun_missed_in(text);
}

static void what_the_device_dropped_is_found_in_its_row(void **state)
{
    (void)state;
    assert_int_equal(missed("  link:     100       2    3    4    5     6      "
                            "    7         8        9      10   11   12   13   "
                            " 14      15         16\n"),
                     12);
    assert_int_equal(missed("  link:1 2 3 4 5 6 7 8 9 10 11 4294967296 13 14 "
                            "15 16\n"),
                     4294967296);
}

static void what_is_not_there_was_not_dropped(void **state)
{
    (void)state;
    assert_int_equal(missed(""), 0);
    assert_int_equal(missed(" mylink: 1 2 3 4 5 6 7 8 9 10 11 12 13\n"), 0);
    assert_int_equal(missed("  link: 1 2 3 4 5 6 7 8 9 10 11"), 0);
    assert_int_equal(missed("  link:"), 0);
    assert_int_equal(tun_missed_in(""), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_device_dropped_is_found_in_its_row),
        cmocka_unit_test(what_is_not_there_was_not_dropped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
