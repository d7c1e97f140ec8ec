#include "support.h"

#include "options.h"

static void the_framings_are_those_of_the_library(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; options_framings[i] != NULL; i++) {
        assert_non_null(mw_framing_at(i));
        assert_string_equal(options_framings[i],
                            mw_framing_name(mw_framing_at(i)));
    }
    assert_null(mw_framing_at(i));
}

static void streams_are_framed_on_the_wire_and_bare_offline(void **state)
{
    (void)state;
    assert_ptr_equal(options_framing(&options_network), mw_framing_at(0));
    assert_ptr_equal(options_framing(&options_wait), mw_framing_at(0));
    assert_string_equal(mw_framing_name(options_framing(&options_offline)),
                        "none");
}

static void a_short_duration_never_becomes_no_timeout(void **state)
{
    (void)state;
    assert_int_equal(options_ms(0), 0);
    assert_int_equal(options_ms(1), 1);
    assert_int_equal(options_ms(1000000), 1);
    assert_int_equal(options_ms(1000001), 2);
    assert_int_equal(options_ms(UINT64_MAX), UINT64_MAX / 1000000 + 1);
}

static void durations_are_shown_as_they_are_typed(void **state)
{
    static const struct {
        uint64_t ns;
        const char *text;
    } rows[] = {
        {5000000000, "5s"}, {250000000, "250ms"}, {1500000000, "1500ms"},
        {5000, "5us"},      {7, "7ns"},           {0, "0s"},
    };
    char text[OPTIONS_DURATION_TEXT];

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_string_equal(options_duration(rows[i].ns, text), rows[i].text);
    }
}

static void no_timeout_is_for_ever_and_can_be_added_to_a_clock(void **state)
{
    struct options opt = options_network;

    (void)state;
    opt.timeout_ns = 1;
    assert_int_equal(options_patience_ms(&opt), 1);
    opt.timeout_ns = 0;
    assert_true(options_patience_ms(&opt) > UINT64_MAX / 8);
    assert_true(options_patience_ms(&opt) < UINT64_MAX / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_timeout_is_for_ever_and_can_be_added_to_a_clock),
        cmocka_unit_test(the_framings_are_those_of_the_library),
        cmocka_unit_test(streams_are_framed_on_the_wire_and_bare_offline),
        cmocka_unit_test(a_short_duration_never_becomes_no_timeout),
        cmocka_unit_test(durations_are_shown_as_they_are_typed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
