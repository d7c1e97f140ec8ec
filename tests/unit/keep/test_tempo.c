#include "support.h"

#include "keep/tempo.h"

static const uint64_t S = 1000000000;

static void at_its_own_speed_each_waits_as_long_as_it_did(void **state)
{
    struct tempo tempo;

    (void)state;
    assert_int_equal(tempo_init(&tempo, NULL, NULL), MW_OK);
    assert_int_equal(tempo_wait_ns(&tempo, 100 * S, 5 * S), 0);
    assert_int_equal(tempo_wait_ns(&tempo, 103 * S, 5 * S), 3 * S);
    assert_int_equal(tempo_wait_ns(&tempo, 103 * S, 7 * S), S);
    assert_int_equal(tempo_wait_ns(&tempo, 103 * S, 8 * S), 0);
    assert_int_equal(tempo_wait_ns(&tempo, 103 * S, 9 * S), 0);
    assert_int_equal(tempo_wait_ns(&tempo, 105 * S, 9 * S), S);
}

static void another_speed_divides_the_waits(void **state)
{
    struct tempo tempo;

    (void)state;
    assert_int_equal(tempo_init(&tempo, "2", NULL), MW_OK);
    assert_int_equal(tempo_wait_ns(&tempo, 0, 0), 0);
    assert_int_equal(tempo_wait_ns(&tempo, 4 * S, 0), 2 * S);
    assert_int_equal(tempo_init(&tempo, "0.5", NULL), MW_OK);
    assert_int_equal(tempo_wait_ns(&tempo, 0, 0), 0);
    assert_int_equal(tempo_wait_ns(&tempo, 4 * S, 0), 8 * S);
    assert_int_equal(tempo_init(&tempo, "max", NULL), MW_OK);
    assert_int_equal(tempo_wait_ns(&tempo, 0, 0), 0);
    assert_int_equal(tempo_wait_ns(&tempo, 4 * S, 0), 0);
}

static void a_clock_that_was_set_back_holds_nothing_up(void **state)
{
    struct tempo tempo;

    (void)state;
    assert_int_equal(tempo_init(&tempo, "1", NULL), MW_OK);
    assert_int_equal(tempo_wait_ns(&tempo, 50 * S, 0), 0);
    assert_int_equal(tempo_wait_ns(&tempo, 10 * S, 0), 0);
    assert_true(tempo_wait_ns(&tempo, UINT64_MAX, 0) > 0);
}

static void what_is_no_speed_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",    "0",   "-1", "fast", "1x",    "1.",      ".5",  "1e3",
        "nan", "inf", "+1", " 1",   "MAX",   "0.0001",  "1,5", "0x2",
        "2 ",  "..",  ".",  "1..2", "1.5.5", "1000001",
    };
    struct tempo tempo;
    struct mw_error err;

    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        if (tempo_init(&tempo, wrong[i], &err) != MW_EINVAL) {
            fail_msg("\"%s\" was taken", wrong[i]);
        }
        assert_non_null(strstr(err.text, "expected a number such as 2 or 0.5"));
    }
    assert_int_equal(tempo_init(&tempo, "0.001", NULL), MW_OK);
    assert_int_equal(tempo_init(&tempo, "1000000", NULL), MW_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_its_own_speed_each_waits_as_long_as_it_did),
        cmocka_unit_test(another_speed_divides_the_waits),
        cmocka_unit_test(a_clock_that_was_set_back_holds_nothing_up),
        cmocka_unit_test(what_is_no_speed_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
