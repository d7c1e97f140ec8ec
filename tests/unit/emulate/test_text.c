#include "support.h"

#include "emulate/spec.h"

static void what_is_written_reads_back_the_same(void **state)
{
    static const char most[] =
        "delay=9999999999ns jitter=9999999999ns loss=99.9999% "
        "duplicate=99.9999% reorder=99.9999% rate=99999999999bit "
        "limit=1000000 mtu=65535";
    static const char *const texts[] = {
        "delay=0",
        "delay=10ms",
        "loss=5%",
        "delay=10ms jitter=2ms loss=1% duplicate=0.1% reorder=1% rate=10Mbit",
        "delay=1500us loss=0.0001% rate=1500kbit limit=7 mtu=65535",
        most,
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct emulate_spec spec, again;
        char text[EMULATE_TEXT];

        assert_int_equal(emulate_parse(texts[i], &spec, NULL), MW_OK);
        assert_string_equal(emulate_text(&spec, text), texts[i]);
        assert_int_equal(emulate_parse(text, &again, NULL), MW_OK);
        assert_memory_equal(&spec, &again, sizeof(spec));
    }
}

static void the_order_and_the_units_are_always_the_same(void **state)
{
    struct emulate_spec spec;
    char text[EMULATE_TEXT];

    (void)state;
    assert_int_equal(
        emulate_parse("loss=0.5%,mtu=1500,delay=0.02s", &spec, NULL), MW_OK);
    assert_string_equal(emulate_text(&spec, text), "delay=20ms loss=0.5%");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_reads_back_the_same),
        cmocka_unit_test(the_order_and_the_units_are_always_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
