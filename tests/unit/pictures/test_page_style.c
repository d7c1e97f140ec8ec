#include "support.h"

#include "pictures/page_style.h"

#include <stdio.h>

static char sheet[16384];

static int join(void **state)
{
    (void)state;
    for (size_t i = 0; page_style[i] != NULL; i++) {
        size_t len = strlen(sheet);

        snprintf(sheet + len, sizeof(sheet) - len, "%s\n", page_style[i]);
    }
    return strlen(sheet) + 1 == sizeof(sheet);
}

static size_t count(const char *part)
{
    size_t found = 0;

    for (const char *at = sheet; (at = strstr(at, part)) != NULL; at++) {
        found++;
    }
    return found;
}

static void it_is_balanced_and_ends_no_style(void **state)
{
    (void)state;
    assert_int_equal(count("{"), count("}"));
    assert_int_equal(count("'") % 2, 0);
    assert_int_equal(count("<"), 0);
}

static void it_has_a_light_and_a_dark_look(void **state)
{
    (void)state;
    assert_int_equal(count("prefers-color-scheme:dark"), 1);
    for (const char *series = "012345"; *series != '\0'; series++) {
        char name[] = {'-', '-', 's', *series, ':', '\0'};

        assert_int_equal(count(name), 2);
    }
}

static void it_loads_nothing(void **state)
{
    (void)state;
    assert_int_equal(count("url("), 0);
    assert_int_equal(count("@import"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_balanced_and_ends_no_style),
        cmocka_unit_test(it_has_a_light_and_a_dark_look),
        cmocka_unit_test(it_loads_nothing),
    };

    return cmocka_run_group_tests(tests, join, NULL);
}
