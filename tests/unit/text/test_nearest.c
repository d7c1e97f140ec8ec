#include "support.h"

#include <msgwire/options.h>

static const char *const names[] = {"call",   "notify", "send",
                                    "encode", "decode", "describe",
                                    "stats",  "wait",   NULL};

static void a_slip_of_the_finger_is_understood(void **state)
{
    (void)state;
    assert_string_equal(mw_nearest("clal", names), "call");
    assert_string_equal(mw_nearest("cal", names), "call");
    assert_string_equal(mw_nearest("calll", names), "call");
    assert_string_equal(mw_nearest("stast", names), "stats");
    assert_string_equal(mw_nearest("dcribe", names), "describe");
    assert_string_equal(mw_nearest("decode", names), "decode");
}

static void the_begin_of_a_name_is_understood(void **state)
{
    (void)state;
    assert_string_equal(mw_nearest("desc", names), "describe");
    assert_string_equal(mw_nearest("no", names), "notify");
}

static void what_is_like_no_name_gets_no_guess(void **state)
{
    char longest[200];

    (void)state;
    assert_null(mw_nearest("", names));
    assert_null(mw_nearest("x", names));
    assert_null(mw_nearest("publish", names));
    memset(longest, 'c', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    assert_null(mw_nearest(longest, names));
    assert_null(mw_nearest("call", &names[8]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_of_the_finger_is_understood),
        cmocka_unit_test(the_begin_of_a_name_is_understood),
        cmocka_unit_test(what_is_like_no_name_gets_no_guess),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
