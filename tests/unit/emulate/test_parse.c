#include "support.h"

#include "emulate/spec.h"

#include <string.h>

static const uint64_t MILLISECOND = 1000000;

static struct emulate_spec parsed(const char *text)
{
    struct emulate_spec spec;
    struct mw_error err = {0};

    assert_int_equal(emulate_parse(text, &spec, &err), MW_OK);
    assert_string_equal(err.text, "");
    return spec;
}

static void assert_refused(const char *text, const char *sentence)
{
    struct emulate_spec spec = {.delay_ns = 77};
    struct mw_error err;

    assert_int_equal(emulate_parse(text, &spec, &err), MW_EINVAL);
    assert_string_equal(err.text, sentence);
    assert_int_equal(spec.delay_ns, 77);
}

static void each_property_has_its_place(void **state)
{
    struct emulate_spec spec =
        parsed("delay=10ms jitter=2ms loss=1% duplicate=0.1% reorder=2.5% "
               "rate=10Mbit limit=50 mtu=9000");

    (void)state;
    assert_int_equal(spec.delay_ns, 10 * MILLISECOND);
    assert_int_equal(spec.jitter_ns, 2 * MILLISECOND);
    assert_int_equal(spec.loss_ppm, 10000);
    assert_int_equal(spec.duplicate_ppm, 1000);
    assert_int_equal(spec.reorder_ppm, 25000);
    assert_int_equal(spec.rate, 10000000);
    assert_int_equal(spec.limit, 50);
    assert_int_equal(spec.mtu, 9000);
}

static void what_is_not_said_is_no_fault(void **state)
{
    const struct emulate_spec expected = {.delay_ns = 5 * MILLISECOND,
                                          .mtu = EMULATE_MTU};
    struct emulate_spec spec = parsed("delay=5ms");

    (void)state;
    assert_memory_equal(&spec, &expected, sizeof(spec));
}

static void blanks_and_commas_part_them(void **state)
{
    static const char *const texts[] = {
        "delay=10ms,loss=1%",       " delay=10ms loss=1% ",
        "loss=1%,, delay=10ms,",    "\tdelay=10ms\n,loss=1%",
        "delay=10ms,     loss=1%,", "loss=1% delay=0.01s",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct emulate_spec spec = parsed(texts[i]);

        assert_int_equal(spec.delay_ns, 10 * MILLISECOND);
        assert_int_equal(spec.loss_ppm, 10000);
    }
}

static void a_fault_is_told_with_its_place(void **state)
{
    (void)state;
    assert_refused("delay=10ms los=1%",
                   "at byte 12, los=1%: expected one of delay jitter loss "
                   "duplicate reorder rate limit mtu (did you mean loss?)");
    assert_refused("delay", "at byte 1, delay: expected a name, \"=\" and a "
                            "value, as in delay=10ms");
    assert_refused(" =5ms", "at byte 2, =5ms: expected one of delay jitter "
                            "loss duplicate reorder rate limit mtu");
    assert_refused("loss=1", "at byte 1, loss: 1: expected a share such as "
                             "0.1%, 5% or 0");
    assert_refused("delay=", "at byte 1, delay: \"\": expected a duration such "
                             "as 250ms, 10s or 2h");
    assert_refused("delay=1ms,delay=2ms",
                   "at byte 11, delay=2ms: expected it only once");
}

static void bounds_are_told(void **state)
{
    (void)state;
    assert_refused("delay=11s", "at byte 1, delay=11s: expected 0 to 10s");
    assert_refused("loss=101%", "at byte 1, loss=101%: expected 0 to 100%");
    assert_refused("rate=1bit",
                   "at byte 1, rate=1bit: expected 1kbit to 100Gbit");
    assert_refused("mtu=100", "at byte 1, mtu=100: expected 1280 to 65535");
    assert_refused("rate=1Mbit limit=0",
                   "at byte 12, limit=0: expected 1 to 1000000");
    parsed("delay=10s loss=100% rate=100Gbit limit=1000000 mtu=65535");
}

static void what_makes_no_sense_together_is_refused(void **state)
{
    (void)state;
    assert_refused("delay=1ms jitter=2ms",
                   "jitter: expected at most the delay, for no packet comes "
                   "before it was sent");
    assert_refused("limit=10", "limit: expected a rate with it, for without "
                               "one nothing waits");
    assert_refused("", "expected what the link is like, such as \"delay=10ms "
                       "loss=1%\"");
    assert_refused(" , ", "expected what the link is like, such as "
                          "\"delay=10ms loss=1%\"");
}

static void what_is_long_or_no_text_is_shown_in_bounds(void **state)
{
    char text[5000];
    struct emulate_spec spec;
    struct mw_error err;

    (void)state;
    memset(text, 'x', sizeof(text));
    memcpy(text, "delay=", 6);
    text[sizeof(text) - 1] = '\0';
    assert_int_equal(emulate_parse(text, &spec, &err), MW_EINVAL);
    assert_non_null(strstr(err.text, "...: expected a shorter value"));
    assert_refused("\x1b[2J=1", "at byte 1, \\x1b[2J=1: expected one of delay "
                                "jitter loss duplicate reorder rate limit mtu");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_property_has_its_place),
        cmocka_unit_test(what_is_not_said_is_no_fault),
        cmocka_unit_test(blanks_and_commas_part_them),
        cmocka_unit_test(a_fault_is_told_with_its_place),
        cmocka_unit_test(bounds_are_told),
        cmocka_unit_test(what_makes_no_sense_together_is_refused),
        cmocka_unit_test(what_is_long_or_no_text_is_shown_in_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
