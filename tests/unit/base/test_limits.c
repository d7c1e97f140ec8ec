#include "support.h"

#include <msgwire/limits.h>

static void the_defaults_fit_each_other(void **state)
{
    const struct mw_limits limits = mw_limits_default();

    (void)state;
    assert_true(limits.out_low < limits.out_high);
    assert_true(limits.max_frame <= limits.max_buffered);
    assert_true(limits.max_datagram <= MW_DATAGRAM_MAX);
    assert_true(limits.max_depth <= MW_DEPTH_MAX);
}

static void every_default_bounds_something_but_idleness(void **state)
{
    struct mw_limits limits = mw_limits_default();

    (void)state;
#define LIMIT(name, value, unit, option, summary)                              \
    if (&limits.name != (void *)&limits.idle_ms) {                             \
        assert_true(limits.name > 0);                                          \
    }
#include "limits.inc"
    assert_int_equal(limits.idle_ms, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_defaults_fit_each_other),
        cmocka_unit_test(every_default_bounds_something_but_idleness),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
