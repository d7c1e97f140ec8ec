#include "support.h"

#include "compare/fitting.h"

#include <msgwire/frame.h>

static struct mw_error err;

static bool fits(enum mw_scheme scheme, const char *framing, uint64_t max_frame,
                 size_t len)
{
    const struct mw_link link = {.endpoint = {.scheme = scheme},
                                 .framing = mw_framing_named(framing)};

    return fitting_check(&link, max_frame, "message", len, &err) == MW_OK;
}

static void a_datagram_holds_what_the_system_takes(void **state)
{
    (void)state;
    assert_true(fits(MW_UDP, "u32be", 1000, 65507));
    assert_false(fits(MW_UDP, "u32be", 1000000, 65508));
    assert_int_equal(err.status, MW_ETOOBIG);
    assert_string_equal(err.text, "a message of 65508 bytes does not fit a"
                                  " datagram, which holds 65507");
}

static void a_frame_holds_what_the_peer_takes(void **state)
{
    (void)state;
    assert_true(fits(MW_TCP, "u32be", 1000, 1000));
    assert_false(fits(MW_UNIX, "none", 1000, 1001));
    assert_string_equal(err.text, "a message of 1001 bytes does not fit a"
                                  " frame, which holds 1000 (--max-frame)");
}

static void a_frame_holds_what_its_prefix_can_say(void **state)
{
    (void)state;
    assert_true(fits(MW_TCP, "u16be", 1000000, 65535));
    assert_false(fits(MW_TCP, "u16be", 1000000, 65536));
    assert_string_equal(err.text, "a message of 65536 bytes does not fit a"
                                  " frame, which holds 65535");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_datagram_holds_what_the_system_takes),
        cmocka_unit_test(a_frame_holds_what_the_peer_takes),
        cmocka_unit_test(a_frame_holds_what_its_prefix_can_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
