#include "support.h"

#include "listen/ration.h"

static void a_second_has_its_ration_and_the_next_one_has_another(void **state)
{
    struct ration ration = {0};
    uint64_t left_out = 1;

    (void)state;
    for (int i = 0; i < RATION_A_SECOND; i++) {
        assert_true(ration_take(&ration, 5000, &left_out));
        assert_int_equal(left_out, 0);
    }
    assert_false(ration_take(&ration, 5999, &left_out));
    assert_true(ration_take(&ration, 6000, &left_out));
}

static void what_was_left_out_is_counted_and_told_once(void **state)
{
    struct ration ration = {0};
    uint64_t left_out = 0;

    (void)state;
    for (int i = 0; i < RATION_A_SECOND + 7; i++) {
        (void)ration_take(&ration, 0, &left_out);
    }
    assert_true(ration_take(&ration, 1000, &left_out));
    assert_int_equal(left_out, 7);
    assert_true(ration_take(&ration, 1000, &left_out));
    assert_int_equal(left_out, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_has_its_ration_and_the_next_one_has_another),
        cmocka_unit_test(what_was_left_out_is_counted_and_told_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
