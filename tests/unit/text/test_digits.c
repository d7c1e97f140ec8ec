#include "support.h"

#include <msgwire/digits.h>

static void digits_stand_in_groups_of_three(void **state)
{
    static const struct {
        uint64_t number;
        const char *text;
    } rows[] = {
        {0, "0"},
        {999, "999"},
        {1000, "1 000"},
        {123456, "123 456"},
        {1000000, "1 000 000"},
        {UINT64_MAX, "18 446 744 073 709 551 615"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char out[MW_DIGITS];

        assert_string_equal(mw_digits(rows[i].number, out), rows[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_stand_in_groups_of_three),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
