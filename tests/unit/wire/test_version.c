#include "support.h"

#include <msgwire/version.h>

#include <string.h>

static const char digits[] = "0123456789";

static void the_version_is_three_numbers(void **state)
{
    const char *at = mw_version();

    (void)state;
    for (int part = 0; part < 3; part++) {
        size_t len = strspn(at, digits);

        assert_true(len > 0);
        assert_int_equal(at[len], part < 2 ? '.' : '\0');
        at += len + 1;
    }
}

static void the_day_is_a_date(void **state)
{
    const char *at = mw_version_date();

    (void)state;
    assert_int_equal(strlen(at), 10);
    for (size_t i = 0; i < 10; i++) {
        assert_true(i == 4 || i == 7 ? at[i] == '-'
                                     : strchr(digits, at[i]) != NULL);
    }
}

static void the_line_names_the_protocol_and_each_library(void **state)
{
    static const char *const parts[] = {"protocol ", "libuv ", "msgpack-c ",
                                        "utf8proc "};
    const char *line = mw_version_line();

    (void)state;
    assert_memory_equal(line, mw_version(), strlen(mw_version()));
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        const char *part = strstr(line, parts[i]);

        assert_non_null(part);
        assert_true(strspn(part + strlen(parts[i]), digits) > 0);
    }
    assert_null(strchr(line, '\n'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_version_is_three_numbers),
        cmocka_unit_test(the_day_is_a_date),
        cmocka_unit_test(the_line_names_the_protocol_and_each_library),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
